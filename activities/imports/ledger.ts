import type { Pool, PoolClient } from 'pg';
import type { ImportState } from '../../domain/imports/states.js';

/** What an attempt was sent out with; it may commit only while the import still stands there. */
export interface Lease {
  importId: string;
  fence: number;
}

/** Progress of a step: called again, nothing left, or somebody has moved the import meanwhile. */
export type StepResult = 'more' | 'done' | 'superseded';

class Superseded extends Error {}

/**
 * One batch: the work and its ledger row in one transaction, committed only while the import is in `state` and its fence is
 * that of the lease. The row of the import is locked for the last moment alone, so that a command never waits for a batch.
 */
export function inBatch<T>(
  pool: Pool,
  lease: Lease,
  state: ImportState,
  work: (client: PoolClient) => Promise<T>,
): Promise<T | 'superseded'> {
  return unlessSuperseded(pool, async (client) => {
    await hold(client, lease, state, '');
    const result = await work(client);
    await hold(client, lease, state, 'for share');
    return result;
  });
}

/** A move of the import itself: its row is locked first, so `work` may change the state. */
export function inMove<T>(pool: Pool, lease: Lease, state: ImportState, work: (client: PoolClient) => Promise<T>) {
  return unlessSuperseded(pool, async (client) => {
    await hold(client, lease, state, 'for no key update');
    return work(client);
  });
}

async function hold(client: PoolClient, { importId, fence }: Lease, state: ImportState, lock: string) {
  const { rowCount } = await client.query(
    `select from contact_imports where id = $1 and state = $2 and fence = $3 ${lock}`,
    [importId, state, fence],
  );
  if (rowCount === 0) throw new Superseded();
}

async function unlessSuperseded<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T | 'superseded'> {
  try {
    return await inTransaction(pool, work);
  } catch (error) {
    if (error instanceof Superseded) return 'superseded';
    throw error;
  }
}

/** A connection that breaks between two statements says so by an event; without a listener that would end the process. */
const ignore = () => undefined;

export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  client.on('error', ignore);
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((refused: Error) => (broken = refused));
    throw error;
  } finally {
    client.removeListener('error', ignore);
    client.release(broken);
  }
}

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
