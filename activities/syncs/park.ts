import type { Pool } from 'pg';
import { recordAudit } from '../../database/record-audit.js';
import { syncEvent } from './audit.js';
import { inConnection, type SyncLease } from './lease.js';
import { tellAgents } from './tell-agents.js';

async function accountOf(client: { query: Pool['query'] }, connectionId: string): Promise<string> {
  const { rows } = await client.query<{ account_id: string }>('select account_id from connections where id = $1', [
    connectionId,
  ]);
  return rows[0]!.account_id;
}

/**
 * Stops the sync until somebody has connected again or looked at the fault; the open run stays open and goes on behind its last
 * committed page. The move happens once: whoever comes second finds the connection moved, so that it is told once.
 */
export async function parkConnection(
  pool: Pool,
  lease: SyncLease,
  fault: { state: 'needs_reconnect' | 'failed'; code: string; sentence: string },
): Promise<void> {
  await inConnection(pool, lease, async (client) => {
    await client.query(
      `update connections set state = $2, failure_code = $3, failure_sentence = $4, limited_until = null, limited_reason = null,
         trouble_code = null, trouble_sentence = null, trouble_since = null, updated_at = now() where id = $1`,
      [lease.connectionId, fault.state, fault.code, fault.sentence],
    );
    const connection = { connectionId: lease.connectionId, accountId: await accountOf(client, lease.connectionId) };
    const action = fault.state === 'failed' ? 'connection.failed' : 'connection.access_lost';
    const after = { state: fault.state, code: fault.code };
    await recordAudit(client, syncEvent(connection, action, { before: { state: 'active' }, after }));
    if (fault.state === 'needs_reconnect') await tellAgents(client, connection);
  });
}

/** The CRM asks us to wait: a timer of the workflow does, not a worker. */
export async function noteLimit(
  pool: Pool,
  lease: SyncLease,
  { until, reason }: { until: Date; reason: string },
): Promise<void> {
  await inConnection(pool, lease, (client) =>
    client.query('update connections set limited_until = $2, limited_reason = $3, updated_at = now() where id = $1', [
      lease.connectionId,
      until,
      reason,
    ]),
  );
}

/** What is tried again by itself is shown as long as it lasts. */
export async function noteTrouble(
  pool: Pool,
  lease: SyncLease,
  trouble: { code: string; sentence: string },
): Promise<void> {
  await inConnection(pool, lease, (client) =>
    client.query(
      `update connections set trouble_code = $2, trouble_sentence = $3, trouble_since = coalesce(trouble_since, now()), updated_at = now()
       where id = $1`,
      [lease.connectionId, trouble.code, trouble.sentence],
    ),
  );
}

/** The CRM no longer knows where we stood: the run ends, and everything is read again. Nobody is deleted by that. */
export async function beginAnew(pool: Pool, lease: SyncLease & { runId: string }): Promise<void> {
  await inConnection(pool, lease, async (client) => {
    await client.query(
      `update sync_runs set state = 'cancelled', ended_at = now(), cursor = null,
         note = 'The CRM no longer knew where we stood: everything is read again.' where id = $1 and ended_at is null`,
      [lease.runId],
    );
    await client.query(
      `update connections set watermark = null, requested = coalesce(requested, 'schedule'), requested_loop = 'sweep', updated_at = now()
       where id = $1`,
      [lease.connectionId],
    );
    const connection = { connectionId: lease.connectionId, accountId: await accountOf(client, lease.connectionId) };
    await recordAudit(client, syncEvent(connection, 'connection.run_restarted', { after: { runId: lease.runId } }));
  });
}
