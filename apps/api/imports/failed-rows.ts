import { restoreCell } from '../../../domain/imports/formula-cells.js';
import type { FileRecord } from '../../../integrations/reader/format.js';

/** The columns that stand behind the file's own in a downloaded failed-rows file. */
export const addedColumns = ['Row number', 'Code', 'Reason', 'Row token'] as const;
const [rowNumberTitle, , , tokenTitle] = addedColumns;

/** Where the columns of the import stand in the file that came back; people move and drop columns. */
export interface ReturnedHeader {
  /** Column of the import → column of the returned file. */
  places: Map<number, number>;
  token: number;
  rowNumber: number | null;
}

/** The titles under which columns without one leave. */
export const titleOf = (header: string, index: number) => header.trim() || `Column ${index + 1}`;

/** Null for a record that is not the header of such a file. */
export function readHeader({ cells }: FileRecord, headers: string[]): ReturnedHeader | null {
  const titles = cells.map((cell) => restoreCell(cell).trim());
  const token = titles.lastIndexOf(tokenTitle);
  if (token < 0) return null;
  const rowNumber = titles.lastIndexOf(rowNumberTitle);
  const places = new Map<number, number>();
  const taken = new Set([token, rowNumber]);
  headers.forEach((header, index) => {
    const place = titles.findIndex((title, at) => title === titleOf(header, index).trim() && !taken.has(at));
    if (place < 0) return;
    taken.add(place);
    places.set(index, place);
  });
  return { places, token, rowNumber: rowNumber < 0 ? null : rowNumber };
}

/** Line breaks inside a cell may be written anew by a spreadsheet: that is no correction. */
const plain = (text: string) => text.replaceAll(/\r\n?/g, '\n').trimEnd();

/** The cells a person has changed: column index → text. */
export function correctionsOf(cells: string[], { places }: ReturnedHeader, current: string[]): Record<string, string> {
  const corrections: Record<string, string> = {};
  for (const [index, place] of places) {
    const text = restoreCell(cells[place] ?? '');
    if (plain(text) !== plain(current[index] ?? '')) corrections[index] = text;
  }
  return corrections;
}
