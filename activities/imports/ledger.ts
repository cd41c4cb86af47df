import type { Pool, PoolClient } from 'pg';
import type { ImportState } from '../../domain/imports/states.js';
import { inBatchWhile, inMoveWhile, type Standing } from '../fence.js';

/** What an attempt was sent out with; it may commit only while the import still stands there. */
export interface Lease {
  importId: string;
  fence: number;
}

/** Progress of a step: called again, nothing left, or somebody has moved the import meanwhile. */
export type StepResult = 'more' | 'done' | 'superseded';

const standing = ({ importId, fence }: Lease, state: ImportState): Standing => ({
  sql: 'select from contact_imports where id = $1 and state = $2 and fence = $3',
  parameters: [importId, state, fence],
});

type Work<T> = (client: PoolClient) => Promise<T>;

/** One batch of an import in `state`: the work and its ledger row in one transaction. */
export const inBatch = <T>(pool: Pool, lease: Lease, state: ImportState, work: Work<T>) =>
  inBatchWhile(pool, standing(lease, state), work);

/** A move of the import itself. */
export const inMove = <T>(pool: Pool, lease: Lease, state: ImportState, work: Work<T>) =>
  inMoveWhile(pool, standing(lease, state), work);

export type LedgerKind = 'scan' | 'match' | 'plan' | 'trial' | 'apply' | 'retry' | 'undo';
export interface LedgerRow {
  kind: LedgerKind;
  seq: number;
  startedAt: Date;
  rows: number;
  firstRow?: number;
  lastRow?: number;
  created?: number;
  updated?: number;
  unchanged?: number;
  skipped?: number;
  failed?: number;
  reversed?: number;
  kept?: number;
  couldNot?: number;
  /** Counts by cause, `[{code, field, count, rows}]`. */
  alerts?: unknown[];
}

/** The committed proof of a batch. Its key refuses a second attempt at the same batch. */
export async function writeLedger(client: PoolClient, importId: string, row: LedgerRow): Promise<void> {
  await client.query(
    `insert into import_batches (import_id, account_id, kind, seq, started_at, rows, first_row, last_row,
       created, updated, unchanged, skipped, failed, reversed, kept, could_not, alerts, worker)
     select id, account_id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17 from contact_imports where id = $1`,
    [
      importId,
      row.kind,
      row.seq,
      row.startedAt,
      row.rows,
      row.firstRow ?? null,
      row.lastRow ?? null,
      row.created ?? 0,
      row.updated ?? 0,
      row.unchanged ?? 0,
      row.skipped ?? 0,
      row.failed ?? 0,
      row.reversed ?? 0,
      row.kept ?? 0,
      row.couldNot ?? 0,
      row.alerts && row.alerts.length > 0 ? JSON.stringify(row.alerts) : null,
      `worker ${process.pid}`,
    ],
  );
}

/** @returns the sequence numbers that have committed, of one kind */
export async function committed(pool: Pool, importId: string, kind: LedgerKind): Promise<Set<number>> {
  const { rows } = await pool.query<{ seq: number }>(
    'select seq from import_batches where import_id = $1 and kind = $2',
    [importId, kind],
  );
  return new Set(rows.map(({ seq }) => seq));
}
