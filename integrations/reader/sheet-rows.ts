import { limits } from './format.js';
import { numberText, unescapeText, type NumberStyle, type SharedTexts } from './sheet-cells.js';
import { UnreadableFile } from './unreadable.js';
import type { WorkbookParts } from './workbook-parts.js';

export interface SheetContext {
  texts: SharedTexts;
  styles: NumberStyle[];
  from1904: boolean;
}

/**
 * Reads the rows of one sheet and hands each over with its number, in order; rows without any text are left out.
 * Answers how many there were.
 * @throws UnreadableFile above the limits of rows and columns.
 */
export async function readSheet(
  parts: WorkbookParts,
  name: string,
  { texts, styles, from1904 }: SheetContext,
  handlers: { row: (number: number, cells: string[]) => void; afterPiece: () => Promise<void> },
): Promise<number> {
  let rows = 0;
  let number = 0;
  let cells: string[] = [];
  let column = -1;
  let type = '';
  let style: NumberStyle = 'plain';
  let value = '';
  let takesText = false;

  await parts.read(name, {
    open(tag, attributes) {
      if (tag === 'row') {
        number = attributes.r ? Number(attributes.r) : number + 1;
        cells = [];
        column = -1;
      } else if (tag === 'c') {
        column = attributes.r ? columnOf(attributes.r) : column + 1;
        type = attributes.t ?? 'n';
        style = styles[Number(attributes.s ?? 0)] ?? 'plain';
        value = '';
      } else if (tag === 'v' || tag === 't') takesText = true;
      else if (tag === 'rPh') takesText = false;
    },
    text(text) {
      if (takesText) value += text;
    },
    close(tag) {
      if (tag === 'v' || tag === 't') takesText = false;
      else if (tag === 'c' && value !== '') setCell(cellText());
      else if (tag === 'row' && cells.length > 0) finishRow();
    },
    afterPiece: handlers.afterPiece,
  });
  return rows;

  function cellText(): string {
    if (type === 's') return texts.get(Number(value));
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    if (type === 'n') return numberText(value, style, from1904);
    if (type === 'd') return value.replace(/T00:00:00(\.0+)?$/, '').replace('T', ' ');
    return unescapeText(value);
  }

  function setCell(text: string) {
    if (text === '') return;
    if (column >= limits.columns) throw new UnreadableFile('too_many_columns', `more than ${limits.columns}`);
    while (cells.length < column) cells.push('');
    cells[column] = text;
  }

  function finishRow() {
    rows++;
    if (number > limits.rows + 1) throw new UnreadableFile('too_many_rows');
    handlers.row(number, cells);
  }
}

/** "AB12" → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i) & 0xdf;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}
