import { createHash } from 'node:crypto';
import type { ColumnMapping, ColumnProfile } from '../../../domain/imports/mapping.js';
import { headerSignature, profileColumns } from '../../../domain/imports/profile.js';
import type { FileReading } from '../../../integrations/reader/format.js';

/** By which a later file with the same titles is known again; null for a file without a header. */
export function signatureOf({ headers, format }: FileReading): Buffer | null {
  if (format.headerRow === null) return null;
  return createHash('sha256').update(headerSignature(headers)).digest();
}

/** The columns as the mapping screen shows them, judged by the rows of the file's first part. */
export function columnsOf(reading: FileReading, remembered?: ColumnMapping): ColumnProfile[] {
  const rows = reading.records.filter(({ role }) => role === 'row').map(({ cells }) => cells);
  return profileColumns(reading.headers, rows, remembered);
}

/** What is mapped before a person has looked: suggestions, ties left open. */
export function suggestedMapping(columns: ColumnProfile[]): ColumnMapping {
  return Object.fromEntries(columns.map(({ index, suggestion }) => [index, suggestion?.field ?? null]));
}

/** The mapping after the file is read in another way: kept where a column still has its title, else as suggested. */
export function carriedMapping(mapping: ColumnMapping, before: ColumnProfile[], after: ColumnProfile[]): ColumnMapping {
  const suggested = suggestedMapping(after);
  for (const { index, header } of after) {
    const same = before.filter((column) => column.header === header && header !== '');
    const old = same.length === 1 ? same[0] : same.find((column) => column.index === index);
    if (old) suggested[index] = mapping[old.index] ?? null;
  }
  return withoutDoubles(suggested, mapping);
}

/** A suggestion gives way to a field that a person's choice already holds. */
function withoutDoubles(mapping: ColumnMapping, chosen: ColumnMapping): ColumnMapping {
  const kept = new Set(Object.values(chosen).filter((field) => field !== null));
  const seen = new Set<string>();
  const result: ColumnMapping = {};
  for (const [index, field] of Object.entries(mapping)) {
    const isDouble = field !== null && seen.has(field) && kept.has(field) && field !== 'tags' && field !== 'notes';
    result[index] = isDouble ? null : field;
    if (field !== null) seen.add(field);
  }
  return result;
}
