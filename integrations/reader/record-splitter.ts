import { limits, type FileFormat, type FileRecord, type FileWarning } from './format.js';
import { parseQuoted, type ParseOptions, type QuotedParse } from './quoted-record.js';
import { UnreadableFile } from './unreadable.js';

export type Dialect = Pick<FileFormat, 'delimiter' | 'quote' | 'escape' | 'newline'>;

/** How far behind a record's beginning a stray quote may still be read as part of a quoted cell, in characters. */
const strayReach = 65_536;
/** After so many quotes that were never closed, quotes of this file are not followed beyond their line. */
const patience = 50;

/**
 * Cuts text that arrives in pieces into records. A line without a quote character is split at its delimiters; any other
 * goes through the quoted parser. Where the quoting of a record is broken (text after a closing quote, or a quote that is
 * never closed), its first line is read again with one opening quote taken as a plain character, and that reading is kept
 * when it has the width that records of this file have. Blank lines are counted, not returned. What comes out does not
 * depend on where the pieces were cut.
 */
export class RecordSplitter {
  private text = '';
  private position = 0;
  private last = false;
  private started = false;
  /** Where each of these is met next in the text, so that no stretch is searched twice. */
  private next = { quote: -1, feed: -1, carriage: -1, loss: -1, nul: -1 };
  private line = 1;
  private givenUp = 0;
  private usualWidth = 0;
  private readonly widths = new Map<number, number>();
  private readonly carriageReturnEnds: boolean;
  /** Physical records seen so far, blank ones included. */
  recordsSeen = 0;
  warnings: FileWarning[] = [];

  /** @param waitFor how much text must be there before the usual width is learned, unless all of it is */
  constructor(
    private readonly dialect: Dialect,
    private readonly waitFor = strayReach,
  ) {
    this.carriageReturnEnds = dialect.newline === '\r' || dialect.newline === 'mixed';
  }

  /**
   * The records that are complete now; pass `last` with the final piece, whose unfinished last line is a record too.
   * @throws UnreadableFile for a cell over the limit or a NUL character.
   */
  push(piece: string, last = false): FileRecord[] {
    this.text = this.position < this.text.length ? this.text.slice(this.position) + piece : piece;
    this.position = 0;
    this.last = last;
    if (!this.started && !last && this.text.length < this.waitFor) return [];
    this.next = { quote: -1, feed: -1, carriage: -1, loss: this.find('\uFFFD', 0), nul: this.find('\0', 0) };
    if (!this.started) this.learnWidth();
    const records: FileRecord[] = [];
    while (this.position < this.text.length) {
      const record = this.nextRecord();
      if (record === 'more') break;
      if (record) records.push(record);
    }
    return records;
  }

  /** The width that most lines at the top have when each is read alone: what repairs go by until records are known. */
  private learnWidth() {
    this.started = true;
    let at = 0;
    for (let lines = 0; lines < 200 && at < this.text.length && at < strayReach; lines++) {
      const end = this.lineEnd(at);
      if (end === -1) break;
      const parse = end > at ? this.parseLine(this.text.slice(at, end)) : null;
      if (parse && !parse.unclosed && parse.strays === 0) this.countWidth(parse.cells.length);
      at = this.afterLine(end);
    }
    Object.assign(this.next, { quote: -1, feed: -1, carriage: -1 });
  }

  private nextRecord(): FileRecord | null | 'more' {
    const start = this.position;
    const end = this.lineEnd(start);
    if (end === -1) return this.incomplete(start);
    if (this.next.quote < start) this.next.quote = this.find(this.dialect.quote, start);
    if (this.next.quote < end) return this.quoted(start, end);
    const line = this.text.slice(start, end);
    this.position = this.afterLine(end);
    return this.finish(line === '' ? [] : line.split(this.dialect.delimiter), 1, line.length);
  }

  private quoted(start: number, end: number): FileRecord | null | 'more' {
    const stopAt = this.givenUp > patience ? end : start + strayReach;
    const careful = this.parse(start, { stopAt, suspectAfter: end });
    if (this.mayStillClose(careful, start)) return this.incomplete(start);
    const sound = !careful.unclosed && (careful.strays === 0 || careful.cells.length === this.usualWidth);
    if (sound) return this.accept(careful, start);
    const repaired = this.repair(start, end, careful.openings);
    if (repaired) return this.accept(repaired, start);
    const lenient = careful.unclosed ? this.parse(start, { stopAt }) : careful;
    if (this.mayStillClose(lenient, start)) return this.incomplete(start);
    if (!lenient.unclosed && lenient.lines === 1) return this.accept(lenient, start);
    const appended = this.parseLine(this.text.slice(start, end), { appends: true });
    const nearer = lenient.unclosed || this.offBy(appended) <= this.offBy(lenient);
    if (!appended.unclosed && nearer) return this.accept({ ...appended, end }, start);
    return lenient.unclosed ? this.giveUpQuote(start, end) : this.accept(lenient, start);
  }

  private offBy({ cells }: QuotedParse) {
    return Math.abs(cells.length - this.usualWidth);
  }

  private mayStillClose(parse: QuotedParse, start: number) {
    return parse.unclosed === 'ran_out' && !this.last && this.text.length - start <= limits.cellCharacters;
  }

