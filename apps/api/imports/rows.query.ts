import { importableColumns } from '../../../domain/contacts/fields.js';
import type { RowIntent, RowOutcome } from '../../../domain/imports/states.js';
import type { RowFilter } from './rows.schemas.js';

/** A condition on rows `r` joined with the apply batch `b` of their part, and its parameters. */
export interface RowCondition {
  sql: string;
  values: unknown[];
}

/** Same rule as `row_outcome` in the database, written out so that indexes are used. */
const outcomeNow = `coalesce(case r.outcome when 'not_processed' then 'notProcessed' else r.outcome end,
  case when b.seq is null then 'notProcessed' else case r.intent when 'create' then 'created' when 'update' then 'updated'
    when 'skip' then 'skipped' when 'fail' then 'failed' else r.intent end end)`;

const intentOf = {
  created: 'create',
  updated: 'update',
  unchanged: 'unchanged',
  skipped: 'skip',
  failed: 'fail',
} as const satisfies Partial<Record<RowOutcome, RowIntent>>;

function outcomeCondition(outcome: RowOutcome): string {
  if (outcome === 'notProcessed') return `(r.outcome = 'not_processed' or (r.outcome is null and b.seq is null))`;
  const intent = intentOf[outcome];
  const outright = `(r.outcome = '${outcome}' or (r.outcome is null and r.intent = '${intent}' and b.seq is not null))`;
  // Said once more in the words of its partial index.
  if (outcome === 'failed') return `${outright} and (r.intent = 'fail' or r.outcome = 'failed')`;
  return outright;
}

/** Rows of one import that a list asks for; `only` names single rows. */
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
  if (filter.outcome) parts.push(outcomeCondition(filter.outcome));
  if (filter.open) parts.push(`${outcomeCondition('failed')} and r.dismissed_reason is null`);
  if (filter.issue)
    parts.push(`r.issues is not null and r.issues @> ${parameter(JSON.stringify([{ code: filter.issue }]))}::jsonb`);
  if (filter.q) parts.push(searchCondition(filter.q, parameter));
  return { sql: parts.join(' and '), values };
}

/** A number is the row's; anything else is looked for in names, addresses of mail and phones as read. */
function searchCondition(text: string, parameter: (value: unknown) => string): string {
  if (/^\d{1,9}$/.test(text)) return `r.row_number = ${parameter(text)}::int`;
  const pattern = parameter(`%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`);
  const texts = ['first_name', 'last_name', 'email', 'phone'].map((column) => `coalesce(r.${column}, '')`);
  return `lower(${texts.join(` || ' ' || `)} || ' ' || coalesce(r.cells::text, '')) like ${pattern}`;
}

const from = `from import_rows r left join import_batches b on b.import_id = r.import_id and b.kind = 'apply' and b.seq = r.part`;

/** A page of rows; names of contacts are looked up for the rows of the page alone. */
export function pageSql({ sql }: RowCondition, page: { order: 'ASC' | 'DESC'; limit: number; offset: number }): string {
  const columns = importableColumns.map((column) => `r.${column}`).join(', ');
  return `
with page as (
  select r.import_id, r.account_id, r.row_number, r.intent, ${outcomeNow} as outcome_now, r.issues, r.cells, r.edits, r.edit_version,
    r.contact_id, r.match_reason, r.changes, r.duplicate_of, r.attempts, r.dismissed_reason, ${columns}
  ${from} where ${sql} order by r.row_number ${page.order} limit ${page.limit} offset ${page.offset}
)
select r.*, m.id::text as match_id, nullif(concat_ws(' ', m.first_name, m.last_name), '') as match_name,
  case when r.outcome_now in ('updated', 'unchanged') then m.id::text
    when r.outcome_now = 'created' then (select c.id::text from contacts c where c.import_id = r.import_id and c.import_row = r.row_number limit 1)
  end as became_id
from page r left join contacts m on m.id = r.contact_id and m.account_id = r.account_id
order by r.row_number ${page.order}`;
}

/** How many rows there are, counted up to `most`. */
export const countSql = ({ sql }: RowCondition, most: number): string =>
  `select count(*)::int as count from (select ${from} where ${sql} limit ${most}) counted`;
