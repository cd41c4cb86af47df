import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { limits } from './format.js';
import { readSharedTexts, readStyles } from './sheet-cells.js';
import { readSheet } from './sheet-rows.js';
import { UnreadableFile } from './unreadable.js';
import { WorkbookParts } from './workbook-parts.js';

export interface SheetText {
  /** Rows with any text, the header among them. */
  rows: number;
  sheetName: string;
  /** Other visible sheets, which are not read. */
  otherSheets: string[];
}

/**
 * Writes the first visible sheet that has data as UTF-8 CSV (RFC 4180, LF) and ends `out`. Line n is row n of the sheet
 * as long as no cell holds a line break: a row without text becomes an empty line. Dates come as yyyy-mm-dd, numbers without
 * exponent. Neither the workbook nor the sheet is held in memory; a stream is first put into a temporary file, because an
 * archive is read from its end.
 * @throws UnreadableFile for a damaged, protected or empty workbook and above the limits.
 */
export async function sheetToText(workbook: string | Readable, out: Writable): Promise<SheetText> {
  if (typeof workbook === 'string') return convert(workbook, out);
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-workbook-'));
  try {
    const path = join(folder, 'workbook.xlsx');
    await pipeline(workbook, createWriteStream(path));
    return await convert(path, out);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function convert(path: string, out: Writable): Promise<SheetText> {
  let parts: WorkbookParts | null = null;
  const text = new TextWriter(out);
  try {
    parts = await WorkbookParts.open(path);
    const found = await firstSheetWithData(parts, text);
    out.end();
    await finished(out);
    return found;
  } catch (error) {
    const known =
      error instanceof UnreadableFile || out.errored ? (error as Error) : new UnreadableFile('broken_workbook');
    out.on('error', () => undefined).destroy(known);
    throw known;
  } finally {
    parts?.close();
  }
}

async function firstSheetWithData(parts: WorkbookParts, out: TextWriter): Promise<SheetText> {
  const book = await readBook(parts);
  const folder = posix.dirname(book.path);
  const texts = await readSharedTexts(parts, book.partOf('sharedStrings') ?? posix.join(folder, 'sharedStrings.xml'));
  const styles = await readStyles(parts, book.partOf('styles') ?? posix.join(folder, 'styles.xml'));
  const visible = book.sheets.filter(({ isVisible }) => isVisible);
  for (const sheet of visible) {
    const rows = await readSheet(parts, sheet.path, { texts, styles, from1904: book.from1904 }, out);
    const otherSheets = visible.filter((other) => other !== sheet).map(({ name }) => name);
    if (rows > 0) return { rows, sheetName: sheet.name, otherSheets };
  }
  throw new UnreadableFile('no_sheet');
}

async function readBook(parts: WorkbookParts) {
  const root = await readRelations(parts, '_rels/.rels', '');
  const path = root.find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  if (path.endsWith('.bin')) throw new UnreadableFile('binary', 'a binary workbook (.xlsb)');
  if (!path.includes('workbook') && !parts.has('xl/workbook.xml'))
    throw new UnreadableFile('binary', 'another Office document');
  const folder = posix.dirname(path);
  const relations = await readRelations(parts, posix.join(folder, '_rels', `${posix.basename(path)}.rels`), folder);
  const sheets: { name: string; path: string; isVisible: boolean }[] = [];
  let from1904 = false;
  await parts.read(path, {
    open(tag, attributes) {
      if (tag === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (tag !== 'sheet') return;
      const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1];
      const relation = relations.find((known) => known.id === id && known.type.endsWith('/worksheet'));
      const isVisible = (attributes.state ?? 'visible') === 'visible';
      if (relation) sheets.push({ name: attributes.name ?? '', path: relation.target, isVisible });
    },
  });
  const partOf = (kind: string) => relations.find(({ type }) => type.endsWith(`/${kind}`))?.target;
  return { path, sheets, from1904, partOf };
}

async function readRelations(parts: WorkbookParts, name: string, folder: string) {
  const relations: { id: string; type: string; target: string }[] = [];
  await parts.read(name, {
    open(tag, { Id = '', Type = '', Target = '' }) {
      if (tag !== 'Relationship') return;
      relations.push({
        id: Id,
        type: Type,
        target: Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target),
      });
    },
  });
  return relations;
}

/** Rows to CSV, with the line feed of each, no faster than `out` takes them. */
class TextWriter {
  private pending: string[] = [];
  private lines = 0;
  private width = 0;
  private bytes = 0;

  constructor(private readonly out: Writable) {}

  row = (number: number, cells: string[]) => {
    while (this.lines < number - 1) this.line('');
    this.width = Math.max(this.width, cells.length);
    while (cells.length < this.width) cells.push('');
    this.line(cells.map(quoted).join(','));
  };

  afterPiece = async () => {
    if (this.pending.length === 0) return;
    const text = this.pending.join('');
    this.pending = [];
    this.bytes += Buffer.byteLength(text);
    if (this.bytes > limits.bytes) throw new UnreadableFile('workbook_too_large');
    if (!this.out.write(text)) await once(this.out, 'drain');
  };

  private line(text: string) {
    this.pending.push(text, '\n');
    this.lines++;
  }
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