  /**
   * Reads the first line again with one opening quote as text, or with no quote escaping another; null when no such
   * reading has the usual width.
   */
  private repair(start: number, end: number, openings: number[]): QuotedParse | null {
    const line = this.text.slice(start, end);
    const literal = openings.filter((at) => at < end).slice(0, 16);
    const fits = literal
      .map((at) => this.parseLine(line, { literal: new Set([at - start]) }))
      .find((parse) => parse.strays === 0 && this.isUsual(parse));
    const unescaped = fits ?? this.parseLine(line, {}, { ...this.dialect, escape: null });
    return this.isUsual(unescaped) ? { ...unescaped, end, strays: 1 } : null;
  }

  private isUsual({ unclosed, cells }: QuotedParse) {
    return !unclosed && cells.length === this.usualWidth;
  }

  /** Takes each quote of the line that is never closed as text. */
  private giveUpQuote(start: number, end: number) {
    const line = this.text.slice(start, end);
    const literal = new Set<number>();
    let parse = this.parseLine(line);
    for (; parse.unclosed; parse = this.parseLine(line, { literal })) literal.add(parse.openings.at(-1)!);
    this.givenUp++;
    this.warn('unterminated_quote', `Line ${this.line} opens a quote that is never closed; it was read as plain text.`);
    return this.accept({ ...parse, strays: 0, plainQuotes: 0, end }, start);
  }

  private parse(start: number, reach: Pick<ParseOptions, 'stopAt' | 'suspectAfter'>) {
    const { last, carriageReturnEnds } = this;
    return parseQuoted(this.text, start, this.dialect, { last, carriageReturnEnds, ...reach });
  }

  private parseLine(
    line: string,
    how: Pick<ParseOptions, 'literal' | 'appends'> = {},
    dialect = this.dialect,
  ): QuotedParse {
    if (dialect.quote === null) return plainLine(line, dialect.delimiter);
    return parseQuoted(line, 0, dialect, { last: true, carriageReturnEnds: this.carriageReturnEnds, ...how });
  }

  private accept(parse: QuotedParse, start: number) {
    if (parse.strays > 0 || parse.plainQuotes > 0)
      this.warn(
        'stray_quote',
        `Line ${this.line} has a quote in an unexpected place; it was kept as part of the text.`,
      );
    this.position = this.afterLine(parse.end);
    return this.finish(parse.cells, parse.lines, parse.end - start);
  }

  private finish(cells: string[], lines: number, length: number): FileRecord | null {
    const { line } = this;
    if (length > limits.cellCharacters) this.refuseLongCells(cells);
    if (this.next.nul < this.position) throw new UnreadableFile('nul_bytes', this.line);
    if (this.next.loss < this.position) this.tellLoss();
    this.recordsSeen++;
    this.line += lines;
    if (cells.length === 0) return null;
    this.countWidth(cells.length);
    return { number: this.recordsSeen, line, cells };
  }

  private countWidth(width: number) {
    const count = (this.widths.get(width) ?? 0) + 1;
    this.widths.set(width, count);
    if (width !== this.usualWidth && count > (this.widths.get(this.usualWidth) ?? 0)) this.usualWidth = width;
  }

  private tellLoss() {
    this.warn(
      'undecodable',
      `Line ${this.line} holds bytes that are not text in this encoding; they are shown as \uFFFD.`,
    );
    this.next.loss = this.find('\uFFFD', this.position);
  }

  private incomplete(start: number): 'more' {
    const length = this.text.length - start;
    if (length > limits.cellCharacters) this.refuseLongCells(this.text.slice(start).split(this.dialect.delimiter));
    if (length > limits.cellCharacters * 16) throw new UnreadableFile('cell_too_long', this.line);
    return 'more';
  }

  private refuseLongCells(cells: string[]) {
    if (cells.some((cell) => cell.length > limits.cellCharacters)) throw new UnreadableFile('cell_too_long', this.line);
  }

  private warn(code: FileWarning['code'], message: string) {
    this.warnings.push({ code, line: this.line, message });
  }

  private find(what: string | null, from: number) {
    const at = what === null ? -1 : this.text.indexOf(what, from);
    return at === -1 ? Infinity : at;
  }

  /** Index of the line end at or after `from`; the text's length when it is the last line; -1 when more text is needed. */
  private lineEnd(from: number): number {
    const { next, text, last } = this;
    if (next.feed < from) next.feed = this.find('\n', from);
    if (this.carriageReturnEnds && next.carriage < from) next.carriage = this.find('\r', from);
    if (this.carriageReturnEnds && next.carriage < next.feed)
      return next.carriage + 1 < text.length || last ? next.carriage : -1;
    if (next.feed === Infinity && !last) return -1;
    const end = Math.min(next.feed, text.length);
    return end > from && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
  }

  private afterLine(end: number) {
    return this.text.charCodeAt(end) === 13 && this.text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1;
  }
}

function plainLine(line: string, delimiter: string): QuotedParse {
  const cells = line.split(delimiter);
  return { cells, end: line.length, lines: 1, strays: 0, plainQuotes: 0, unclosed: null, openings: [] };
}
