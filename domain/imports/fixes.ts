import type { IssueCode, RowIssue } from './issues.js';

/** One fix for all rows that have an issue; `column` (0-based) narrows it to one column of the file. */
export type Fix =
  | { action: 'accept_suggestions'; issue: IssueCode; column: number | null }
  | { action: 'replace'; issue: IssueCode; column: number; find: string; replace: string }
  | { action: 'clear'; issue: IssueCode; column: number };

/** What a fix needs to know of a row: its cells as in the file, corrections made before (column index → text), its issues. */
export interface FixableRow {
  cells: readonly string[];
  edits: Readonly<Record<string, string>> | null;
  issues: readonly RowIssue[];
}

/** The row's corrections after the fix, or null when it changes nothing. The file's own cells are never touched; judge the row again. */
export function fixRow(row: FixableRow, fix: Fix): Record<string, string> | null {
  const touched = row.issues.filter(
    (issue) =>
      issue.code === fix.issue && (fix.column === null || issue.column === null || issue.column === fix.column),
  );
  if (touched.length === 0) return null;
  const changes =
    fix.action === 'accept_suggestions'
      ? suggestionsOf(touched)
      : { [fix.column]: changed(cellText(row, fix.column), fix) };
  const real = Object.entries(changes).filter(([column, text]) => text !== cellText(row, Number(column)));
  return real.length === 0 ? null : { ...row.edits, ...Object.fromEntries(real) };
}

/** The cells as the judge should read them: corrections over the file's own texts. */
export function editedCells(cells: readonly string[], edits: Readonly<Record<string, string>> | null): string[] {
  const edited = [...cells];
  for (const [column, text] of Object.entries(edits ?? {})) {
    while (edited.length < Number(column)) edited.push('');
    edited[Number(column)] = text;
  }
  return edited;
}

function suggestionsOf(issues: RowIssue[]): Record<string, string> {
  return Object.fromEntries(
    issues.flatMap(({ column, suggestion }) =>
      column === null || suggestion === undefined ? [] : [[column, suggestion]],
    ),
  );
}

function changed(text: string, fix: Exclude<Fix, { action: 'accept_suggestions' }>): string {
  if (fix.action === 'clear') return '';
  return fix.find === '' ? text : text.replaceAll(fix.find, () => fix.replace);
}

function cellText({ cells, edits }: FixableRow, column: number): string {
  return edits?.[column] ?? cells[column] ?? '';
}
