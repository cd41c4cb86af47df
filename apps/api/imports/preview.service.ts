import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { ContactImport } from '../../../database/entities/imports.js';
import { columnEvidence } from '../../../domain/imports/column-evidence.js';
import { issueCodes } from '../../../domain/imports/issues.js';
import { compileJudge, type JudgePlan } from '../../../domain/imports/judge.js';
import type { FileRecord, FileWarning } from '../../../integrations/reader/format.js';
import { readRecords } from '../../../integrations/reader/read-records.js';
import type { RequestActor } from '../auth/access.js';
import { NotFound } from '../problem.js';
import { contactProperties } from './contact-properties.js';
import { findImport } from './find-import.js';
import { ImportFiles } from './import-files.js';
import { maskDeep } from './mask.js';
import { Reveals } from './reveals.js';
import type { ImportRow } from './rows.schemas.js';

export interface Preview {
  records: { number: number; cells: string[]; role: 'skipped' | 'header' | 'row' }[];
  /** The two best encodings with a sample each, when it is not certain which is right. */
  encodings: { encoding: string; sample: string }[];
  warnings: FileWarning[];
}

/** A row as the contact it becomes under the mapping of this moment. */
export type PreviewedRow = Pick<ImportRow, 'rowNumber' | 'contact' | 'issues'> & { cells: string[] };

const cellPreview = 1000;
/** How far into the file a single row can be looked at, in data rows. */
const furthest = 100_000;

/** Shows the file as it is read now, and its rows as contacts, before anything is scanned. */
@Injectable()
export class Previews {
  constructor(
    private readonly em: EntityManager,
    private readonly files: ImportFiles,
    private readonly reveals: Reveals,
  ) {}

  async head(importId: string, rows: number, actor: RequestActor): Promise<Preview> {
    const item = await findImport(this.em, importId);
    const reading = await this.files.readAgain(item.textKey, item.fileFormat);
    const first = reading.records.findIndex(({ role }) => role === 'row');
    const records = reading.records.slice(0, (first < 0 ? reading.records.length : first) + rows);
    const preview = {
      records: records.map(({ number, cells, role }) => ({
        number,
        role,
        cells: cells.map((cell) => cell.slice(0, cellPreview)),
      })),
      encodings: item.reading.encodings,
    };
    const shown = (await this.reveals.isMasked(actor, item)) ? maskPreview(preview) : preview;
    return { ...shown, warnings: reading.warnings.slice(0, 50) };
  }

  /** @param nth the n-th data row from the top of the file, from 1 */
  async row(importId: string, nth: number, actor: RequestActor): Promise<PreviewedRow> {
    const item = await findImport(this.em, importId);
    const record = await this.find(item, nth);
    const judge = compileJudge(await this.planOf(item), new Date().toISOString().slice(0, 10));
    const { values, issues } = judge(record.cells);
    const row = {
      cells: record.cells.map((cell) => cell.slice(0, cellPreview)),
      contact: contactProperties(values),
      issues: issues.map((issue) => ({ ...issue, sentence: issueCodes[issue.code].sentence })),
    };
    const shown = (await this.reveals.isMasked(actor, item)) ? maskRow(row) : row;
    return { rowNumber: record.number, ...shown };
  }

  /** The plan that single rows are judged by: the mapping, and what its columns say as a whole. */
  async planOf(item: ContactImport): Promise<JudgePlan> {
    const reading = await this.files.readAgain(item.textKey, item.fileFormat);
    const rows = reading.records.filter(({ role }) => role === 'row').map(({ cells }) => cells);
    const { mapping, options, columns } = item;
    return { mapping, options, columnCount: columns.length, ...columnEvidence(rows, mapping) };
  }

  private async find(item: ContactImport, nth: number): Promise<FileRecord> {
    if (nth > furthest) throw new NotFound('row in the first part of the file');
    let seen = 0;
    for await (const { records } of readRecords(await this.files.open(item), item.fileFormat)) {
      const rows = records.filter(({ number }) => number > (item.fileFormat.headerRow ?? 0));
      const found = rows[nth - seen - 1];
      if (found) return found;
      seen += rows.length;
    }
    throw new NotFound('row in this file');
  }
}

/** Titles are no personal data; every other text may be. */
function maskPreview({ records, encodings }: Omit<Preview, 'warnings'>): Omit<Preview, 'warnings'> {
  return {
    records: records.map((record) =>
      record.role === 'header' ? record : { ...record, cells: maskDeep(record.cells) },
    ),
    encodings: encodings.map(({ encoding, sample }) => ({ encoding, sample: maskDeep(sample) })),
  };
}

/** Masks what a row says of a person; codes, fields and sentences stay readable. */
export function maskRow<T extends Pick<ImportRow, 'contact' | 'issues'> & { cells: string[] | null }>(row: T): T {
  return {
    ...row,
    cells: maskDeep(row.cells),
    contact: maskDeep(row.contact),
    issues: row.issues.map((issue) =>
      issue.suggestion ? { ...issue, suggestion: maskDeep(issue.suggestion) } : issue,
    ),
  };
}
