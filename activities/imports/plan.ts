import type { Pool, PoolClient } from 'pg';
import { matchPart, matchPhones, planPart } from '../../database/imports-plan.js';
import { recordAudit } from '../../database/record-audit.js';
import { committed, inBatch, inMove, type Lease, type LedgerRow, type StepResult, writeLedger } from './ledger.js';
import { getImport, type PlannedImport } from './pinned.js';
import { allOf } from '../lanes.js';
import { workerEvent } from './audit.js';

export interface PlanDependencies {
  pool: Pool;
  segmentMs: number;
  reviewExpiresDays: number;
  isStopping: () => boolean;
}

/** The ledger's number of the step that matches by phone, for the whole import at once. */
const wholeImport = -1;

/**
 * Compares the staged rows with one another and with the contacts, and settles what will be done with each: the plan a person
 * reviews. Goes part by part, two at a time, each with its ledger row.
 */
export async function planImport(with_: PlanDependencies, lease: Lease): Promise<StepResult> {
  const { pool } = with_;
  const pinned = await getImport(pool, lease.importId);
  const endOfSegment = Date.now() + with_.segmentMs;
  const parts = Array.from({ length: pinned.partBounds.length + 1 }, (_, part) => part);
  const isTimeUp = () => Date.now() > endOfSegment || with_.isStopping();

  const run = async (kind: 'match' | 'plan', todo: number[]): Promise<StepResult> => {
    const done = await committed(pool, lease.importId, kind);
    const left = todo.filter((seq) => !done.has(seq));
    const lane = async (): Promise<StepResult> => {
      for (let seq = left.shift(); seq !== undefined; seq = left.shift()) {
        if (isTimeUp()) return 'more';
        const batch = planBatch(pinned, kind, seq);
        if ((await inBatch(pool, lease, 'scanning', batch)) === 'superseded') return 'superseded';
      }
      return 'done';
    };
    const lanes = await allOf([lane(), lane()]);
    return lanes.find((result) => result !== 'done') ?? 'done';
  };

  // Rows that have just come are unknown to the planner: joins sized for one row never end on a thousand.
  await pool.query('analyze (skip_locked) import_rows, contacts');
  for (const [kind, todo] of [
    ['match', parts],
    ['match', [wholeImport]],
    ['plan', parts],
  ] as const) {
    const result = await run(kind, [...todo]);
    if (result !== 'done') return result;
  }
  return await inMove(pool, lease, 'scanning', (client) => endPlan(client, pinned, with_));
}

const planBatch = (pinned: PlannedImport, kind: 'match' | 'plan', seq: number) => async (client: PoolClient) => {
  const startedAt = new Date();
  await client.query(`set local work_mem = '64MB'`);
  if (seq === wholeImport) await matchPhones(client, pinned);
  else if (kind === 'match') await matchPart(client, pinned, seq);
  else await planPart(client, pinned, seq);
  const found =
    kind === 'plan' ? await plannedCounts(client, pinned.importId, seq) : await partRows(client, pinned.importId, seq);
  await writeLedger(client, pinned.importId, { kind, seq, startedAt, ...found });
};

async function partRows(client: PoolClient, importId: string, part: number): Promise<Pick<LedgerRow, 'rows'>> {
  const { rows } = await client.query<{ rows: number }>(
    'select count(*)::int as rows from import_rows where import_id = $1 and part = $2',
    [importId, part],
  );
  return { rows: rows[0]?.rows ?? 0 };
}

async function plannedCounts(client: PoolClient, importId: string, part: number) {
  const counts = await client.query<
    Required<Pick<LedgerRow, 'rows' | 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed'>>
  >(
    `select count(*)::int as rows, count(*) filter (where intent = 'create')::int as created,
       count(*) filter (where intent = 'update')::int as updated, count(*) filter (where intent = 'unchanged')::int as unchanged,
       count(*) filter (where intent = 'skip')::int as skipped, count(*) filter (where intent = 'fail')::int as failed
     from import_rows where import_id = $1 and part = $2`,
    [importId, part],
  );
  const alerts = await client.query(
    `select i ->> 'code' as code, null as field, count(*)::int as count, (array_agg(row_number order by row_number))[1:2] as rows
     from import_rows r cross join lateral jsonb_array_elements(r.issues) i
     where r.import_id = $1 and r.part = $2 and r.issues is not null
       and i ->> 'code' in ('duplicate_in_file', 'matches_several', 'not_in_mode', 'stays_unsubscribed')
     group by 1`,
    [importId, part],
  );
  return { ...counts.rows[0]!, alerts: alerts.rows };
}

async function endPlan(
  client: PoolClient,
  { importId, accountId }: PlannedImport,
  { reviewExpiresDays }: PlanDependencies,
) {
  await client.query(
    `update contact_imports set state = 'awaiting_review', resume_state = null, scanned_at = now(), updated_at = now(),
       expires_at = now() + make_interval(days => $2) where id = $1`,
    [importId, reviewExpiresDays],
  );
  await recordAudit(client, workerEvent({ importId, accountId }, 'import.scanned', 'scanning', 'awaiting_review'));
  return 'done' as const;
}
