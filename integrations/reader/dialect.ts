import { cellType } from './cell-types.js';
import type { FileFormat } from './format.js';
import { parseQuoted } from './quoted-record.js';
import type { Dialect } from './record-splitter.js';

/** Single characters that separate cells, and how readily we believe it: prose has blanks and colons too. */
const delimiters: [delimiter: string, prior: number][] = [
  [',', 1],
  [';', 1],
  ['\t', 1],
  ['|', 0.99],
  ['^', 0.9],
  ['~', 0.9],
  ['\u001f', 0.9],
  ['\u0001', 0.9],
  ['¦', 0.9],
  ['§', 0.9],
  [':', 0.6],
  [' ', 0.5],
];

/** How much of the head is tried with each dialect. */
const sampleCharacters = 65_536;
const sampleRecords = 400;

export interface DialectGuess extends Dialect {
  confidence: number;
  /** Cells that most records have. */
  width: number;
}

/**
 * Decides delimiter, quote and escape by reading the first part in every likely way and rating each by how even the
 * records are and how many cells look like something, after the idea of van den Burg, Nazábal and Sutton, "Wrangling
 * messy CSV files by detecting row and type patterns" (2019). What is given is kept.
 */
export function guessDialect(text: string, given: Partial<FileFormat> = {}): DialectGuess {
  const newline = given.newline ?? guessNewline(text);
  const sample = wholeLines(text, newline);
  const told = given.delimiter ?? excelSeparator(text);
  const tried = candidates(sample, { ...given, delimiter: told })
    .map((dialect) => rate(sample, { ...dialect, newline }))
    .toSorted((a, b) => b.score - a.score);
  const best = tried[0]!;
  const rival = tried.find(({ dialect }) => dialect.delimiter !== best.dialect.delimiter);
  const confidence = told === undefined ? confidenceOf(best, rival?.score ?? 0) : 1;
  return { ...best.dialect, confidence, width: best.width };
}

/** Excel's own first line, `sep=;`, which says what separates. */
export function excelSeparator(text: string): string | undefined {
  return /^"?sep=(.)"?[\r\n]/i.exec(text)?.[1];
}

/** The line end in use; `mixed` when carriage returns alone end lines beside others. */
export function guessNewline(text: string): FileFormat['newline'] {
  const both = count(text, '\r\n');
  const feeds = count(text, '\n') - both;
  const returns = count(text, '\r') - both - (text.endsWith('\r') ? 1 : 0);
  if (returns === 0) return both > feeds ? '\r\n' : both > 0 && feeds > 0 ? 'mixed' : '\n';
  if (both + feeds === 0) return '\r';
  return returns * 20 > both + feeds ? 'mixed' : both >= feeds ? '\r\n' : '\n';
}

function count(text: string, what: string): number {
  let found = 0;
  for (let at = text.indexOf(what); at !== -1; at = text.indexOf(what, at + what.length)) found++;
  return found;
}

function wholeLines(text: string, newline: FileFormat['newline']): string {
  if (text.length <= sampleCharacters) return text;
  const end = text.lastIndexOf(newline === '\r' ? '\r' : '\n', sampleCharacters);
  return end === -1 ? text.slice(0, sampleCharacters) : text.slice(0, end + 1);
}

function candidates(sample: string, given: Partial<FileFormat>): Omit<Dialect, 'newline'>[] {
  const found = given.delimiter === undefined ? delimitersIn(sample) : [given.delimiter];
  const quotes = given.quote === undefined ? ['"', ...(sample.includes("'") ? ["'"] : [])] : [given.quote];
  return found.flatMap((delimiter) =>
    quotes.flatMap((quote) => escapesFor(sample, quote, given.escape).map((escape) => ({ delimiter, quote, escape }))),
  );
}

/** Single characters first; one that is always doubled, as in "a||b", is no delimiter but its double is. */
function delimitersIn(sample: string): string[] {
  const found = delimiters.map(([delimiter]) => delimiter).filter((delimiter) => sample.includes(delimiter));
  const all = found.flatMap((d) => {
    if (doubled.has(d) && count(sample, d + d) * 2 === count(sample, d)) return [d + d];
    const spaced = d.trim() === '' ? [] : [`${d} `, ` ${d} `];
    return [d, ...spaced.filter((longer) => sample.includes(longer))];
  });
  return all.length > 0 ? all : [','];
}

const doubled = new Set(['|', '\t', ':', '~', '^']);

function escapesFor(sample: string, quote: string | null, given: string | null | undefined): (string | null)[] {
  if (given !== undefined) return [given];
  if (quote === null) return [null];
  return sample.includes('\\' + quote) ? [quote, '\\'] : [quote];
}

interface Rated {
  dialect: Dialect;
  score: number;
  width: number;
}

function rate(sample: string, dialect: Dialect): Rated {
  const widths = new Map<number, number>();
  let records = 0;
  let broken = 0;
  let cells = 0;
  let likely = 0;
  let quoted = 0;
  const options = { last: true, carriageReturnEnds: dialect.newline === '\r' || dialect.newline === 'mixed' };
  for (let at = 0; at < sample.length && records < sampleRecords;) {
    const parse = parseQuoted(sample, at, { ...dialect, quote: dialect.quote ?? '\0' }, options);
    at = sample.startsWith('\r\n', parse.end) ? parse.end + 2 : parse.end + 1;
    if (parse.cells.length === 1 && parse.cells[0] === '') continue;
    records++;
    quoted += parse.openings.length;
    if (parse.strays > 0 || parse.unclosed) broken++;
    widths.set(parse.cells.length, (widths.get(parse.cells.length) ?? 0) + 1);
    for (const cell of parse.cells) likely += likeliness(cell, dialect.delimiter);
    cells += parse.cells.length;
  }
  const [width, even] = [...widths].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
  const prior = delimiters.find(([d]) => d === dialect.delimiter.trim() || d === dialect.delimiter[0])?.[1] ?? 0.9;
  const evenness = records === 0 ? 0 : even / records / Math.sqrt(Math.sqrt(widths.size));
  const columns = width <= 1 ? 0.05 : (width - 1) / width;
  const sound = records === 0 ? 1 : 1 - (0.8 * broken) / records;
  const usesQuotes = dialect.quote === '"' ? 1 : quoted > 0 ? 0.99 : 0.9;
  const score = evenness * columns * (likely / Math.max(1, cells)) * sound * prior * usesQuotes;
  return { dialect, score, width };
}

function likeliness(cell: string, delimiter: string): number {
  const type = cellType(cell);
  if (type === 'empty') return 0.6;
  if (delimiter.length === 1 && delimiter !== ' ' && /^ .|. $/.test(cell)) return 0.8;
  if (type === 'text') return 0.3;
  return type === 'words' ? 0.9 : 1;
}

function confidenceOf(best: Rated, rival: number): number {
  if (best.width <= 1) return rival > 0.2 ? 0.5 : 0.8;
  const lead = best.score === 0 ? 0 : 1 - rival / best.score;
  return Math.min(0.99, 0.35 + 0.35 * Math.min(1, lead * 2) + 0.3 * Math.min(1, best.score * 1.5));
}
