import type { Pool } from 'pg';
import type { ImportState } from '../../domain/imports/states.js';
import { recordAudit } from '../../database/record-audit.js';
import { inTransaction } from '../../database/transaction.js';
import { workerEvent } from './audit.js';
import { committed, inMove, type Lease } from './ledger.js';
import { getImport } from './pinned.js';

export type StepName =
  'scan' | 'plan' | 'trial' | 'apply' | 'retry' | 'finish' | 'undo' | 'expire' | 'purge' | 'wait' | 'end';

/** What an import needs next, as its rows in the database say. */
export interface NextStep {
  step: StepName;
  fence: number;
  /** Parts that are still to be applied. */
  parts: number[];
  /** Until the next timer, in milliseconds; null: only a command goes on. */
  waitMs: number | null;
  /** Whose turn it is among accounts; small imports go first. */
  fairness: { key: string; priority: number };
}

interface Standing {
  account_id: string;
  state: ImportState;
  fence: number;
  size: number;
  trial_rows: number | null;
  trial_done: number;
  is_retrying: boolean;
  is_purged: boolean;
  purge_ms: number | null;
  expire_ms: number | null;
}

export async function readStanding(pool: Pool, importId: string, purgeDays: number): Promise<NextStep> {
  await pool.query(
    `update contact_imports set purge_at = now() + make_interval(days => $2)
     where id = $1 and purge_at is null and state in ('completed', 'cancelled', 'undone', 'expired', 'closed')`,
    [importId, purgeDays],
  );
  const { rows } = await pool.query<Standing>(
    `select account_id, state, fence, coalesce(row_count, estimated_rows, 0) as size, trial_rows, purged_at is not null as is_purged,
       (select coalesce(sum(rows), 0)::int from import_batches where import_id = i.id and kind = 'trial') as trial_done,
       exists (select from import_rows where import_id = i.id and retrying) as is_retrying,
       extract(epoch from purge_at - now())::float8 * 1000 as purge_ms, extract(epoch from expires_at - now())::float8 * 1000 as expire_ms
     from contact_imports i where id = $1`,
    [importId],
  );
  const standing = rows[0];
  if (!standing) throw new RangeError('no such import');
  const { step, waitMs = null, parts = [] } = await nextOf(pool, importId, standing);
  const priority = standing.size <= 5_000 ? 2 : standing.size <= 100_000 ? 3 : 4;
  return { step, waitMs, parts, fence: standing.fence, fairness: { key: standing.account_id, priority } };
}

type Next = Pick<NextStep, 'step'> & Partial<Pick<NextStep, 'waitMs' | 'parts'>>;

async function nextOf(pool: Pool, importId: string, standing: Standing): Promise<Next> {
  switch (standing.state) {
    case 'scanning': {
      const { isPinned, rowCount } = await getImport(pool, importId);
      return { step: isPinned && rowCount !== null ? 'plan' : 'scan' };
    }
    case 'importing':
      return nextOfImporting(pool, importId, standing);
    case 'undoing':
      return { step: 'undo' };
    case 'mapping':
    case 'awaiting_review':
      return dueOrWait('expire', standing.expire_ms);
    case 'paused':
    case 'failed':
      return { step: 'wait' };
    case 'completed':
    case 'cancelled':
    case 'undone':
    case 'expired':
    case 'closed':
      return standing.is_purged ? { step: 'end' } : dueOrWait('purge', standing.purge_ms);
  }
}

const dueOrWait = (step: 'expire' | 'purge', inMs: number | null): Next =>
  inMs === null ? { step: 'wait' } : inMs <= 0 ? { step } : { step: 'wait', waitMs: Math.ceil(inMs) };

async function nextOfImporting(pool: Pool, importId: string, standing: Standing): Promise<Next> {
  const { trial_rows: wanted, trial_done: tried } = standing;
  const { partBounds } = await getImport(pool, importId);
  const applied = await committed(pool, importId, 'apply');
  const parts = Array.from({ length: partBounds.length + 1 }, (_, part) => part).filter((part) => !applied.has(part));
  if (wanted !== null && wanted > tried && standing.size > tried && applied.size === 0) return { step: 'trial' };
  if (parts.length > 0) return { step: 'apply', parts };
  return { step: standing.is_retrying ? 'retry' : 'finish' };
}

export async function finishImport(pool: Pool, lease: Lease, { undoDays, purgeDays }: Retention): Promise<void> {
  await inMove(pool, lease, 'importing', async (client) => {
    await client.query(
      `update contact_imports set state = 'completed', completed_at = now(), updated_at = now(), expires_at = null,
         undo_until = now() + make_interval(days => $2), purge_at = now() + make_interval(days => $3) where id = $1`,
      [lease.importId, undoDays, purgeDays],
    );
    await recordAudit(
      client,
      workerEvent(await getImport(client, lease.importId), 'import.completed', 'importing', 'completed'),
    );
  });
}

export interface Retention {
  undoDays: number;
  purgeDays: number;
}

/** Stops a working import at a fault, with the sentence for people; `resume` goes on behind the last committed batch. */
export async function parkImport(
  pool: Pool,
  { importId, fence, code, sentence }: Lease & { code: string; sentence: string },
) {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ account_id: string; state: ImportState }>(
      `select account_id, state from contact_imports
       where id = $1 and fence = $2 and state in ('scanning', 'importing', 'undoing') for no key update`,
      [importId, fence],
    );
    const [parked] = rows;
    if (!parked) return;
    await client.query(
      `update contact_imports i set state = 'failed', resume_state = state, failure_code = $2, updated_at = now(),
         failure_sentence = $3 || ' Nothing was lost: ' || to_char(coalesce(p.done, 0), 'FM9,999,999') || ' of '
           || coalesce(case when p.step = 'scan' then 'about ' end, '') || to_char(coalesce(p.total, 0), 'FM9,999,999') || ' rows are '
           || case p.step when 'scan' then 'read' when 'plan' then 'compared' when 'undo' then 'taken back' else 'in' end || '.'
       from (select 1) one left join import_progress($1) p on true where i.id = $1`,
      [importId, code, sentence],
    );
    await recordAudit(
      client,
      workerEvent({ importId, accountId: parked.account_id }, 'import.failed', parked.state, 'failed'),
    );
  });
}

/** A review that nobody confirmed in time. */
export async function expireImport(pool: Pool, lease: Lease): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ account_id: string; state: ImportState }>(
      `select account_id, state from contact_imports where id = $1 and fence = $2 and state in ('mapping', 'awaiting_review')
         and expires_at <= now() for no key update`,
      [lease.importId, lease.fence],
    );
    const [expired] = rows;
    if (!expired) return;
    await client.query(
      `update contact_imports set state = 'expired', expires_at = null, updated_at = now() where id = $1`,
      [lease.importId],
    );
    const subject = { importId: lease.importId, accountId: expired.account_id };
    await recordAudit(client, workerEvent(subject, 'import.expired', expired.state, 'expired'));
  });
}
