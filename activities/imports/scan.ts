import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { columnEvidence } from '../../domain/imports/column-evidence.js';
import { filledColumns } from '../../database/imports-merge.js';
import { readRecords } from '../../integrations/reader/read-records.js';
import type { Storage } from '../../integrations/storage.js';
import { stagedColumns } from './copy-text.js';
import { inBatch, type Lease, type StepResult, writeLedger } from './ledger.js';
import { partCount, rowsPerBatch, sampleBounds } from './parts.js';
import { getImport, judgePlan, type PlannedImport } from './pinned.js';
import { type StagedBatch, stagedBatches } from './scan-job.js';

export interface ScanDependencies {
  pool: Pool;
  storage: Storage;
  storageUrl: string;
  /** Rows of one COPY, its checkpoint with it. */
  batchRows: number;
  rowsPerPart: number;
  /** After so long an attempt hands its slot back; the next goes on behind the last committed batch. */
  segmentMs: number;
  isStopping: () => boolean;
}

/** A batch whose rows are not as many as it says: never committed. */
export class MiscountedBatch extends Error {
  override readonly name = 'MiscountedBatch';
}

/**
 * Reads, judges and stages the file, every row once. Called again it goes on behind the last committed row; called for another
 * mapping than the staged rows were read with, it begins anew.
 */
export async function scanFile(with_: ScanDependencies, lease: Lease): Promise<StepResult> {
  const { pool } = with_;
  let pinned = await getImport(pool, lease.importId);
  if (!pinned.isPinned) {
    if ((await beginScan(with_, lease, pinned)) === 'superseded') return 'superseded';
    pinned = await getImport(pool, lease.importId);
  }
  const checkpoint = await lastBatch(pool, lease.importId);
  const endOfSegment = Date.now() + with_.segmentMs;
  const columns = filledColumns(pinned.mapping, pinned.options);
  let { seq } = checkpoint;
  const batches = stagedBatches({
    ...pinned,
    columns,
    storageUrl: with_.storageUrl,
    plan: judgePlan(pinned),
    bounds: pinned.partBounds,
    today: new Date().toISOString().slice(0, 10),
    afterRow: checkpoint.lastRow,
    batchRows: rowsPerBatch(with_.batchRows, pinned),
  });
  for await (const batch of batches) {
    seq += 1;
    const committed = await inBatch(pool, lease, 'scanning', (client) =>
      stage(client, lease.importId, { batch, seq, columns }),
    );
    if (committed === 'superseded') return 'superseded';
    if (Date.now() > endOfSegment || with_.isStopping()) return 'more';
  }
  return await endScan(pool, lease);
}

/** Looks over the file once, then pins what is scanned with and clears what an earlier scan has staged. */
async function beginScan(with_: ScanDependencies, lease: Lease, pinned: PlannedImport) {
  const { storage, rowsPerPart } = with_;
  const parts = partCount(pinned.estimatedRows, rowsPerPart);
  const bounds = parts === 1 ? [] : await sampleBounds(await storage.read(pinned.textKey), pinned.fileSize, parts);
  const evidence = columnEvidence(await firstRows(storage, pinned), pinned.mapping);
  return inBatch(with_.pool, lease, 'scanning', async (client) => {
    await client.query('delete from import_rows where import_id = $1', [lease.importId]);
    await client.query(`delete from import_batches where import_id = $1 and kind in ('scan', 'match', 'plan')`, [
      lease.importId,
    ]);
    await client.query(
      `update contact_imports set plan_digest = $2, part_bounds = $3, evidence = $4, row_count = null, scanned_at = null where id = $1`,
      [lease.importId, pinned.digest, bounds, evidence],
    );
  });
}

const evidenceRows = 2_000;

async function firstRows(storage: Storage, { textKey, format }: PlannedImport): Promise<string[][]> {
  for await (const { records } of readRecords(await storage.read(textKey), format, { batchSize: evidenceRows }))
    return records.filter((record) => record.number > (format.headerRow ?? 0)).map((record) => record.cells);
  return [];
}

async function lastBatch(pool: Pool, importId: string): Promise<{ seq: number; lastRow: number }> {
  const { rows } = await pool.query<{ seq: number; last_row: number }>(
    `select coalesce(max(seq), -1) as seq, coalesce(max(last_row), 0) as last_row from import_batches where import_id = $1 and kind = 'scan'`,
    [importId],
  );
  return { seq: rows[0]?.seq ?? -1, lastRow: rows[0]?.last_row ?? 0 };
}

type Staging = { batch: StagedBatch; seq: number; columns: ReturnType<typeof filledColumns> };

async function stage(client: PoolClient, importId: string, { batch, seq, columns }: Staging) {
  const startedAt = new Date();
  const copy = client.query(copyFrom(`copy import_rows (${stagedColumns(columns)}) from stdin`));
  await pipeline(Readable.from([Buffer.from(batch.copy.buffer)], { objectMode: true }), copy);
  if (copy.rowCount !== batch.rows) throw new MiscountedBatch();
  const { rows, firstRow, lastRow, failed, alerts } = batch;
  await writeLedger(client, importId, { kind: 'scan', seq, startedAt, rows, firstRow, lastRow, failed, alerts });
}

/** Without fresh statistics the plan's joins are guessed to be small. Few rows are joined quickly anyhow. */
const worthAnalyzing = 2_000;

async function endScan(pool: Pool, lease: Lease): Promise<StepResult> {
  const ended = await inBatch(pool, lease, 'scanning', (client) =>
    client.query<{ row_count: number }>(
      `update contact_imports set row_count =
         (select coalesce(sum(rows), 0) from import_batches where import_id = $1 and kind = 'scan') where id = $1 returning row_count`,
      [lease.importId],
    ),
  );
  if (ended === 'superseded') return ended;
  if ((ended.rows[0]?.row_count ?? 0) > worthAnalyzing)
    await pool.query(
      'analyze import_rows (import_id, row_number, part, intent, email_normalized, phone, last_name, first_name, contact_id)',
    );
  return 'done';
}
