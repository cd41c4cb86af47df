import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { query } from '../../../database/execute.js';
import { type ImportableColumn } from '../../../domain/contacts/fields.js';
import { issueCodes, type RowIssue } from '../../../domain/imports/issues.js';
import type { RowIntent, RowOutcome } from '../../../domain/imports/states.js';
import type { RequestActor } from '../auth/access.js';
import type { ListPage } from '../list.js';
import { NotFound } from '../problem.js';
import { withCandidates } from './candidates.js';
import { changedProperties, contactProperties } from './contact-properties.js';
import { findImport } from './find-import.js';
import { maskDeep, maskText } from './mask.js';
import { maskRow } from './preview.service.js';
import { Reveals } from './reveals.js';
import { countedUpTo, findRows } from './rows.find.js';
import { rowsSql } from './rows.query.js';
import type { ImportRow, RowsQuery } from './rows.schemas.js';

export type StoredRow = Record<ImportableColumn, unknown> & {
  row_number: number;
  intent: RowIntent;
  outcome_now: RowOutcome;
  issues: RowIssue[] | null;
  cells: string[] | null;
  edits: Record<string, string> | null;
  edit_version: number;
  match_id: string | null;
  match_reason: string | null;
  match_name: string | null;
  changes: Record<string, [unknown, unknown]> | null;
  duplicate_of: number | null;
  attempts: number;
  dismissed_reason: string | null;
  became_id: string | null;
};

/** The rows of an import: what was read, what will be or was done, what is wrong. */
@Injectable()
export class ImportRows {
  constructor(
    private readonly em: EntityManager,
    private readonly reveals: Reveals,
  ) {}

  async list(
    importId: string,
    { page, perPage, order, filter }: RowsQuery,
    actor: RequestActor,
  ): Promise<ListPage<ImportRow>> {
    const item = await findImport(this.em, importId);
    const offset = filter.after ? 0 : (page - 1) * perPage;
    const { rowNumbers, count } = await findRows(this.em, importId, filter, { order, limit: perPage + 1, offset });
    const rows = await this.load(importId, rowNumbers.slice(0, perPage), order);
    const isMasked = await this.reveals.isMasked(actor, item);
    const shown = await withCandidates(this.em, importId, rows.map(presentRow));
    return {
      data: isMasked ? shown.map(maskedRow) : shown,
      total: Math.min(count, countedUpTo),
      ...(count > countedUpTo ? { totalIsCapped: true as const } : {}),
      hasNextPage: rowNumbers.length > perPage,
    };
  }

  private load(importId: string, rowNumbers: number[], order: 'ASC' | 'DESC'): Promise<StoredRow[]> {
    return query<StoredRow>(this.em, rowsSql(order), [importId, `{${rowNumbers.join(',')}}`]);
  }

  async get(importId: string, rowNumber: number, actor: RequestActor): Promise<ImportRow> {
    const item = await findImport(this.em, importId);
    const [row] = await this.load(importId, [rowNumber], 'ASC');
    if (!row) throw new NotFound('row in this import');
    const [shown] = await withCandidates(this.em, importId, [presentRow(row)]);
    return (await this.reveals.isMasked(actor, item)) ? maskedRow(shown!) : shown!;
  }
}

function presentRow(row: StoredRow): ImportRow {
  const issues = row.issues ?? [];
  return {
    id: String(row.row_number),
    rowNumber: row.row_number,
    intent: row.intent,
    outcome: row.outcome_now,
    contact: contactProperties(row),
    issues: issues.map((issue) => ({ ...issue, sentence: issueCodes[issue.code].sentence })),
    cells: row.cells,
    edits: row.edits,
    editVersion: row.edit_version,
    match: row.match_id ? { contactId: row.match_id, reason: row.match_reason, name: row.match_name ?? '' } : null,
    changes: row.changes && changedProperties(row.changes),
    duplicateOf: row.duplicate_of,
    attempts: row.attempts,
    isReady: row.edit_version > 0 && !issues.some(({ severity }) => severity === 'error'),
    dismissedReason: row.dismissed_reason,
    contactId: row.became_id,
  };
}

function maskedRow(row: ImportRow): ImportRow {
  const match = row.match && { ...row.match, name: maskText(row.match.name) };
  const candidates = row.candidates?.map(({ contactId, ...rest }) => ({ contactId, ...maskDeep(rest) }));
  return {
    ...maskRow(row),
    ...(candidates ? { candidates } : {}),
    edits: maskDeep(row.edits),
    changes: maskDeep(row.changes),
    match,
  };
}
