import { jest } from '@jest/globals';
import type { SettingsChange } from '../apps/api/syncs/syncs.schemas.js';
import { ask, fresh } from './importing.js';
import type { PracticeLogin } from './practice-crm.js';
import { SyncScene } from './syncing.js';

jest.setTimeout(180_000);

let scene: SyncScene;
beforeAll(async () => {
  scene = await SyncScene.begin();
});
afterAll(() => scene.end());

const home = (city: string) => [{ type: 'home', street: '12 Elm St', city, state: 'CO', code: '80302' }];

/** A contact that was here before, and its record at the CRM with another city. */
async function bothSides(settings: SettingsChange, { here, there }: { here: string | null; there: string }) {
  const email = fresh('policy');
  const body = { firstName: 'Ann', lastName: 'Bell', email, ...(here ? { city: here } : {}) };
  await ask(scene.agent, 'POST /contacts', body);
  const login = scene.login(0);
  login.put({ id: 1, emails: [{ value: email, type: 'home' }], addresses: home(there) });
  const connect = { connector: 'follow-up-boss', fields: { key: login.key }, begin: 'later' };
  const { body: made } = await ask<{ id: string }>(scene.agent, 'POST /connections', connect);
  await ask(scene.agent, `PUT /connections/${made.id}/settings`, settings);
  await ask(scene.agent, `POST /connections/${made.id}/resume`);
  await scene.resting(made.id);
  return { login, id: made.id };
}

const cityOf = async (id: string) => (await scene.contacts(id))[0]!.city;
const move = async (login: PracticeLogin, id: string, city: string) => {
  login.put({ id: 1, addresses: home(city) });
  await scene.sync(id);
};

it('reads nothing before a connection that begins later is told to', async () => {
  const login = scene.login(2);
  const connect = { connector: 'follow-up-boss', fields: { key: login.key }, begin: 'later' };
  const { body } = await ask<{ id: string; state: string }>(scene.agent, 'POST /connections', connect);
  expect(body.state).toBe('paused');
  expect(await scene.contacts(body.id)).toEqual([]);
});

it('meets the contact that is here already by its address, and lets the CRM win where it shall', async () => {
  const { login, id } = await bothSides({ policy: 'crm' }, { here: 'Boulder', there: 'Denver' });
  expect(await cityOf(id)).toBe('Denver');
  await move(login, id, 'Aspen');
  expect(await cityOf(id)).toBe('Aspen');
});

it('fills blanks and replaces nothing where only blanks shall be filled', async () => {
  const held = await bothSides({ policy: 'fill_blanks' }, { here: 'Boulder', there: 'Denver' });
  expect(await cityOf(held.id)).toBe('Boulder');
  const blank = await bothSides({ policy: 'fill_blanks' }, { here: null, there: 'Denver' });
  expect(await cityOf(blank.id)).toBe('Denver');
  await move(blank.login, blank.id, 'Aspen');
  expect(await cityOf(blank.id)).toBe('Denver');
});

it('leaves a field alone where ours wins, also a blank one', async () => {
  const { id } = await bothSides({ policyByField: { city: 'ours' } }, { here: null, there: 'Denver' });
  expect(await cityOf(id)).toBeNull();
});

it('takes whichever side was changed last where the newest wins', async () => {
  const { login, id } = await bothSides({ policyByField: { city: 'newest' } }, { here: 'Boulder', there: 'Denver' });
  await move(login, id, 'Aspen');
  expect(await cityOf(id)).toBe('Aspen');
  const [contact] = await scene.contacts(id);
  await ask(scene.agent, `PATCH /contacts/${contact!.id}`, { version: contact!.version, city: 'Vail' });
  login.put({ id: 1, addresses: home('Golden'), updated: new Date(Date.now() - 60_000).toISOString() });
  await scene.sync(id, { everything: true });
  expect(await cityOf(id)).toBe('Vail');
  await move(login, id, 'Golden');
  expect(await cityOf(id)).toBe('Golden');
});

it('does not bring in a field that is switched off', async () => {
  const { id } = await bothSides({ policyByField: { city: 'off' } }, { here: null, there: 'Denver' });
  expect(await cityOf(id)).toBeNull();
});

it('takes tags away that were taken away at the CRM, and keeps those that were given here', async () => {
  const login = scene.login(0);
  login.put({ id: 1, tags: ['client', 'gardener'] });
  const id = await scene.connected(login);
  const [contact] = await scene.contacts(id);
  await ask(scene.agent, 'POST /contacts/bulk', { action: 'addTag', tag: 'ours', ids: [contact!.id] });
  login.put({ id: 1, tags: ['client', 'moved'] });
  await scene.sync(id);
  expect((await scene.contacts(id))[0]!.tags.toSorted()).toEqual(['client', 'moved', 'ours']);
});

it('leaves out whom the filter leaves out, counts them, and takes them in when the filter does', async () => {
  const login = scene.login(3);
  login.put({ id: 2, stage: 'Past client' });
  const connect = { connector: 'follow-up-boss', fields: { key: login.key }, begin: 'later' };
  const { body } = await ask<{ id: string }>(scene.agent, 'POST /connections', connect);
  await ask(scene.agent, `PUT /connections/${body.id}/settings`, { filter: { stages: ['Past client'] } });
  await ask(scene.agent, `POST /connections/${body.id}/resume`);
  const { lastRun } = await scene.resting(body.id);
  expect(lastRun?.counts).toMatchObject({ reported: 3, added: 1, skipped: 2, unexplained: 0 });
  await ask(scene.agent, `PUT /connections/${body.id}/settings`, { filter: { stages: [] } });
  await scene.reaches(body.id, 'everybody is in', ({ contacts, run }) => !run && contacts === 3);
});

it('brings nobody new in who has unsubscribed, where they shall be left out', async () => {
  const login = scene.login(2);
  login.put({ id: 2, tags: ['unsubscribed'] });
  const connect = { connector: 'follow-up-boss', fields: { key: login.key }, begin: 'later' };
  const { body } = await ask<{ id: string }>(scene.agent, 'POST /connections', connect);
  await ask(scene.agent, `PUT /connections/${body.id}/settings`, { unsubscribed: 'leave_out' });
  await ask(scene.agent, `POST /connections/${body.id}/resume`);
  const { lastRun } = await scene.resting(body.id);
  expect(lastRun?.counts).toMatchObject({ added: 1, skipped: 1 });
});
