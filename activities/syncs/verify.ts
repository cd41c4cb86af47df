import type { Pool } from 'pg';
import { markGone } from '../../database/syncs-gone.js';
import { judgeMissing } from '../../domain/syncs/sweep.js';
import type { Crm } from '../../integrations/crm/connector.js';
import { inPage } from './lease.js';
import { writePage } from './page.js';
import type { PinnedConnection } from './pinned.js';
import { writeMalformed } from './problems.js';
import { type RunLease, writePageLedger } from './run.js';
import { fetched } from './sources.js';

interface Verification {
  pool: Pool;
  crm: Crm;
  pinned: PinnedConnection;
  tag: string;
}

const atOnce = 10;
/** Of more, the list itself is believed: asking one by one would take too many calls. */
const mostAsked = 200;

/**
 * Asks for each record that a complete scan has not met before it is taken as deleted: while pages are turned, records move, and
 * one may slip between two pages. Each few of them are committed, so that a limit in between loses nothing.
 */
export async function verifyMissing({ pool, crm, pinned, tag }: Verification, lease: RunLease): Promise<void> {
  for (;;) {
    const { linked, missing, loop, seq } = await missingOf(pool, lease);
    const isScan = loop === 'backfill' || loop === 'sweep';
    if (!isScan || missing.length > mostAsked || judgeMissing({ linked, missing: missing.length }) !== 'gone') return;
    const startedAt = new Date();
    const { records, problems, gone } = await fetched({ crm, pinned }, missing.slice(0, atOnce), 'gone');
    const { accountId, connectionId, settings } = pinned;
    const where = { connectionId, accountId, runId: lease.runId };
    const today = startedAt.toISOString().slice(0, 10);
    const done = await inPage(pool, lease, async (client) => {
      const outcomes = await writePage(client, {
        pinned,
        runId: lease.runId,
        records,
        isSweep: true,
        isForced: false,
        today,
      });
      await writeMalformed(client, where, problems);
      const unread = problems.flatMap(({ id }) => (id === null ? [] : [id]));
      await client.query('update contact_links set swept_run = $2 where connection_id = $1 and record_id = any ($3)', [
        connectionId,
        lease.runId,
        unread,
      ]);
      await markGone(client, { ...where, rule: settings.deleted, tag }, gone);
      const failed = outcomes.failed + problems.length;
      const reported = records.length + problems.length;
      const page = { ...outcomes, failed, reported, gone: 0, missed: gone.length };
      await writePageLedger(client, lease.runId, { seq, startedAt, ...page });
    });
    if (done === 'superseded') return;
  }
}

async function missingOf(pool: Pool, { connectionId, runId }: RunLease) {
  const { rows } = await pool.query<{ linked: number; missing: string[]; loop: string; seq: number }>(
    `select count(l.*)::int as linked, coalesce(array_agg(l.record_id) filter (where l.swept_run is distinct from r.id), '{}') as missing,
       r.loop, (select coalesce(max(seq) + 1, 0) from sync_pages where run_id = r.id) as seq
     from sync_runs r left join contact_links l on l.connection_id = $1 and l.contact_id is not null and l.state <> 'gone'
     where r.id = $2 group by r.id, r.loop`,
    [connectionId, runId],
  );
  return rows[0] ?? { linked: 0, missing: [], loop: '', seq: 0 };
}
