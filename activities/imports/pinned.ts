import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { ColumnEvidence } from '../../domain/imports/column-evidence.js';
import { type ColumnMapping, defaultOptions, type ImportOptions } from '../../domain/imports/mapping.js';
import type { JudgePlan } from '../../domain/imports/judge.js';
import type { PinnedImport } from '../../database/imports-plan.js';
import type { FileFormat } from '../../integrations/reader/format.js';

/** An import as its steps need it. */
export interface PlannedImport extends PinnedImport {
  textKey: string;
  fileSize: number;
  estimatedRows: number;
  format: FileFormat;
  evidence: ColumnEvidence;
  columnCount: number;
  partBounds: string[];
  /** Rows in the file; null until the scan has ended. */
  rowCount: number | null;
  trialRows: number | null;
  /** Whether mapping, options and format are those that rows were scanned with. */
  isPinned: boolean;
  /** What to pin them with. */
  digest: Buffer;
}

interface Row {
  account_id: string;
  text_key: string;
  file_size: string;
  estimated_rows: number | null;
  file_format: FileFormat;
  columns: unknown[];
  mapping: ColumnMapping;
  options: Partial<ImportOptions>;
  evidence: ColumnEvidence | Record<string, never>;
  part_bounds: string[];
  row_count: number | null;
  trial_rows: number | null;
  plan_digest: Buffer | null;
}

export async function getImport(connection: Pool | PoolClient, importId: string): Promise<PlannedImport> {
  const { rows } = await connection.query<Row>(
    `select account_id, text_key, file_size, estimated_rows, file_format, columns, mapping, options, evidence, part_bounds,
       row_count, trial_rows, plan_digest from contact_imports where id = $1`,
    [importId],
  );
  const [row] = rows;
  if (!row) throw new RangeError('no such import');
  const digest = createHash('sha256')
    .update(JSON.stringify([row.text_key, row.file_format, row.mapping, row.options]))
    .digest();
  return {
    importId,
    accountId: row.account_id,
    textKey: row.text_key,
    fileSize: Number(row.file_size),
    estimatedRows: row.estimated_rows ?? 0,
    format: row.file_format,
    mapping: row.mapping,
    options: { ...defaultOptions, ...row.options },
    evidence: { dateOrderByColumn: {}, zerosLostByColumn: {}, ...row.evidence },
    columnCount: row.columns.length,
    partBounds: row.part_bounds,
    rowCount: row.row_count,
    trialRows: row.trial_rows,
    isPinned: row.plan_digest?.equals(digest) ?? false,
    digest,
  };
}

export const judgePlan = ({ mapping, options, columnCount, evidence }: PlannedImport): JudgePlan => ({
  mapping,
  options,
  columnCount,
  ...evidence,
});
