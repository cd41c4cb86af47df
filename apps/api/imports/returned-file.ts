import type { Readable } from 'node:stream';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ContactImport } from '../../../database/entities/imports.js';
import { editedCells } from '../../../domain/imports/fixes.js';
import type { FileFormat, FileRecord } from '../../../integrations/reader/format.js';
import { readRecords } from '../../../integrations/reader/read-records.js';
import { Problem } from '../problem.js';
import { correctionsOf, readHeader, type ReturnedHeader } from './failed-rows.js';
import { type EditableRow, storeEdits } from './row-edits.js';
import type { RowToken, RowTokens } from './row-token.js';

export interface UploadReport {
  /** Rows that are of this import and as fresh as when they left. */
  accepted: number;
  /** Of those: nothing is wrong with them any more. */
  fixed: number;
  stillFailed: number;
  /** `line` is that of the returned file, `rowNumber` that of the import's. */
  refused: { line: number; rowNumber: number | null; reason: string }[];
}

interface Taking {
  tx: EntityManager;
  item: ContactImport;
  lock: (rowNumbers: number[]) => Promise<EditableRow[]>;
}

/** A failed-rows file that has come back. */
export class ReturnedFile {
  readonly report: UploadReport = { accepted: 0, fixed: 0, stillFailed: 0, refused: [] };
  private header: ReturnedHeader | null = null;
  private readonly seen = new Set<number>();

  constructor(
    private readonly item: ContactImport,
    private readonly tokens: RowTokens,
  ) {}

  /** @throws Problem when no line of the file is the header of a failed-rows file */
  async take(source: Readable, format: FileFormat, taking: Taking): Promise<void> {
    for await (const { records } of readRecords(source, format, { batchSize: 500 }))
      await this.takeSome(records, taking);
    if (!this.header) {
      throw new Problem(
        422,
        'not_failed_rows',
        'This is not a file of failed rows: the column "Row token" is missing. Download the failed rows, correct them and upload that file.',
      );
    }
  }

  private async takeSome(records: FileRecord[], { tx, item, lock }: Taking): Promise<void> {
    const known: { record: FileRecord; token: RowToken }[] = [];
    for (const record of records) {
      if (!this.header)
        this.header = readHeader(
          record,
          this.item.columns.map(({ header }) => header),
        );
      else {
        const token = this.tokenOf(record, this.header);
        if (token) known.push({ record, token });
      }
    }
    const { header } = this;
    if (!header || known.length === 0) return;
    const rows = new Map((await lock(known.map(({ token }) => token.rowNumber))).map((row) => [row.row_number, row]));
    const changed: { row: EditableRow; edits: Record<string, string> }[] = [];
    for (const { record, token } of known) {
      const row = rows.get(token.rowNumber);
      if (!row)
        this.refuse(
          record,
          token.rowNumber,
          `Row ${token.rowNumber} is not open any more: it was imported or dismissed.`,
        );
      else if (row.edit_version !== token.editVersion) {
        this.refuse(
          record,
          token.rowNumber,
          `Row ${token.rowNumber} was changed after this file was downloaded: download it again.`,
        );
      } else changed.push(...this.accept(record, row, header));
    }
    const failed = await storeEdits(tx, item, changed);
    this.report.fixed += changed.length - failed.size;
    this.report.stillFailed += failed.size;
  }

  private accept(record: FileRecord, row: EditableRow, header: ReturnedHeader) {
    this.report.accepted += 1;
    const corrections = correctionsOf(record.cells, header, editedCells(row.cells, row.edits));
    if (Object.keys(corrections).length > 0) return [{ row, edits: { ...row.edits, ...corrections } }];
    if ((row.issues ?? []).some(({ severity }) => severity === 'error')) this.report.stillFailed += 1;
    else this.report.fixed += 1;
    return [];
  }

  private tokenOf(record: FileRecord, header: ReturnedHeader): RowToken | null {
    const token = this.tokens.open(record.cells[header.token] ?? '');
    const told = header.rowNumber === null ? null : (record.cells[header.rowNumber] ?? '').trim();
    if (!token)
      this.refuse(
        record,
        null,
        'This row is not one of this import: its row token is missing, changed or of another import.',
      );
    else if (told && told !== String(token.rowNumber)) {
      this.refuse(record, token.rowNumber, `The row number was changed: it was ${token.rowNumber}.`);
    } else if (this.seen.has(token.rowNumber)) {
      this.refuse(
        record,
        token.rowNumber,
        `Row ${token.rowNumber} stands in this file more than once: only the first was taken.`,
      );
    } else {
      this.seen.add(token.rowNumber);
      return token;
    }
    return null;
  }

  private refuse({ line }: FileRecord, rowNumber: number | null, reason: string): void {
    this.report.refused.push({ line, rowNumber, reason });
  }
}
