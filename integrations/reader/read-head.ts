import { decoderFor } from './decoder.js';
import { guessDialect } from './dialect.js';
import { guessEncoding, type EncodingGuess } from './encoding.js';
import { limits, type FileFormat, type FileReading, type FileRecord, type FileWarning } from './format.js';
import { guessHeader, type HeaderGuess } from './header.js';
import { raggedWarning } from './read-records.js';
import { RecordSplitter } from './record-splitter.js';
import { UnreadableFile } from './unreadable.js';

/** Of a file that goes on, only so many characters are cut into records: enough for titles, samples and an estimate. */
const partCharacters = 524_288;
/** So many records are handed over at most. */
const shownRecords = 5000;
/** Below this a person is asked. */
const sure = 0.7;

/**
 * Reads the first part of a file: how it is written, its titles, its first records, and what is doubtful.
 * `head` is its first megabyte or so; counts are exact when it is the whole file. What `overrides` says is taken as told.
 * @throws UnreadableFile for what cannot be read at all.
 */
export function readHead(
  head: Buffer,
  { totalSize, overrides = {} }: { totalSize: number; overrides?: Partial<FileFormat> },
): FileReading {
  if (totalSize === 0 || head.length === 0) throw new UnreadableFile('empty');
  if (totalSize > limits.bytes) throw new UnreadableFile('too_large');
  const whole = head.length >= totalSize;
  const encoding = encodingOf(head, totalSize, overrides.encoding);
  const decoder = decoderFor(encoding.encoding);
  const text = decoder.write(head) + (whole ? decoder.end() : '');
  if (text.trim() === '') throw new UnreadableFile('empty');
  const dialect = guessDialect(text, overrides);
  const splitter = new RecordSplitter(dialect, 0);
  const part = whole ? text : text.slice(0, partCharacters);
  const records = splitter.push(part, whole);
  if (records.length === 0) throw new UnreadableFile('cell_too_long', '1');
  const header = headerOf(records, dialect.width, overrides);
  const { delimiter, quote, escape, newline } = dialect;
  const format = { encoding: encoding.encoding, delimiter, quote, escape, headerRow: header.headerRow, newline };
  const width = tableWidth(records, format);
  if (width > limits.columns) throw new UnreadableFile('too_many_columns', width);
  const confidence = { encoding: encoding.confidence, delimiter: dialect.confidence, header: header.confidence };
  const skipped = header.headerRow === null ? 0 : header.headerRow;
  const headers = records.find(({ number }) => number === header.headerRow)?.cells ?? Array<string>(width).fill('');
  const rows = records.filter(({ number }) => number > skipped).length;
  return {
    format,
    confidence,
    encodings: telling(head, encoding.candidates, format),
    headers,
    records: records.slice(0, shownRecords).map((record) => ({ ...record, role: roleOf(record, header.headerRow) })),
    warnings: [
      ...doubts(format, confidence),
      ...headerWarnings(records, headers, format),
      ...(whole && rows === 0
        ? [warning('no_rows', 1, 'There are no rows below the column titles: nothing to import.')]
        : []),
      ...splitter.warnings.slice(0, 100),
      ...ragged(records, format),
    ],
    estimatedRows: whole ? rows : Math.round((rows * totalSize * text.length) / head.length / part.length),
  };
}

/** The first cell that the two likeliest encodings read differently, as each reads it. */
function telling(head: Buffer, candidates: string[], { delimiter }: FileFormat): FileReading['encodings'] {
  if (candidates.length < 2) return [];
  const [best, rival] = candidates.map((encoding) =>
    decoderFor(encoding)
      .write(head)
      .split(/\r\n|\r|\n/),
  );
  const line = best!.findIndex((text, at) => text !== rival![at]);
  if (line === -1) return [];
  const cells = [best![line]!, rival![line] ?? ''].map((text) => text.split(delimiter));
  const column = Math.max(
    0,
    cells[0]!.findIndex((cell, at) => cell !== cells[1]![at]),
  );
  return candidates.map((encoding, at) => ({ encoding, sample: (cells[at]![column] ?? '').trim().slice(0, 80) }));
}

function encodingOf(head: Buffer, totalSize: number, told?: string): EncodingGuess {
  return told ? { encoding: told, confidence: 1, candidates: [told] } : guessEncoding(head, totalSize);
}

function headerOf(records: FileRecord[], width: number, overrides: Partial<FileFormat>): HeaderGuess {
  if (overrides.headerRow === undefined) return guessHeader(records, width);
  return { headerRow: overrides.headerRow, confidence: 1 };
}

function tableWidth(records: FileRecord[], { headerRow }: FileFormat): number {
  const header = records.find(({ number }) => number === headerRow);
  return (header ?? records[0])?.cells.length ?? 0;
}

function roleOf({ number }: FileRecord, headerRow: number | null) {
  if (headerRow === null || number > headerRow) return 'row' as const;
  return number === headerRow ? ('header' as const) : ('skipped' as const);
}

function ragged(records: FileRecord[], format: FileFormat): FileWarning[] {
  const width = tableWidth(records, format);
  const rows = records.filter(({ number, cells }) => number > (format.headerRow ?? 0) && cells.length !== width);
  return rows.slice(0, 100).map((record) => raggedWarning(record, width));
}

function headerWarnings(records: FileRecord[], headers: string[], { headerRow }: FileFormat): FileWarning[] {
  if (headerRow === null) return [];
  const line = records.find(({ number }) => number === headerRow)?.line ?? 0;
  const skipped = records.filter(({ number }) => number < headerRow);
  const seen = new Set<string>();
  const twice = headers.filter(
    (header) => header.trim() !== '' && seen.size === seen.add(header.trim().toLowerCase()).size,
  );
  const empty = headers.flatMap((header, index) => (header.trim() === '' ? [index + 1] : []));
  return [
    ...skipped.map(({ line: at }) => warning('skipped_line', at, `Line ${at} stands above the titles and is skipped.`)),
    ...(twice.length > 0
      ? [warning('duplicate_header', line, `These titles come more than once: ${[...new Set(twice)].join(', ')}.`)]
      : []),
    ...(empty.length > 0 ? [warning('empty_header', line, `These columns have no title: ${empty.join(', ')}.`)] : []),
  ];
}

function doubts(format: FileFormat, confidence: FileReading['confidence']): FileWarning[] {
  const ask = 'Look at the first rows and change it if they are wrong.';
  const doubtful: [keyof typeof confidence, FileWarning['code'], string][] = [
    ['encoding', 'unsure_encoding', `The encoding seems to be ${format.encoding}, but that is not certain. ${ask}`],
    ['delimiter', 'unsure_delimiter', `It is not certain what separates the columns. ${ask}`],
    ['header', 'unsure_header', `It is not certain which line holds the column titles. ${ask}`],
  ];
  return doubtful.filter(([what]) => confidence[what] < sure).map(([, code, message]) => warning(code, 1, message));
}

function warning(code: FileWarning['code'], line: number, message: string): FileWarning {
  return { code, line, message };
}
