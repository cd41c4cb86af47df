import type { Pool, PoolClient } from 'pg';
import { learnContacts } from '../../database/syncs-learn.js';
import { markGone } from '../../database/syncs-gone.js';
import type { Crm } from '../../integrations/crm/connector.js';
import { inPage } from './lease.js';
import { writePage } from './page.js';
import type { PinnedConnection } from './pinned.js';
import { writeMalformed } from './problems.js';
import { getOpenRun, type OpenRun, type RunLease, writePageLedger } from './run.js';
import { type PulledPage, sourceOf } from './sources.js';

export interface PullDependencies {
  pool: Pool;
  crm: Crm;
  pinned: PinnedConnection;
  /** What contacts get whose record was deleted at the CRM, where the settings say so. */
  tag: string;
  /** After so long an attempt hands its slot back, so that others get their turn. */
  segmentMs: number;
  isStopping: () => boolean;
}

export type PullResult = 'more' | 'done' | 'superseded';

/**
 * Reads pages of a run and commits each with its cursor and its ledger row. While one is being written the next is already asked
 * for. Called again it goes on behind the last committed page.
 */
export async function pullPages(with_: PullDependencies, lease: RunLease): Promise<PullResult> {
  const { pool, pinned } = with_;
  const run = await getOpenRun(pool, lease.runId);
  if (!run) return 'done';
  const source = sourceOf(run.loop, with_);
  const endOfSegment = Date.now() + with_.segmentMs;
  let seq = run.nextSeq;
  let startedAt = new Date();
  let coming: Promise<PulledPage> = source.next(run.cursor);
  for (;;) {
    const page = await coming;
    const isTimeUp = Date.now() > endOfSegment || with_.isStopping();
    const began = startedAt;
    startedAt = new Date();
    const goesOn = page.next !== null && !isTimeUp && source.isReadAhead;
    const ahead = goesOn ? source.next(page.next) : null;
    // Whoever awaits it below hears of its error; until then it must not end the process.
    ahead?.catch(() => undefined);
    if (isGrown(seq)) await learnContacts(pool, pinned.accountId);
    const committed = await inPage(pool, lease, (client) =>
      commitPage(client, { lease, pinned, run, page, seq, startedAt: began, tag: with_.tag }),
    );
    if (committed === 'superseded') return 'superseded';
    if (page.next === null) return 'done';
    if (isTimeUp) return 'more';
    seq += 1;
    coming = ahead ?? source.next(page.next);
  }
}

/** Before the second, fourth, eighth page and so on. */
const isGrown = (seq: number) => seq > 0 && Number.isInteger(Math.log2(seq));

interface PageCommit {
  lease: RunLease;
  pinned: PinnedConnection;
  run: OpenRun;
  page: PulledPage;
  seq: number;
  startedAt: Date;
  tag: string;
}

async function commitPage(client: PoolClient, { lease, pinned, run, page, seq, startedAt, tag }: PageCommit) {
  const { runId, connectionId } = lease;
  const { accountId, settings } = pinned;
  const where = { connectionId, accountId, runId };
  const isSweep = run.loop === 'backfill' || run.loop === 'sweep';
  const outcomes = await writePage(client, {
    pinned,
    runId,
    records: page.records,
    isSweep,
    isForced: run.loop === 'remap' || run.loop === 'retry',
    today: new Date().toISOString().slice(0, 10),
  });
  await writeMalformed(client, where, page.problems);
  await markGone(client, { ...where, rule: settings.deleted, tag }, page.gone);
  await page.settle?.(client);
  await writePageLedger(client, runId, {
    seq,
    startedAt,
    ...outcomes,
    failed: outcomes.failed + page.problems.length,
    gone: page.gone.length,
    reported: page.reported,
  });
  await client.query(
    `with moved as (
       update sync_runs set cursor = $2, is_read = $3, watermark = coalesce($4, watermark), note = coalesce($5, note) where id = $1
     )
     update connections set limited_until = null, limited_reason = null, trouble_code = null, trouble_sentence = null, trouble_since = null
     where id = $6 and (limited_until is not null or trouble_since is not null)`,
    [runId, json(page.next), page.next === null, json(page.watermark), page.capped, connectionId],
  );
}

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
