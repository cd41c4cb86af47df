import { importableColumns } from '../../../domain/contacts/fields.js';
import type { RowIntent, RowOutcome } from '../../../domain/imports/states.js';
import type { RowFilter } from './rows.schemas.js';
import { searchCondition } from './rows.search.js';

/** A condition on rows `r` joined with the apply batch `b` of their part, and its parameters. */
export interface RowCondition {
  sql: string;
  values: unknown[];
}

/** Same rule as `row_outcome` in the database, written out so that indexes are used. */
const outcomeNow = `coalesce(case r.outcome when 'not_processed' then 'notProcessed' else r.outcome end,
  case when b.seq is null then 'notProcessed' else case r.intent when 'create' then 'created' when 'update' then 'updated'
    when 'skip' then 'skipped' when 'fail' then 'failed' else r.intent end end)`;

export const intentOf = {
  created: 'create',
  updated: 'update',
  unchanged: 'unchanged',
  skipped: 'skip',
  failed: 'fail',
} as const satisfies Partial<Record<RowOutcome, RowIntent>>;

/** Said once more in the words of its partial index. */
const hasFailed = `(r.outcome = 'failed' or (r.outcome is null and r.intent = 'fail' and b.seq is not null))
  and (r.intent = 'fail' or r.outcome = 'failed')`;

/** Rows of one import that a list asks for; `only` names single rows. Of outcomes it knows `failed`, of others `findRows` does. */
export function conditionOf(
  importId: string,
  filter: RowFilter & { only?: number[] },
  order: 'ASC' | 'DESC',
): RowCondition {
  const values: unknown[] = [importId];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const parts = ['r.import_id = $1'];
  if (filter.only) parts.push(`r.row_number = any (${parameter(`{${filter.only.join(',')}}`)}::int[])`);
  if (filter.after) parts.push(`r.row_number ${order === 'ASC' ? '>' : '<'} ${parameter(filter.after)}::int`);
  if (filter.intent)
    parts.push(
      `r.intent = ${parameter(filter.intent)}${filter.intent === 'create' ? '' : ` and r.intent <> 'create'`}`,
    );
  if (filter.open || filter.outcome === 'failed') parts.push(hasFailed);
  if (filter.open) parts.push('r.dismissed_reason is null');
  if (filter.issue)
    parts.push(`r.issues is not null and r.issues @> ${parameter(JSON.stringify([{ code: filter.issue }]))}::jsonb`);
  if (filter.q) parts.push(searchCondition(filter.q, parameter));
  return { sql: parts.join(' and '), values };
}

/** The batch is there once the part of a row has been applied. */
export const fromRows = `from import_rows r left join import_batches b on b.import_id = r.import_id and b.kind = 'apply' and b.seq = r.part`;

/** Rows by their numbers; names of contacts are looked up for these rows alone. */
export function rowsSql(order: 'ASC' | 'DESC'): string {
  const columns = importableColumns.map((column) => `r.${column}`).join(', ');
  return `
with page as (
  select r.import_id, r.account_id, r.row_number, r.intent, ${outcomeNow} as outcome_now, r.issues, r.cells, r.edits, r.edit_version,
    r.contact_id, r.match_reason, r.changes, r.duplicate_of, r.attempts, r.dismissed_reason, ${columns}
  ${fromRows} where r.import_id = $1 and r.row_number = any ($2::int[])
)
select r.*, m.id::text as match_id, nullif(concat_ws(' ', m.first_name, m.last_name), '') as match_name,
  case when r.outcome_now in ('updated', 'unchanged') then m.id::text
    when r.outcome_now = 'created' then (select c.id::text from contacts c where c.import_id = r.import_id and c.import_row = r.row_number limit 1)
  end as became_id
from page r left join contacts m on m.id = r.contact_id and m.account_id = r.account_id
order by r.row_number ${order}`;
}
