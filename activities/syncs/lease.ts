import type { Pool, PoolClient } from 'pg';
import { inBatchWhile, inMoveWhile, type Standing } from '../fence.js';

/** What an attempt was sent out with; it may commit only while the connection still stands there. */
export interface SyncLease {
  connectionId: string;
  fence: number;
}

const standing = ({ connectionId, fence }: SyncLease): Standing => ({
  sql: `select from connections where id = $1 and state = 'active' and fence = $2`,
  parameters: [connectionId, fence],
});

type Work<T> = (client: PoolClient) => Promise<T>;

/** One page of a connection that is active: its work and its ledger row in one transaction. */
export const inPage = <T>(pool: Pool, lease: SyncLease, work: Work<T>) => inBatchWhile(pool, standing(lease), work);

/** A change of the connection itself. */
export const inConnection = <T>(pool: Pool, lease: SyncLease, work: Work<T>) =>
  inMoveWhile(pool, standing(lease), work);
