import type { ImportableColumn } from '../../domain/contacts/fields.js';
import type { JudgedRow } from '../../domain/imports/judge.js';
import type { FileRecord } from '../../integrations/reader/format.js';

/** Columns of `import_rows` that a scan writes, in the order of `copyLine`. */
export const stagedColumns = (columns: ImportableColumn[]) =>
  ['import_id', 'account_id', 'row_number', 'part', 'intent', 'email_normalized', 'issues', 'cells', ...columns].join(
    ', ',
  );

/** One row in COPY's text format (PostgreSQL manual, COPY, "Text Format"), line end included. */
export function copyLine(
  ids: string,
  record: FileRecord,
  { row, part, columns }: { row: JudgedRow; part: number; columns: ImportableColumn[] },
): string {
  const keepsCells = row.issues.some((issue) => issue.severity !== 'info');
  let line = `${ids}\t${record.number}\t${part}\t${row.failed ? 'fail' : 'create'}\t${copyValue(row.emailNormalized)}`;
  line += `\t${row.issues.length > 0 ? copyText(jsonText(row.issues)) : '\\N'}`;
  line += `\t${keepsCells ? copyText(jsonText(record.cells)) : '\\N'}`;
  for (const column of columns) line += `\t${copyValue(row.values[column])}`;
  return `${line}\n`;
}

type Value = JudgedRow['values'][keyof JudgedRow['values']] | null;

function copyValue(value: Value): string {
  if (value === undefined || value === null) return '\\N';
  if (typeof value === 'string') return copyText(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (Array.isArray(value)) return copyText(`{${value.map(arrayElement).join(',')}}`);
  return copyText(jsonText(value));
}

const arrayElement = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '' };
const special = /[\\\n\r\t\0]/g;
const hasSpecial = /[\\\n\r\t\0]/;
const copyText = (text: string) => (hasSpecial.test(text) ? text.replace(special, (c) => escapes[c] ?? '') : text);

const unstorable = /\\u(?:0000|d[89a-f])/i;

/** JSON as PostgreSQL takes it: a NUL or half a surrogate pair becomes U+FFFD. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!unstorable.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.toWellFormed().replaceAll('\0', '\uFFFD') : part,
  );
}
