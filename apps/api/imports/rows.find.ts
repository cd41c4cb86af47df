import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';
import type { RowOutcome } from '../../../domain/imports/states.js';
import { conditionOf, fromRows, intentOf } from './rows.query.js';
import type { RowFilter } from './rows.schemas.js';

/** Above this, a list says "1,000+": counting further costs more than it tells. */
export const countedUpTo = 1_000;
/** Up to so many hits all are gathered first; of more, the next ones in the order of the file are soon met. */
const gatheredUpTo = 20_000;

interface Window {
  order: 'ASC' | 'DESC';
  limit: number;
  offset: number;
}
export interface FoundRows {
  rowNumbers: number[];
  /** Counted up to one above `countedUpTo`. */
  count: number;
}

/** What the ledger of an import says about a filter before a row is looked at. */
interface Ledger {
  /** Rows with the outcome asked for; null when no outcome is. */
  with_outcome: number | null;
  with_issue: number;
  /** Parts whose rows are what their intent says, and those whose rows wait. */
  applied: number[];
  waiting: number[];
}

/**
 * Numbers of the rows that a list asks for, quick at a million rows: an outcome is asked for by what the ledger says about the
 * parts, never row by row, and few hits among many rows are gathered in one pass for page and count.
 */
export async function findRows(
  em: EntityManager,
  importId: string,
  filter: RowFilter,
  { order, limit, offset }: Window,
): Promise<FoundRows> {
  const ledger = await ledgerOf(em, importId, filter);
  if (ledger.with_outcome === 0) return { rowNumbers: [], count: 0 };
  const where = conditionOf(importId, filter, order);
  const { outcome } = filter;
  const arms = outcome && outcome !== 'failed' ? outcomeArms(outcome, ledger) : ['true'];
  const rows = arms.map((arm) => `select r.row_number ${fromRows} where ${where.sql} and ${arm}`);
  const sorted = (more: number) => `order by row_number ${order} limit ${more}`;
  const all = rows.join(' union all ');
  const page = (from: string) =>
    `array(select row_number from ${from} ${sorted(limit)} offset ${offset}) as row_numbers`;
  const each = rows.map((row) => `(${row} ${sorted(limit + offset)})`).join(' union all ');
  const sql = isSparse(filter, ledger)
    ? `with hits as materialized (${all}) select ${page('hits')}, ${countOf('hits')}`
    : `select ${page(`(${each}) p`)}, ${countOf(`(${all}) a`)}`;
  const [found] = await query<{ row_numbers: number[]; count: number }>(em, sql, where.values);
  return { rowNumbers: found!.row_numbers, count: found!.count };
}

const countOf = (from: string) =>
  `(select count(*)::int from (select from ${from} limit ${countedUpTo + 1}) c) as count`;

function isSparse({ q, issue }: RowFilter, ledger: Ledger): boolean {
  if (q) return true;
  if (issue && ledger.with_issue < gatheredUpTo) return true;
  return ledger.with_outcome !== null && ledger.with_outcome < gatheredUpTo;
}

/** Rows with an outcome of their own, and rows that are what their part's batch made of them: an index for each. */
function outcomeArms(outcome: Exclude<RowOutcome, 'failed'>, { applied, waiting }: Ledger): string[] {
  const own = `r.outcome = '${outcome === 'notProcessed' ? 'not_processed' : outcome}'`;
  const parts = outcome === 'notProcessed' ? waiting : applied;
  if (parts.length === 0) return [own];
  const planned = ['r.outcome is null'];
  if (outcome !== 'notProcessed') planned.push(`r.intent = '${intentOf[outcome]}'`);
  // Said in the words of its partial index.
  if (outcome !== 'notProcessed' && outcome !== 'created') planned.push(`r.intent <> 'create'`);
  if (applied.length > 0 && waiting.length > 0) planned.push(`r.part = any ('{${parts.join(',')}}'::smallint[])`);
  return [own, planned.join(' and ')];
}

async function ledgerOf(em: EntityManager, importId: string, { outcome, issue }: RowFilter): Promise<Ledger> {
  const column = outcome === 'notProcessed' ? 'not_processed' : outcome;
  const [ledger] = await query<Ledger>(
    em,
    `select ${column ? `(select ${column} from import_counts where import_id = $1)` : 'null::int'} as with_outcome,
       (select coalesce(sum(count), 0)::int from import_alerts where import_id = $1 and code = $2) as with_issue,
       coalesce(array_agg(p.part) filter (where b.seq is not null), '{}') as applied,
       coalesce(array_agg(p.part) filter (where b.seq is null), '{}') as waiting
     from contact_imports i cross join lateral generate_series(0, cardinality(i.part_bounds)) p (part)
     left join import_batches b on b.import_id = i.id and b.kind = 'apply' and b.seq = p.part where i.id = $1`,
    [importId, issue ?? null],
  );
  return ledger!;
}
