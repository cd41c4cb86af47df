import type { Pool, PoolClient } from 'pg';
import { createPool } from '../database/pool.js';
import { inTransaction } from '../database/transaction.js';
import { platform } from './platform/platform.js';

let pool: Pool;
let other: Pool;
beforeAll(() => {
  [pool, other] = [createPool(platform().databaseUrl, { max: 1 }), createPool(platform().databaseUrl)];
});
afterAll(() => Promise.all([pool.end(), other.end()]));

/** As a restart of the database ends it. */
async function breakOff(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const ended = new Promise((resolve) => client.once('end', resolve));
  await other.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
  await ended;
}

it('outlives a connection that breaks while somebody holds it and asks nothing, and gives another one', async () => {
  const client = await pool.connect();
  await breakOff(client);
  client.release();
  expect((await pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

it('fails the transaction whose connection breaks, and none after it', async () => {
  const broken = inTransaction(pool, async (tx) => {
    await breakOff(tx);
    await tx.query('select 1');
  });
  await expect(broken).rejects.toThrow(/connection/i);
  expect(await inTransaction(pool, async (tx) => (await tx.query('select 1')).rowCount)).toBe(1);
});
