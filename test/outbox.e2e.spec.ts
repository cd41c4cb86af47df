import { jest } from '@jest/globals';
import type { Pool } from 'pg';
import { createPool } from '../database/pool.js';
import { enqueue } from '../database/outbox.js';
import { type OwnPlatform, startOwnPlatform } from './pipeline-platform.js';
import { as, type Session, until } from './platform/platform.js';

jest.setTimeout(180_000);

let own: OwnPlatform;
let pool: Pool;
let agent: Session;

beforeAll(async () => {
  own = await startOwnPlatform({});
  pool = createPool(own.platform.databaseUrl, { max: 3 });
  agent = await as('agent', own.platform.apiUrl);
});
afterAll(async () => {
  await pool.end();
  await own.stop();
});

const json = async <T>(answer: Promise<Response>) => (await (await answer).json()) as T;
const engineIs = (state: 'ok' | 'away') =>
  until(`the API knows that the engine is ${state}`, async () => {
    return (await json<{ state: string }>(agent('/api/engine'))).state === state;
  });

async function uploadContacts(): Promise<string> {
  const form = new FormData();
  const text = 'First name,Last name,E-mail\nAnna,Bell,anna.bell@example.com\nBen,Dahl,ben.dahl@example.com\n';
  form.set('file', new Blob([text], { type: 'text/csv' }), 'two.csv');
  return (await json<{ id: string }>(agent('/api/imports', { method: 'POST', body: form }))).id;
}

it('takes a command while the engine is away, says so, and the work begins and ends by itself once it is back', async () => {
  const importId = await uploadContacts();
  await own.platform.parts.temporal?.kill();
  await engineIs('away');

  const answer = await agent(`/api/imports/${importId}/scan`, { method: 'POST' });
  expect(answer.status).toBe(202);
  expect(await answer.json()).toMatchObject({ state: 'scanning', engine: 'away' });
  expect((await agent('/api/contacts')).status).toBe(200);
  const support = await as('support', own.platform.apiUrl);
  const system = await json<{ engine: object; outbox: object }>(support('/api/system'));
  expect(system).toMatchObject({ engine: { state: 'away' }, outbox: { waiting: 1 } });

  await own.platform.parts.temporal?.start();
  await engineIs('ok');
  await until('the scan ends', async () => {
    return (await json<{ state: string }>(agent(`/api/imports/${importId}`))).state === 'awaiting_review';
  });
  expect(await json(support('/api/system'))).toMatchObject({ engine: { state: 'ok' }, outbox: { waiting: 0 } });
});

it('boots and serves while the engine is away, and finds it later', async () => {
  await own.platform.parts.api?.stop();
  await own.platform.parts.temporal?.kill();
  await own.platform.parts.api?.start();
  expect((await agent('/api/me')).status).toBe(200);
  await engineIs('away');
  await own.platform.parts.temporal?.start();
  await engineIs('ok');
});

it('keeps the order of one workflow: nothing is delivered past an older message that waits', async () => {
  const unattended = { workflowType: 'unattended', taskQueue: 'unattended', signal: 'stateChanged', accountId: '1' };
  const deliveries = async (workflowId: string) => {
    const { rows } = await pool.query<{ delivered: boolean }>(
      'select delivered_at is not null as delivered from outbox where workflow_id = $1 order by id',
      [workflowId],
    );
    return rows.map(({ delivered }) => delivered);
  };
  const client = await pool.connect();
  await client.query('begin');
  await enqueue(client, { ...unattended, workflowId: 'outbox/a' });
  await client.query(`update outbox set next_at = now() + interval '1 hour' where workflow_id = 'outbox/a'`);
  await enqueue(client, { ...unattended, workflowId: 'outbox/a' });
  await enqueue(client, { ...unattended, workflowId: 'outbox/b' });
  await client.query('commit');
  client.release();

  await until('the other workflow has its message', async () => (await deliveries('outbox/b'))[0]);
  expect(await deliveries('outbox/a')).toEqual([false, false]);
  await pool.query(`update outbox set next_at = now() where workflow_id = 'outbox/a'`);
  await until('both are delivered', async () => (await deliveries('outbox/a')).every(Boolean));
  const { rows } = await pool.query(`select id from outbox where workflow_id = 'outbox/a' order by delivered_at, id`);
  expect(rows.map(({ id }) => Number(id))).toEqual(rows.map(({ id }) => Number(id)).toSorted((a, b) => a - b));
});

it('outlives a database that goes away while a message is being delivered, and delivers it later', async () => {
  const importId = await uploadContacts();
  const apiPid = own.platform.parts.api!.pid;
  const engine = own.platform.parts.temporal!.pid!;
  process.kill(engine, 'SIGSTOP');
  try {
    const answer = agent(`/api/imports/${importId}/scan`, { method: 'POST' });
    const breakIt = `select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and query like '%from outbox o%'`;
    await until('its connection is broken while the engine is asked', async () => (await pool.query(breakIt)).rowCount);
    expect((await answer).status).toBe(202);
  } finally {
    process.kill(engine, 'SIGCONT');
  }
  await until('the scan ends', async () => {
    return (await json<{ state: string }>(agent(`/api/imports/${importId}`))).state === 'awaiting_review';
  });
  expect(own.platform.parts.api!.pid).toBe(apiPid);
});

it('delivers nothing of a transaction that was rolled back', async () => {
  const client = await pool.connect();
  await client.query('begin');
  await enqueue(client, { workflowId: 'outbox/c', workflowType: 'x', taskQueue: 'x', signal: 'x', accountId: '1' });
  await client.query('rollback');
  client.release();
  const { rows } = await pool.query(`select from outbox where workflow_id = 'outbox/c'`);
  expect(rows).toHaveLength(0);
});
