import type { Pool, PoolClient } from 'pg';

/** Work on one client of the pool: committed when it ends well, else as if it had never begun. */
export async function inTransaction<Result>(pool: Pool, work: (tx: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
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
    client.release(broken);
  }
}
