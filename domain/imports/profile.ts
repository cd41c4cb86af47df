import type { ColumnMapping, ColumnProfile } from './mapping.js';
import { type ColumnFacts, suggestFields } from './suggest.js';
import { valueEvidence } from './value-kinds.js';

export { headerSignature } from './header-key.js';

const sampleLength = 200;

/**
 * What the mapping screen shows of each column: guessed kind, telling samples, share filled, a suggested field with its reason.
 * @param headers "" where the file has no header or an empty one
 * @param rows records of the file's first part, below the header; short ones count as blank
 * @param remembered what the account chose for this header signature before
 */
export function profileColumns(
  headers: string[],
  rows: string[][],
  remembered: ColumnMapping | null = null,
): ColumnProfile[] {
  const facts: ColumnFacts[] = headers.map((header, index) => {
    const cells = rows.map((row) => row[index] ?? '');
    return { index, header, cells, evidence: valueEvidence(cells) };
  });
  const verdicts = suggestFields(facts, remembered);
  return facts.map(({ index, header, cells, evidence }) => ({
    index,
    header,
    samples: samplesOf(cells),
    filled: rows.length === 0 ? 0 : cells.filter((cell) => cell.trim() !== '').length / rows.length,
    kind: evidence.kind,
    ...verdicts.get(index)!,
  }));
}

/** The first value, the longest, and the one whose form is rarest: what a person needs to see to judge a column. */
function samplesOf(cells: string[]): string[] {
  const values = [...new Set(cells.map((cell) => cell.trim()).filter((cell) => cell !== ''))];
  if (values.length <= 3) return values.map(cut);
  const longest = values.reduce((best, value) => (value.length > best.length ? value : best));
  const counts = new Map<string, number>();
  for (const value of values) counts.set(formOf(value), (counts.get(formOf(value)) ?? 0) + 1);
  const oddest = values.reduce((best, value) =>
    counts.get(formOf(value))! < counts.get(formOf(best))! ? value : best,
  );
  const telling = new Set([values[0]!, longest, oddest]);
  for (const value of values) if (telling.size < 3) telling.add(value);
  return [...telling].map(cut);
}

/** "12 Elm St." → "9 a a.": letters and digits by kind, runs as one. */
function formOf(value: string): string {
  return value
    .slice(0, 100)
    .replace(/\p{L}+/gu, 'a')
    .replace(/\d+/g, '9');
}

function cut(value: string): string {
  return value.length > sampleLength ? `${value.slice(0, sampleLength)}…` : value;
}
