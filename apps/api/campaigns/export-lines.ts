import { stringify } from 'csv-stringify/sync';
import { neutralizeCell } from '../../../domain/imports/formula-cells.js';
import { maskText, withoutAddresses } from '../imports/mask.js';
import type { ExportPlan } from './export-kinds.js';

export type ExportRow = Record<string, unknown> & { cursor: string };
export type ExportFormat = 'csv' | 'jsonl';

/** Pages of rows as the text of a file. Only one page is in memory at a time, however long the file becomes. */
export async function* exportLines(
  pages: AsyncIterable<ExportRow[]>,
  { plan, format, isMasked }: { plan: ExportPlan; format: ExportFormat; isMasked: boolean },
): AsyncGenerator<string> {
  const columns = Object.entries(plan.columns);
  const names = columns.map(([name]) => camel(name));
  const shown = (row: ExportRow) => columns.map(([name, kind]) => (isMasked ? masked(row[name], kind) : row[name]));
  // The byte order mark makes spreadsheets read UTF-8 as such.
  if (format === 'csv') yield `\ufeff${csv([columns.map(([name]) => name)])}`;
  for await (const rows of pages)
    yield format === 'csv'
      ? csv(rows.map((row) => shown(row).map(cell)))
      : rows.map((row) => `${JSON.stringify(objectOf(names, shown(row)))}\n`).join('');
}

const csv = (rows: string[][]) => stringify(rows, { record_delimiter: '\r\n' });

const objectOf = (names: string[], values: unknown[]) =>
  Object.fromEntries(names.map((name, index) => [name, values[index] ?? null]));

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function masked(value: unknown, kind: 'plain' | 'personal' | 'text'): unknown {
  if (typeof value !== 'string' || kind === 'plain') return value;
  return kind === 'personal' ? maskText(value) : withoutAddresses(value);
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  return neutralizeCell(typeof value === 'object' ? JSON.stringify(value) : String(value));
}
