import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { importWorkflow } from '../workflows/protocol.js';
import { Pipeline } from './pipeline.js';
import { as, platform, type Session, until } from './platform/platform.js';

jest.setTimeout(90_000);

/** Words that stand in cells, headers and the file's name and must stand nowhere else; each is found whatever its case. */
const canary = 'zqcanary';
const file = [
  `Zqcanary First,Last,Email,Phone,Notes`,
  `Zqcanaryann,Zqcanarylee,zqcanary1@example.com,312-555-0101,zqcanary note`,
  `Zqcanarybob,,zqcanary2@example.com,zqcanary-phone,"zqcanary, ""quoted"""`,
  `Zqcanarycy,Zqcanaryho,zqcanary-not-an-address,,`,
  `Zqcanaryann,Zqcanarylee,ZQCANARY1@example.com,,`,
].join('\n');

let pipeline: Pipeline;
let agent: Session;
beforeAll(async () => {
  pipeline = Pipeline.open(platform().env);
  agent = await as('agent');
});
afterAll(() => pipeline.close());

const send = async (path: string, method: string, body?: object) => {
  const init = { method, ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) };
  const answer = await agent(`/api/imports/${path}`, init);
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
};
const isIn = (id: string, state: string) =>
  until(`import ${state}`, async () => ((await (await send(id, 'GET')).json()) as { state: string }).state === state);

async function uploaded(): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([file], { type: 'text/csv' }), 'Zqcanary people.csv');
  const answer = await agent('/api/imports', { method: 'POST', body: form });
  if (answer.status !== 201) throw new Error(`POST answered ${answer.status}: ${await answer.text()}`);
  const { id } = (await answer.json()) as { id: string };
  const columns = { 0: 'firstName', 1: 'lastName', 2: 'email', 3: 'phone', 4: 'notes' };
  await send(`${id}/mapping`, 'PUT', { columns, options: { addTags: ['zqcanary tag'] } });
  return id;
}

/** What the engine holds of an import: history, ids, memo, search attributes, failures. */
async function engineText(id: string): Promise<string> {
  const handle = pipeline.client.workflow.getHandle(importWorkflow.id(id));
  const description = await handle.describe();
  const raw = JSON.stringify(description.raw, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  return historyToJSON(await handle.fetchHistory()) + raw;
}

/** Payloads travel in base64: they are searched as text too. */
function withDecodedPayloads(text: string): string {
  const payloads = [...text.matchAll(/"data":\s*"([A-Za-z0-9+/=]+)"/g)].map(([, data]) =>
    Buffer.from(data!, 'base64').toString(),
  );
  return [text, ...payloads].join('\n').toLowerCase();
}

it('lets no cell, header or file name into logs, histories, ids, memos, search attributes or failures', async () => {
  const id = await uploaded();
  await send(`${id}/scan`, 'POST');
  await isIn(id, 'awaiting_review');
  await send(`${id}/confirm`, 'POST');
  await isIn(id, 'completed');
  await send(`${id}/rows/4`, 'PATCH', { values: { 2: 'zqcanary3@example.com' }, editVersion: 0 });
  await send(`${id}/retry`, 'POST', { all: true });
  await isIn(id, 'completed');
  await send(`${id}/undo`, 'POST');
  await isIn(id, 'undone');

  const gone = await uploaded();
  const { rows } = await pipeline.pool.query<{ text_key: string }>(
    'select text_key from contact_imports where id = $1',
    [gone],
  );
  await pipeline.storage.remove(rows[0]!.text_key);
  await send(`${gone}/scan`, 'POST');
  await isIn(gone, 'failed');
  await agent('/api/imports?filter=%7B%22q%22%3A%22zqcanary%22%7D');

  const engine = withDecodedPayloads(`${await engineText(id)}\n${await engineText(gone)}`);
  expect(engine).toContain('applybatch');
  expect(engine).not.toContain(canary);

  const logs = await Promise.all(
    ['api', 'worker', 'temporal'].map((name) => readFile(join(platform().folder, 'logs', `${name}.log`), 'utf8')),
  );
  expect(logs[0]).toContain(`/api/imports/${id}/retry`);
  const lines = logs
    .join('\n')
    .split('\n')
    .filter((line) => line.toLowerCase().includes(canary));
  expect(lines).toEqual([]);

  const audit = await pipeline.pool.query<{ text: string }>(
    `select string_agg(e::text, '\n') as text from audit_events e where subject_kind = 'import' and subject_id = any ($1)`,
    [[id, gone]],
  );
  expect(audit.rows[0]?.text).toContain('import.undone');
  expect(audit.rows[0]?.text.toLowerCase()).not.toContain(canary);
});
