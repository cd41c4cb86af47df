import { limits } from './format.js';

const count = (n: number) => n.toLocaleString('en-US');

/** Why a file cannot be read, as a sentence that says what to do. Never quotes the file's content. */
const reasons = {
  empty: () => 'This file is empty. Export it again and check that it has a header row and contacts.',
  no_rows: () =>
    'This file has column titles but no rows below them. Export it again and check that it holds contacts.',
  binary: (what?: string) =>
    `This is ${what ?? 'not a text file'}, not a list of contacts. Choose a CSV, TSV, TXT or XLSX file.`,
  zip: () => 'This is a ZIP archive. Unpack it first and choose the CSV or XLSX file inside.',
  old_excel: () => 'This is an old Excel workbook (.xls). Open it in Excel and save it as .xlsx or CSV.',
  encrypted_workbook: () =>
    'This workbook is protected by a password, or it is an old Excel file. Remove the password in Excel, save it as .xlsx and try again.',
  broken_workbook: () =>
    'This workbook is damaged and cannot be opened. Open it in Excel, save it under a new name and try again, or save it as CSV.',
  no_sheet: () =>
    'No visible sheet of this workbook has any data. Put the contacts on a visible sheet, or save it as CSV.',
  workbook_too_large: () => 'This workbook is too large once unpacked. Save the sheet as CSV and import that.',
  too_many_columns: (columns?: string) =>
    `This file has ${columns} columns; ${limits.columns} are allowed. Remove columns that are not needed, or check the delimiter.`,
  cell_too_long: (line?: string) =>
    `A cell on line ${line} has more than ${count(limits.cellCharacters)} characters. Look there for a quote that is never closed, or shorten it.`,
  nul_bytes: (line?: string) =>
    `This file holds NUL bytes (first on line ${line}), which no text has. It is damaged or not a text file; export it again.`,
  truncated_utf16: () =>
    'This UTF-16 file ends in the middle of a character: it was cut off. Export or upload it again.',
  too_many_rows: () => `This file has more than ${count(limits.rows)} rows. Split it into smaller files.`,
  too_large: () => `This file is larger than ${limits.bytes / 1024 / 1024} MB. Split it into smaller files.`,
  unknown_encoding: (name?: string) =>
    `The encoding “${name}” is not known. Choose one of those offered, for example utf-8.`,
} as const;

export type UnreadableCode = keyof typeof reasons;

/** A file that cannot be read at all; `message` is a sentence a person can act on, `code` is stable. */
export class UnreadableFile extends Error {
  constructor(
    readonly code: UnreadableCode,
    detail?: string | number,
  ) {
    super(reasons[code](typeof detail === 'number' ? count(detail) : detail));
    this.name = 'UnreadableFile';
  }
}
