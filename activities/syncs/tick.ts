import type { Pool } from 'pg';
import { type OutboxMessage, enqueue } from '../../database/outbox.js';
import { inTransaction } from '../../database/transaction.js';

/**
 * The schedule's wish for a run: written down, and the connection's workflow woken. Nothing is asked of a connection that does not
 * work, or whose run is still open.
 */
export async function askForRun(
  pool: Pool,
  {
    connectionId,
    nextAt,
    message,
  }: { connectionId: string; nextAt: Date | null; message: Omit<OutboxMessage, 'accountId'> },
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ account_id: string }>(
      `update connections c set requested = coalesce(requested, 'schedule'), next_run_at = $2
       where id = $1 and state = 'active' and not exists (select from sync_runs r where r.connection_id = c.id and r.ended_at is null)
       returning account_id`,
      [connectionId, nextAt],
    );
    if (rows[0]) await enqueue(client, { ...message, accountId: rows[0].account_id });
  });
}
