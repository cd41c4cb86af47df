import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import { query } from '../../../database/execute.js';
import type { ContactImport } from '../../../database/entities/imports.js';
import { editedCells } from '../../../domain/imports/fixes.js';
import { neutralizeCell } from '../../../domain/imports/formula-cells.js';
import { issueCodes, type RowIssue } from '../../../domain/imports/issues.js';
import type { Config } from '../../../integrations/config.js';
import type { RequestActor } from '../auth/access.js';
import { CONFIG } from '../config.js';
import { addedColumns, titleOf } from './failed-rows.js';
import { findImport } from './find-import.js';
import { ImportFiles } from './import-files.js';
import { maskText } from './mask.js';
import { ReturnedFile, type UploadReport } from './returned-file.js';
import { Reveals } from './reveals.js';
import { keepCells } from './row-cells.js';
import { RowEdits } from './row-edits.service.js';
import { RowTokens } from './row-token.js';
import { conditionOf } from './rows.query.js';

const atOnce = 1_000;

interface FailedRow {
  row_number: number;
  cells: string[] | null;
  edits: Record<string, string> | null;
  edit_version: number;
  issues: RowIssue[] | null;
}

/** The failed rows as a file for a spreadsheet, and that file coming back corrected. */
@Injectable()
export class FailedRows {
  constructor(
    private readonly em: EntityManager,
    private readonly files: ImportFiles,
    private readonly edits: RowEdits,
    private readonly reveals: Reveals,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Streams the open failed rows as UTF-8 CSV with a byte order mark: the file's columns in their order, as they stand now,
   * then row number, code, reason and a token by which the row is known again. Formula cells are neutralized reversibly.
   */
  async download(importId: string, actor: RequestActor): Promise<Readable> {
    const item = await findImport(this.em, importId);
    const isMasked = await this.reveals.isMasked(actor, item);
    const tokens = new RowTokens(this.config.authSecret, importId);
    const titles = item.columns.map(({ header, index }) => neutralizeCell(titleOf(header, index)));
    const leave = (text: string) => neutralizeCell(isMasked ? maskText(text) : text);
    // Lines are read while they are sent, when the request's own entity manager is gone.
    const lines = this.lines(this.em.fork(), item, (row) => [
      ...item.columns.map(({ index }) => leave(editedCells(row.cells ?? [], row.edits)[index] ?? '')),
      String(row.row_number),
      errorsOf(row)
        .map(({ code }) => code)
        .join('; '),
      errorsOf(row)
        .map((issue) => reasonOf(issue, item))
        .join('; '),
      tokens.seal({ rowNumber: row.row_number, editVersion: row.edit_version }),
    ]);
    return Readable.from(lines).pipe(
      stringify({
        header: true,
        columns: [...titles, ...addedColumns].map((header, key) => ({ key: String(key), header })),
        bom: true,
        record_delimiter: '\r\n',
      }),
    );
  }

  /** Takes the corrected file back: rows of this import whose token is whole and fresh are corrected, the rest is refused by line. */
  async upload(importId: string, file: Readable, actor: RequestActor): Promise<UploadReport> {
    const item = await findImport(this.em, importId);
    const key = `imports/${item.id}/corrected-${randomUUID()}`;
    const returned = new ReturnedFile(item, new RowTokens(this.config.authSecret, importId));
    try {
      const format = await this.files.keepApart(key, file);
      await this.edits.change('import.failed_rows_uploaded', importId, actor, async (tx, locked) => {
        await returned.take(await this.files.open({ textKey: key }), format, {
          lock: (rowNumbers) => this.edits.lockOpen(tx, locked, rowNumbers),
          tx,
          item: locked,
        });
        const { accepted, fixed, stillFailed, refused } = returned.report;
        return { accepted, fixed, stillFailed, refused: refused.length };
      });
      return returned.report;
    } finally {
      await this.files.drop(key);
    }
  }

  private async *lines(
    em: EntityManager,
    item: ContactImport,
    line: (row: FailedRow) => string[],
  ): AsyncGenerator<string[]> {
    let after = 0;
    for (;;) {
      const where = conditionOf(item.id, { open: true, ...(after > 0 ? { after } : {}) }, 'ASC');
      const found = await page(em, where);
      if (found.length === 0) return;
      const bare = found.filter(({ cells }) => cells === null).map(({ row_number }) => row_number);
      if (bare.length > 0) await keepCells(em, this.files, { item, rowNumbers: bare });
      for (const row of bare.length > 0 ? await page(em, where) : found) yield line(row);
      after = found.at(-1)!.row_number;
    }
  }
}

function page(em: EntityManager, { sql, values }: ReturnType<typeof conditionOf>): Promise<FailedRow[]> {
  return query<FailedRow>(
    em,
    `select r.row_number, r.cells, r.edits, r.edit_version, r.issues from import_rows r
     left join import_batches b on b.import_id = r.import_id and b.kind = 'apply' and b.seq = r.part
     where ${sql} order by r.row_number limit ${atOnce}`,
    values,
  );
}

const errorsOf = ({ issues }: FailedRow) => (issues ?? []).filter(({ severity }) => severity === 'error');

function reasonOf({ code, column }: RowIssue, item: ContactImport): string {
  const title = column === null ? null : item.columns[column]?.header.trim();
  return neutralizeCell(title ? `${title}: ${issueCodes[code].sentence}` : issueCodes[code].sentence);
}
