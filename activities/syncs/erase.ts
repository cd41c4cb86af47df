import type { Pool } from 'pg';
import { recordAudit } from '../../database/record-audit.js';
import { inTransaction } from '../../database/transaction.js';
import { syncEvent } from './audit.js';

const atOnce = 10_000;

/** Removes what was kept of the CRM's records after a disconnect that asked for it; contacts and the counts of runs stay. */
export async function eraseConnection(pool: Pool, connectionId: string): Promise<void> {
  for (const table of ['contact_links', 'sync_issues', 'sync_changes', 'hook_deliveries']) {
    let erased = atOnce;
    while (erased === atOnce) {
      const { rowCount } = await pool.query(
        `delete from ${table} where ctid in (select ctid from ${table} where connection_id = $1 limit ${atOnce})`,
        [connectionId],
      );
      erased = rowCount ?? 0;
    }
  }
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ account_id: string }>(
      `update connections set erasing = false, watermark = null, updated_at = now() where id = $1 and erasing returning account_id`,
      [connectionId],
    );
    if (rows[0])
      await recordAudit(client, syncEvent({ connectionId, accountId: rows[0].account_id }, 'connection.erased'));
  });
}
