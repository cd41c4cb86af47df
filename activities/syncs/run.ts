import type { Pool, PoolClient } from 'pg';
import { endProblems, markGone } from '../../database/syncs-gone.js';
import { recordAudit } from '../../database/record-audit.js';
import { judgeMissing } from '../../domain/syncs/sweep.js';
import type { RunLoop } from '../../domain/syncs/states.js';
import { syncEvent } from './audit.js';
import { inConnection, type SyncLease } from './lease.js';
import type { PinnedConnection } from './pinned.js';

export interface RunLease extends SyncLease {
  runId: string;
}

export interface OpenRun {
  runId: string;
  loop: RunLoop;
  cursor: unknown;
  nextSeq: number;
}

/** @returns null when it has ended meanwhile */
export async function getOpenRun(connection: Pool | PoolClient, runId: string): Promise<OpenRun | null> {
  const { rows } = await connection.query<{ loop: RunLoop; cursor: unknown; next_seq: number }>(
    `select loop, cursor, (select coalesce(max(seq) + 1, 0) from sync_pages where run_id = r.id) as next_seq
     from sync_runs r where id = $1 and ended_at is null and not is_read`,
    [runId],
  );
  const [row] = rows;
  return row ? { runId, loop: row.loop, cursor: row.cursor, nextSeq: row.next_seq } : null;
}

export interface LedgerPage {
  seq: number;
  startedAt: Date;
  reported: number;
  added: number;
  changed: number;
  unchanged: number;
  skipped: number;
  failed: number;
  gone: number;
  missed?: number;
}

/** The committed proof of a page. Its key refuses a second attempt at the same page. */
export async function writePageLedger(client: PoolClient, runId: string, page: LedgerPage): Promise<void> {
  await client.query(
    `insert into sync_pages (run_id, seq, connection_id, account_id, started_at, reported, added, changed, unchanged, skipped, failed, gone,
       missed, worker)
     select id, $2, connection_id, account_id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 from sync_runs where id = $1`,
    [
      runId,
      page.seq,
      page.startedAt,
      page.reported,
      page.added,
      page.changed,
      page.unchanged,
      page.skipped,
      page.failed,
      page.gone,
      page.missed ?? 0,
      `worker ${process.pid}`,
    ],
  );
}

/**
 * Ends a run whose last page has committed. After a complete scan, linked people whom it did not meet are taken as deleted, up to
 * the safe fraction; beyond it nobody is touched and a person is asked.
 */
export async function finishRun(
  pool: Pool,
  lease: RunLease,
  { pinned, tag }: { pinned: PinnedConnection; tag: string },
): Promise<void> {
  await inConnection(pool, lease, async (client) => {
    const { rows } = await client.query<{ loop: RunLoop }>(
      'select loop from sync_runs where id = $1 and ended_at is null and is_read for update',
      [lease.runId],
    );
    const [run] = rows;
    if (!run) return;
    const isScan = run.loop === 'backfill' || run.loop === 'sweep';
    const verdict = isScan ? await settleMissing(client, lease, pinned, tag) : 'none';
    const state = verdict === 'ask' ? 'awaiting_answer' : 'completed';
    await client.query('update sync_runs set state = $2, ended_at = now(), cursor = null where id = $1', [
      lease.runId,
      state,
    ]);
    if (state === 'completed' && isScan) {
      await forgetOlderQuestions(client, lease);
      await forgetUnlinked(client, lease);
    }
    await client.query(
      `update connections c set synced_at = now(), updated_at = now(), limited_until = null, limited_reason = null,
         backfilled_at = case when $3 in ('backfill', 'sweep') then coalesce(c.backfilled_at, now()) else c.backfilled_at end,
         swept_at = case when $3 in ('backfill', 'sweep') then now() else c.swept_at end,
         watermark = case when $3 in ('backfill', 'delta', 'sweep') then coalesce(r.watermark, c.watermark) else c.watermark end
       from sync_runs r where c.id = $1 and r.id = $2`,
      [lease.connectionId, lease.runId, run.loop],
    );
    const action = verdict === 'ask' ? 'connection.deletions_asked' : 'connection.run_completed';
    await recordAudit(client, syncEvent(pinned, action, { after: { runId: lease.runId, loop: run.loop } }));
  });
}

async function settleMissing(
  client: PoolClient,
  { connectionId, runId }: RunLease,
  pinned: PinnedConnection,
  tag: string,
) {
  const { rows } = await client.query<{ linked: number; missing: string[] }>(
    `select count(*)::int as linked, coalesce(array_agg(record_id) filter (where swept_run is distinct from $2), '{}') as missing
     from contact_links where connection_id = $1 and contact_id is not null and state <> 'gone'`,
    [connectionId, runId],
  );
  const { linked, missing } = rows[0]!;
  const verdict = judgeMissing({ linked, missing: missing.length });
  if (verdict === 'ask')
    await client.query('update sync_runs set missing = $2, linked = $3 where id = $1', [runId, missing.length, linked]);
  if (verdict !== 'gone') return verdict;
  const { accountId, settings } = pinned;
  await markGone(client, { connectionId, accountId, runId, rule: settings.deleted, tag }, missing);
  const { rows: seqs } = await client.query<{ seq: number }>(
    'select coalesce(max(seq) + 1, 0) as seq from sync_pages where run_id = $1',
    [runId],
  );
  const none = { reported: 0, added: 0, changed: 0, unchanged: 0, skipped: 0, failed: 0, gone: 0 };
  await writePageLedger(client, runId, { ...none, seq: seqs[0]!.seq, startedAt: new Date(), missed: missing.length });
  return verdict;
}

/** Records that never became a contact and are not there any more: nothing of them is left to put right. */
async function forgetUnlinked(client: PoolClient, { connectionId, runId }: RunLease) {
  const { rows } = await client.query<{ record_id: string }>(
    `delete from contact_links where connection_id = $1 and contact_id is null and state in ('failed', 'skipped')
       and swept_run is distinct from $2 returning record_id`,
    [connectionId, runId],
  );
  await endProblems(
    client,
    connectionId,
    rows.map(({ record_id }) => record_id),
  );
}

/** A later complete scan knows better than one that waits for an answer. */
async function forgetOlderQuestions(client: PoolClient, { connectionId, runId }: RunLease) {
  await client.query(
    `update sync_runs set state = 'cancelled', note = 'A later scan has found them again.'
     where connection_id = $1 and id <> $2 and state = 'awaiting_answer'`,
    [connectionId, runId],
  );
}
