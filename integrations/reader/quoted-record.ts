import type { FileFormat } from './format.js';

/** One record read with quotes in mind. */
export interface QuotedParse {
  cells: string[];
  /** Index of the line end after the record, or the text's length. */
  end: number;
  /** Physical lines it covers. */
  lines: number;
  /** Quotes inside a quoted cell that neither close nor escape. */
  strays: number;
  /** Quotes inside a cell that is not quoted: kept, and harmless. */
  plainQuotes: number;
  /** The text ran out inside quotes, or a stray quote behind `stopAt` or `suspectAfter` was met there. */
  unclosed: 'ran_out' | 'stopped' | null;
  /** Where cells opened with a quote. */
  openings: number[];
}

export interface ParseOptions {
  /** No more text follows. */
  last: boolean;
  carriageReturnEnds: boolean;
  /** Quote positions to take as plain characters. */
  literal?: ReadonlySet<number>;
  /** Take a quote that is followed by other text as closing, and that text as part of the cell. */
  appends?: boolean;
  /** A stray quote behind this index leaves the record unclosed. */
  stopAt?: number;
  /** A stray quote behind this index that looks like the opening of a cell leaves the record unclosed. */
  suspectAfter?: number;
}

/**
 * Reads the record that begins at `start` (RFC 4180 §2.5–2.7, leniently): blanks around a quoted cell are not part of it;
 * a quote inside quotes that is followed by neither quote, delimiter nor line end is kept as text and counted as a stray.
 */
export function parseQuoted(
  text: string,
  start: number,
  dialect: Pick<FileFormat, 'delimiter' | 'quote' | 'escape'>,
  options: ParseOptions,
): QuotedParse {
  const { delimiter } = dialect;
  const quote = dialect.quote!;
  const escape = dialect.escape !== quote ? dialect.escape : null;
  const parse: QuotedParse = {
    cells: [],
    end: text.length,
    lines: 1,
    strays: 0,
    plainQuotes: 0,
    unclosed: null,
    openings: [],
  };

  let at = start;
  for (;;) {
    const end = cellAt(at);
    const mayGoOn = !options.last && end + delimiter.length >= text.length;
    if (end === -1 || mayGoOn) return { ...parse, unclosed: parse.unclosed ?? 'ran_out' };
    if (end >= text.length || !text.startsWith(delimiter, end)) return { ...parse, end };
    at = end + delimiter.length;
  }

  /** Reads one cell and answers where it ended, or -1 when it is not closed. */
  function cellAt(from: number): number {
    let p = from;
    while (text.charCodeAt(p) === 32 && !text.startsWith(delimiter, p)) p++;
    if (!text.startsWith(quote, p) || options.literal?.has(p)) return plainCell(from);
    const { strays, lines } = parse;
    const end = quotedCell(p + quote.length);
    const mayClose = end === -1 && !options.last && parse.unclosed === null;
    if (p > from && !mayClose && (end === -1 || parse.strays > strays)) {
      if (end !== -1) parse.cells.pop();
      Object.assign(parse, { strays, lines, unclosed: null });
      return plainCell(from);
    }
    parse.openings.push(p);
    return end;
  }

  function plainCell(from: number): number {
    const first = delimiter.charCodeAt(0);
    let end = from;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === first && text.startsWith(delimiter, end)) break;
      if (code === 10 || (code === 13 && endsLine(end))) break;
    }
    const cell = text.slice(from, end);
    if (cell.includes(quote)) parse.plainQuotes++;
    parse.cells.push(cell);
    return end;
  }

  /** Whether a carriage return at `p` ends a line: alone only where the file uses it so. */
  function endsLine(p: number): boolean {
    return options.carriageReturnEnds || text.charCodeAt(p + 1) === 10 || p + 1 === text.length;
  }

  function quotedCell(from: number): number {
    let value = '';
    let piece = from;
    let p = from;
    for (;;) {
      const q = nextSpecial(p);
      if (q === -1) return -1;
      if (escape !== null && text.startsWith(escape, q)) {
        const next = q + escape.length;
        const escaped = text.startsWith(quote, next) || text.startsWith(escape, next);
        if (escaped) value += text.slice(piece, q);
        if (escaped) piece = next;
        p = escaped ? next + 1 : next;
        continue;
      }
      const after = q + quote.length;
      if (dialect.escape !== null && text.startsWith(quote, after)) {
        value += text.slice(piece, after);
        piece = p = after + quote.length;
        continue;
      }
      const end = closingEnd(after);
      if (end === null) return -1;
      if (end === -1 && options.appends) {
        parse.strays++;
        const rest = plainCell(after);
        parse.cells.push(value + text.slice(piece, q) + parse.cells.pop());
        return rest;
      }
      if (end === -1) {
        parse.strays++;
        if (isTooFar(q)) parse.unclosed = 'stopped';
        if (parse.unclosed) return -1;
        p = after;
        continue;
      }
      countLines(from, q);
      parse.cells.push(value + text.slice(piece, q));
      return end;
    }
  }

  function isTooFar(q: number): boolean {
    if (q > (options.stopAt ?? Infinity)) return true;
    if (q <= (options.suspectAfter ?? Infinity)) return false;
    const before = text[q - 1];
    return before === '\n' || before === '\r' || text.startsWith(delimiter, q - delimiter.length);
  }

  /** The next quote or escape character. */
  function nextSpecial(from: number): number {
    if (escape === null) return text.indexOf(quote, from);
    const [q, e] = [quote.charCodeAt(0), escape.charCodeAt(0)];
    for (let p = from; p < text.length; p++) {
      const code = text.charCodeAt(p);
      if (code === q || code === e) return p;
    }
    return -1;
  }

  /** Where the cell ends when the quote before `after` closes it; -1 when it does not; null when more text must tell. */
  function closingEnd(after: number): number | null {
    let p = after;
    for (;;) {
      if (!options.last && p + delimiter.length >= text.length) return null;
      if (p >= text.length || text.startsWith(delimiter, p)) return Math.min(p, text.length);
      const code = text.charCodeAt(p);
      if (code === 10) return p;
      if (code === 13 && endsLine(p)) return p;
      if (code !== 32) return -1;
      p++;
    }
  }

  function countLines(from: number, to: number) {
    for (let p = from; p < to; p++) {
      const code = text.charCodeAt(p);
      if (code === 10) parse.lines++;
      else if (code === 13 && options.carriageReturnEnds && text.charCodeAt(p + 1) !== 10) parse.lines++;
    }
  }
}
