import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { profileColumns } from '../../domain/imports/profile.js';
import type { FileFormat, FileReading, FileWarning } from '../../integrations/reader/format.js';
import { readHead } from '../../integrations/reader/read-head.js';
import { readRecords } from '../../integrations/reader/read-records.js';
import { kindOfFile, UnreadableFile } from '../../integrations/reader/sniff.js';
import { sheetToText } from '../../integrations/reader/workbook.js';

const usage = `Usage: npm run inspect -- FILE [--rows] [--json] [--encoding NAME] [--delimiter CHAR] [--header ROW|none]`;
const headBytes = 1024 * 1024;

interface Wishes {
  file: string;
  rows: boolean;
  json: boolean;
  overrides: Partial<FileFormat>;
}

/** What stands on the command line. @throws UsageError in a sentence. */
function wishesOf(args: string[]): Wishes {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      rows: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      encoding: { type: 'string' },
      delimiter: { type: 'string' },
      header: { type: 'string' },
    },
  });
  if (positionals.length !== 1) throw new UsageError(usage);
  const overrides: Partial<FileFormat> = {};
  if (values.encoding) overrides.encoding = values.encoding.toLowerCase();
  if (values.delimiter) overrides.delimiter = values.delimiter.replaceAll('\\t', '\t');
  if (values.header) overrides.headerRow = headerRowOf(values.header);
  return { file: positionals[0]!, rows: values.rows, json: values.json, overrides };
}

class UsageError extends Error {}

function headerRowOf(text: string): number | null {
  if (text === 'none') return null;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError('--header takes the number of the record with the column titles, or "none".');
}

/** Runs `use` on delimited text: the file itself, or the sheet of a workbook in a temporary file. */
async function withText<T>(file: string, use: (text: string, notes: string[]) => Promise<T>): Promise<T> {
  if (kindOfFile(await firstBytes(file)) === 'text') return use(file, []);
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-inspect-'));
  try {
    const text = join(folder, 'sheet.csv');
    const { sheetName, otherSheets } = await sheetToText(file, createWriteStream(text));
    const others = otherSheets.length > 0 ? `; not read: ${otherSheets.join(', ')}` : '';
    return await use(text, [`The sheet “${sheetName}” was read${others}.`]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Reads the whole file once: counts its rows, collects warnings, prints records when asked. */
async function readWhole(text: string, reading: FileReading, print: boolean) {
  const { headerRow } = reading.format;
  const warnings: FileWarning[] = [];
  let rowCount = 0;
  for await (const batch of readRecords(createReadStream(text, { highWaterMark: 256 * 1024 }), reading.format)) {
    warnings.push(...batch.warnings);
    const fromHeader = headerRow === null ? batch.records : batch.records.filter(({ number }) => number >= headerRow);
    rowCount += fromHeader.filter(({ number }) => number !== headerRow).length;
    if (print && fromHeader.length > 0) await say(fromHeader.map(({ cells }) => `${JSON.stringify(cells)}\n`).join(''));
  }
  return { rowCount, warnings };
}

async function say(text: string) {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Doubts come from the head, troubles of records from the whole file. */
function allWarnings(reading: FileReading, whole: FileWarning[]): FileWarning[] {
  const inRecords = new Set<FileWarning['code']>(['ragged_row', 'stray_quote', 'undecodable', 'unterminated_quote']);
  return [...reading.warnings.filter(({ code }) => !inRecords.has(code)), ...whole];
}

async function inspect({ file, rows, json, overrides }: Wishes) {
  await withText(file, async (text, notes) => {
    const { size } = await stat(text);
    const reading = readHead(await firstBytes(text), { totalSize: size, overrides });
    const { format, confidence, headers, records } = reading;
    const whole = await readWhole(text, reading, rows);
    const warnings = allWarnings(reading, whole.warnings);
    const body = records.filter(({ role }) => role === 'row').map(({ cells }) => cells);
    const columns = profileColumns(headers, body.slice(0, 1000)).map(
      ({ index, header, samples, filled, kind, suggestion }) => ({ index, header, samples, filled, kind, suggestion }),
    );
    const { encoding, delimiter, quote, escape, headerRow } = format;
    const found = {
      encoding,
      delimiter,
      quote,
      escape,
      headerRow,
      rowCount: whole.rowCount,
      columns,
      confidence,
      warnings,
    };
    for (const line of [...notes, ...warnings.map((warning) => `${warning.code}: ${warning.message}`)])
      process.stderr.write(`${line}\n`);
    if (json) await say(`${JSON.stringify(found)}\n`);
    else if (!rows) await say(summary(found));
  });
}

interface Found {
  encoding: string;
  delimiter: string;
  quote: string | null;
  headerRow: number | null;
  rowCount: number;
  columns: ReturnType<typeof profileColumns>;
  confidence: FileReading['confidence'];
}

const share = (value: number) => `${Math.round(value * 100)} %`;

function summary({ encoding, delimiter, quote, headerRow, rowCount, columns, confidence }: Found): string {
  const lines = [
    `Encoding   ${encoding} (${share(confidence.encoding)} sure)`,
    `Delimiter  ${JSON.stringify(delimiter)}, quote ${quote ?? 'none'} (${share(confidence.delimiter)} sure)`,
    `Titles     ${headerRow === null ? 'none' : `record ${headerRow}`} (${share(confidence.header)} sure)`,
    `Rows       ${rowCount.toLocaleString('en-US')}`,
    ...columns.map(({ index, header, kind, filled, suggestion }) => {
      const field = suggestion ? ` → ${suggestion.field} (${suggestion.reason})` : '';
      return `${String(index + 1).padStart(3)}  ${header || '(no title)'}: ${kind}, ${share(filled)} filled${field}`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}

/** A sentence for what a person can act on; anything else is a fault of ours and keeps its stack. */
function sentenceOf(error: unknown, file: string): string {
  if (error instanceof UnreadableFile || error instanceof UsageError) return error.message;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT') return `There is no file ${file}.`;
  if (code === 'EISDIR') return `${file} is a folder, not a file.`;
  if (code === 'EACCES') return `The file ${file} may not be read by this user.`;
  if (code.startsWith('ERR_PARSE_ARGS')) return `${(error as Error).message}\n${usage}`;
  return String((error as Error).stack ?? error);
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
try {
  await inspect(wishesOf(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${sentenceOf(error, process.argv[2] ?? '')}\n`);
  process.exitCode = 1;
}
