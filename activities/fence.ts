import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../database/transaction.js';

/** Finds the row that is worked on while it stands as it did when the attempt was sent out: in its state, with its fence. */
export interface Standing {
  sql: string;
  parameters: unknown[];
}

class Superseded extends Error {}

/**
 * One batch, committed only while the row stands so. It is locked for the last moment alone, so that a command never waits for a
 * batch.
 */
export function inBatchWhile<T>(pool: Pool, standing: Standing, work: (client: PoolClient) => Promise<T>) {
  return unlessSuperseded(pool, async (client) => {
    await hold(client, standing, '');
    const result = await work(client);
    await hold(client, standing, 'for share');
    return result;
  });
}

/** A move of the row itself: it is locked first, so `work` may change its state. */
export function inMoveWhile<T>(pool: Pool, standing: Standing, work: (client: PoolClient) => Promise<T>) {
  return unlessSuperseded(pool, async (client) => {
    await hold(client, standing, 'for no key update');
    return work(client);
  });
}

type Lock = '' | 'for share' | 'for no key update';
async function hold(client: PoolClient, { sql, parameters }: Standing, lock: Lock): Promise<void> {
  const { rowCount } = await client.query(`${sql} ${lock}`, parameters);
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
