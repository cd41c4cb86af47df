import { createHmac } from 'node:crypto';
import { jest } from '@jest/globals';
import { tablesWith } from './canaries.js';
import { ask } from './importing.js';
import { appSecret, SyncScene } from './syncing.js';

jest.setTimeout(180_000);

let scene: SyncScene;
beforeAll(async () => {
  scene = await SyncScene.begin();
});
afterAll(() => scene.end());

const word = () => `zqerase${Math.random().toString(36).slice(2, 10)}`;
const mailOf = (name: string) => [{ value: `${name}@example.com`, type: 'home' }];

it('keeps nothing of an erased person but that their record does not come back, and leaves their neighbours alone', async () => {
  const name = word();
  const login = scene.login(1);
  login.put({ id: 2, firstName: `${name}ann`, lastName: `${name}lee`, emails: mailOf(name) });
  // Another record with the same address, that waits for a person.
  login.put({ id: 3, firstName: `${name}second`, lastName: '', emails: mailOf(name) });
  login.put({ id: 4, firstName: 'Other', lastName: '', tags: ['stays'] });
  const id = await scene.connected(login);
  const body = JSON.stringify({ eventId: 'one', note: name, eventCreated: new Date().toISOString(), resourceIds: [2] });
  const signature = createHmac('sha256', appSecret).update(Buffer.from(body).toString('base64')).digest('hex');
  await fetch(await scene.webhook(id), { method: 'POST', body, headers: { 'fub-signature': signature } });
  await scene.reaches(id, 'the webhook is handled', ({ lastRun, run }) => !run && lastRun?.loop === 'hooks');
  const edit = await ask<{ data: { id: string; recordId: string; editVersion: number }[] }>(scene.agent, `GET /connections/${id}/problems`); // prettier-ignore
  const problem = edit.body.data.find(({ recordId }) => recordId === '3')!;
  await ask(scene.agent, `PATCH /connections/${id}/problems/${problem.id}`, { values: { notes: `${name} note` }, editVersion: problem.editVersion }); // prettier-ignore
  const contact = (await scene.contacts(id)).find(({ record_id }) => record_id === '2')!;
  expect(Object.keys(await tablesWith(scene.pool, name)).length).toBeGreaterThanOrEqual(3);

  const erased = await scene.agent(`/api/contacts/${contact.id}`, {
    method: 'DELETE',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version: contact.version }),
  });
  expect(erased.status).toBe(204);
  expect(await tablesWith(scene.pool, name)).toEqual({});
  const { body: left } = await ask<{ data: { recordId: string }[] }>(scene.agent, `GET /connections/${id}/problems?filter=${encodeURIComponent('{"state":"open"}')}`); // prettier-ignore
  expect(left.data.map(({ recordId }) => recordId)).toEqual(['4']);

  const { lastRun } = await scene.sync(id, { everything: true });
  expect(lastRun?.counts).toMatchObject({ added: 0, changed: 0, unexplained: 0 });
  expect((await scene.contacts(id)).map(({ record_id }) => record_id)).toEqual(['1']);
  expect(await tablesWith(scene.pool, name)).toEqual({});
});
