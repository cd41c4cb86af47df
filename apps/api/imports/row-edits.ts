import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';
import type { ContactImport } from '../../../database/entities/imports.js';
import { replanRows } from '../../../database/imports-plan.js';
import { importableColumns } from '../../../domain/contacts/fields.js';
import { editedCells } from '../../../domain/imports/fixes.js';
import { type IssueCode, issueCodes, type RowIssue } from '../../../domain/imports/issues.js';
import { compileJudge } from '../../../domain/imports/judge.js';
import type { RowIntent } from '../../../domain/imports/states.js';

/** A row as corrections need it; `is_waiting`: nothing was done with it yet, its place in the plan may still change. */
export interface EditableRow {
  row_number: number;
  cells: string[];
  edits: Record<string, string> | null;
  edit_version: number;
  issues: RowIssue[] | null;
  is_waiting: boolean;
  /** Open as failed, or still waiting for review. */
  is_open: boolean;
}

/** Rows of the import, locked; those that do not exist are left out. */
export function lockRows(tx: EntityManager, importId: string, rowNumbers: number[]): Promise<EditableRow[]> {
  return query<EditableRow>(
    tx,
    `select r.row_number, coalesce(r.cells, '[]') as cells, r.edits, r.edit_version, r.issues, s.is_waiting,
       s.is_waiting or (row_outcome(r) = 'failed' and r.dismissed_reason is null) as is_open
     from import_rows r join contact_imports i on i.id = r.import_id
     cross join lateral (select r.outcome is null and i.state = 'awaiting_review' as is_waiting) s
     where r.import_id = $1 and r.row_number = any ($2::int[]) order by r.row_number for update of r`,
    [importId, `{${rowNumbers.join(',')}}`],
  );
}

const assignments = importableColumns.map((column) => `${column} = v.${column}`).join(', ');

/**
 * Judges rows again under corrections (column index → text, the whole of them) and stores what came out. Rows still in
 * review take their new place in the plan at once; failed ones wait for a retry.
 * @returns numbers of the rows that still cannot be imported
 */
export async function storeEdits(
  tx: EntityManager,
  item: ContactImport,
  changed: { row: EditableRow; edits: Record<string, string> }[],
): Promise<Set<number>> {
  const { mapping, options, columns, evidence } = item;
  const judge = compileJudge({ mapping, options, columnCount: columns.length, ...evidence }, today());
  const judged = changed.map(({ row, edits }) => {
    const { values, emailNormalized, issues, failed } = judge(editedCells(row.cells, edits));
    const intent: RowIntent = failed ? 'fail' : 'create';
    return {
      ...values,
      row_number: row.row_number,
      email_normalized: emailNormalized,
      intent,
      edits,
      issues: issues.length > 0 ? issues : null,
    };
  });
  const waiting = changed.filter(({ row }) => row.is_waiting).map(({ row }) => row.row_number);
  const before = await planOf(tx, item.id, waiting);
  await query(
    tx,
    `update import_rows r set ${assignments}, email_normalized = v.email_normalized, issues = v.issues, edits = v.edits,
       edit_version = r.edit_version + 1, contact_id = null, match_reason = null,
       intent = case when r.row_number = any ($3::int[]) then v.intent else r.intent end,
       outcome = case when r.row_number = any ($3::int[]) then r.outcome else coalesce(r.outcome, 'failed') end
     from jsonb_populate_recordset(null::import_rows, $2::jsonb) v where r.import_id = $1 and r.row_number = v.row_number`,
    [item.id, JSON.stringify(judged), `{${waiting.join(',')}}`],
  );
  await placeInPlan(tx, item, waiting, before);
  return new Set(judged.filter(({ intent }) => intent === 'fail').map((row) => row.row_number));
}

/** Plans waiting rows anew and tells the review's equation and alerts of the difference. */
export async function placeInPlan(
  tx: EntityManager,
  item: ContactImport,
  rowNumbers: number[],
  before: PlannedRow[],
): Promise<void> {
  if (rowNumbers.length === 0) return;
  const { id: importId, accountId, mapping, options } = item;
  await replanRows(tx, { importId, accountId, mapping, options }, rowNumbers, { part: 'move' });
  await writeDifference(tx, item, before, await planOf(tx, importId, rowNumbers));
}

export interface PlannedRow {
  row_number: number;
  intent: RowIntent;
  issues: RowIssue[] | null;
}

export async function planOf(tx: EntityManager, importId: string, rowNumbers: number[]): Promise<PlannedRow[]> {
  if (rowNumbers.length === 0) return [];
  return query<PlannedRow>(
    tx,
    'select row_number, intent, issues from import_rows where import_id = $1 and row_number = any ($2::int[])',
    [importId, `{${rowNumbers.join(',')}}`],
  );
}

/** Ledger rows of corrections stand behind those of the parts. */
const firstCorrection = 1_000_000;

async function writeDifference(
  tx: EntityManager,
  item: ContactImport,
  before: PlannedRow[],
  after: PlannedRow[],
): Promise<void> {
  const count = (intent: RowIntent) =>
    after.filter((row) => row.intent === intent).length - before.filter((row) => row.intent === intent).length;
  const alerts = alertDifference(before, after);
  await query(
    tx,
    `insert into import_batches (import_id, account_id, kind, seq, started_at, rows, created, updated, unchanged, skipped, failed, alerts)
     select $1, $2, 'plan', greatest(max(seq) + 1, ${firstCorrection}), now(), 0, $3::int, $4::int, $5::int, $6::int, $7::int, $8::jsonb
     from import_batches where import_id = $1 and kind = 'plan'`,
    [
      item.id,
      item.accountId,
      ...(['create', 'update', 'unchanged', 'skip', 'fail'] as const).map(count),
      alerts.length > 0 ? JSON.stringify(alerts) : null,
    ],
  );
}

/** The plan's own issues are counted without a field, as the plan does. */
function alertDifference(before: PlannedRow[], after: PlannedRow[]) {
  const counts = new Map<string, { code: IssueCode; field: string | null; count: number; rows: number[] }>();
  const add = (rows: PlannedRow[], sign: 1 | -1) => {
    for (const { row_number, issues } of rows) {
      for (const key of new Set((issues ?? []).map(({ code, field }) => `${code} ${field ?? ''}`))) {
        const [code = '', field = ''] = key.split(' ');
        const alert = counts.get(key) ?? { code: code as IssueCode, field: field || null, count: 0, rows: [] };
        alert.count += sign;
        if (sign === 1 && alert.rows.length < 2) alert.rows.push(row_number);
        counts.set(key, alert);
      }
    }
  };
  add(before, -1);
  add(after, 1);
  return [...counts.values()].filter(({ code, count }) => code in issueCodes && count !== 0);
}

const today = () => new Date().toISOString().slice(0, 10);
