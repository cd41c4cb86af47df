import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { syncWorkflow } from '../workflows/protocol.js';
import { ask } from './importing.js';
import { appSecret, SyncScene } from './syncing.js';

jest.setTimeout(180_000);

/** Stands in the key, the names, addresses and notes of everybody at the CRM, and must stand nowhere else than in their records. */
const canary = 'zqcanary';

let scene: SyncScene;
beforeAll(async () => {
  scene = await SyncScene.begin();
});
afterAll(() => scene.end());

/** Payloads travel in base64: they are searched as text too. */
function withDecodedPayloads(text: string): string {
  const payloads = [...text.matchAll(/"data":\s*"([A-Za-z0-9+/=]+)"/g)].map(([, data]) =>
    Buffer.from(data!, 'base64').toString(),
  );
  return [text, ...payloads].join('\n').toLowerCase();
}

async function engineText(connectionId: string): Promise<string> {
  const handle = scene.own.pipeline.client.workflow.getHandle(syncWorkflow.id(connectionId));
  const { raw } = await handle.describe();
  const described = JSON.stringify(raw, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  return historyToJSON(await handle.fetchHistory()) + described;
}

it('lets no key and nobody’s name or address into logs, histories, ids, the audit, or the table of connections', async () => {
  const login = scene.crm.login(`fka_${canary}_key`, 'Agent Zq');
  for (let id = 1; id <= 120; id++)
    login.put({ id, firstName: 'Zqcanaryann', lastName: id === 7 ? '' : 'Zqcanarylee', tags: ['zqcanary tag'] });
  login.put({ id: 8, emails: 'zqcanary is no list' });
  const connectionId = await scene.connected(login);
  await ask(scene.agent, `GET /connections/${connectionId}/problems?filter=%7B%22issue%22%3A%22zqcanary%22%7D`);
  const { body } = await ask<{ data: { id: string; editVersion: number; kind: string }[] }>(
    scene.agent,
    `GET /connections/${connectionId}/problems`,
  );
  const problem = body.data.find(({ kind }) => kind === 'record')!;
  await ask(scene.agent, `PATCH /connections/${connectionId}/problems/${problem.id}`, {
    values: { lastName: 'Zqcanaryfixed' },
    editVersion: problem.editVersion,
  });
  await ask(scene.agent, `POST /connections/${connectionId}/problems/retry`, { all: true });
  const hookUrl = await scene.webhook(connectionId);
  const event = { eventId: 'one', eventCreated: new Date().toISOString(), resourceIds: [3], note: canary };
  const hook = JSON.stringify(event);
  const signature = createHmac('sha256', appSecret).update(Buffer.from(hook).toString('base64')).digest('hex');
  await fetch(hookUrl, { method: 'POST', body: hook, headers: { 'fub-signature': signature } });
  await fetch(hookUrl, { method: 'POST', body: hook, headers: { 'fub-signature': 'forged' } });
  login.refusal = { status: 200, body: `<html>${canary}</html>` };
  await ask(scene.agent, `POST /connections/${connectionId}/sync`);
  await scene.reaches(connectionId, 'in trouble', ({ health }) => health.kind === 'trouble');
  login.refusal = null;
  await scene.resting(connectionId);
  login.key = `fka_${canary}_other`;
  await ask(scene.agent, `POST /connections/${connectionId}/sync`);
  await scene.reaches(connectionId, 'needs reconnect', ({ state }) => state === 'needs_reconnect');
  await ask(scene.agent, `POST /connections/${connectionId}/reconnect`, { fields: { key: login.key } });
  await scene.resting(connectionId);

  const engine = withDecodedPayloads(await engineText(connectionId));
  expect(engine).toContain('pullpages');
  expect(engine).not.toContain(canary);

  const folder = scene.own.platform.env.PORCHLIGHT_DATA!;
  const logs = await Promise.all(
    ['api', 'worker', 'temporal'].map((name) => readFile(join(folder, 'logs', `${name}.log`), 'utf8')),
  );
  expect(logs[0]).toContain(`/api/connections/${connectionId}/sync`);
  const told = logs.flatMap((text) => text.split('\n')).filter((line) => line.toLowerCase().includes(canary));
  expect(told).toEqual([]);
  const token = hookUrl.split('/').at(-1)!;
  expect(logs.join('\n')).not.toContain(token);

  const { rows } = await scene.pool.query<{ text: string }>(
    `select (select string_agg(e::text, ' ') from audit_events e where subject_kind = 'connection' and subject_id = $1::text)
       || (select c::text from connections c where id = $1::bigint) || (select coalesce(string_agg(o::text, ' '), '') from outbox o) as text`,
    [connectionId],
  );
  expect(rows[0]!.text).toContain('connection.access_lost');
  expect(rows[0]!.text.toLowerCase()).not.toContain(canary);
});
