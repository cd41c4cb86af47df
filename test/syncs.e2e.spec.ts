import { jest } from '@jest/globals';
import type { Connection } from '../apps/api/syncs/syncs.schemas.js';
import type { Problem } from '../apps/api/syncs/problems.schemas.js';
import { ask, type Refusal } from './importing.js';
import { SyncScene } from './syncing.js';

jest.setTimeout(180_000);

let scene: SyncScene;
beforeAll(async () => {
  scene = await SyncScene.begin();
});
afterAll(() => scene.end());

const command = (id: string, name: string, body: object = {}) =>
  ask<Connection & Refusal>(scene.agent, `POST /connections/${id}/${name}`, body);

describe('connecting', () => {
  it('tries a key before it keeps it, and says whose it is and what it sees', async () => {
    const login = scene.login(3);
    const wrong = await ask<Refusal>(scene.agent, 'POST /connections', {
      connector: 'follow-up-boss',
      fields: { key: 'fka_not_the_key' },
    });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'key_refused']);
    const shown = await scene.get(await scene.connected(login));
    expect(shown.who).toContain(login.who);
    expect(shown.sees).toBe(3);
  });

  it('tells what a key has to look like before it sends one anywhere', async () => {
    const { status, body } = await ask<Refusal>(scene.agent, 'POST /connections', {
      connector: 'follow-up-boss',
      fields: { key: 'x' },
    });
    expect(status).toBe(422);
    expect(body.detail).toContain('API key does not look like one');
  });

  it('connects one login once, and names the connection that there is', async () => {
    const login = scene.login(1);
    const id = await scene.connected(login);
    const again = await ask<Refusal & { connectionId: string }>(scene.agent, 'POST /connections', {
      connector: 'follow-up-boss',
      fields: { key: login.key },
    });
    expect([again.status, again.body.connectionId]).toEqual([409, id]);
  });
});

describe('a sync', () => {
  it('brings everybody in and accounts for each record that the CRM sent', async () => {
    const login = scene.login(250);
    login.put({ id: 17, lastName: '' });
    const { lastRun, contacts, openProblems } = await scene.get(await scene.connected(login));
    expect(lastRun?.counts).toMatchObject({ reported: 250, added: 249, failed: 1, unexplained: 0 });
    expect([contacts, openProblems]).toEqual([249, 1]);
  });

  it('reads what has changed and leaves the rest as it is', async () => {
    const login = scene.login(5);
    const id = await scene.connected(login);
    login.put({ id: 2, firstName: 'Beatrice' });
    login.put({ id: 6 });
    const { lastRun } = await scene.sync(id);
    expect(lastRun?.counts).toMatchObject({ added: 1, changed: 1, failed: 0 });
    expect((await scene.contacts(id)).map(({ first_name, version }) => [first_name, version])).toEqual([
      ['Ann', 1],
      ['Beatrice', 2],
      ['Ann', 1],
      ['Ann', 1],
      ['Ann', 1],
      ['Ann', 1],
    ]);
  });

  it('keeps what a person has written here, and lets the CRM win elsewhere', async () => {
    const login = scene.login(1);
    const id = await scene.connected(login);
    const [contact] = await scene.contacts(id);
    await ask(scene.agent, `PATCH /contacts/${contact!.id}`, { version: 1, firstName: 'Annabel' });
    login.put({ id: 1, firstName: 'Anne', lastName: 'Bellamy' });
    await scene.sync(id);
    expect((await scene.contacts(id))[0]).toMatchObject({ first_name: 'Annabel', last_name: 'Bellamy' });
  });

  it('follows the CRM to another address of mail, but never onto that of another contact', async () => {
    const login = scene.login(2);
    const id = await scene.connected(login);
    const [first] = await scene.contacts(id);
    login.put({ id: 1, emails: [{ value: `moved.${first!.email}`, type: 'home' }] });
    await scene.sync(id);
    expect((await scene.contacts(id))[0]!.email).toBe(`moved.${first!.email}`);
    login.put({ id: 2, emails: [{ value: `moved.${first!.email}`, type: 'home' }] });
    const { openProblems } = await scene.sync(id);
    expect(openProblems).toBe(1);
    const { body } = await ask<{ data: Problem[] }>(scene.agent, `GET /connections/${id}/problems`);
    expect(body.data[0]?.issues.map(({ code }) => code)).toContain('email_taken');
  });

  it('marks whoever has unsubscribed at the CRM, and never takes it back', async () => {
    const login = scene.login(1);
    const id = await scene.connected(login);
    login.put({ id: 1, tags: ['Unsubscribed'] });
    await scene.sync(id);
    expect((await scene.contacts(id))[0]!.unsubscribed).toBe(true);
    login.put({ id: 1, tags: [], firstName: 'Anna' });
    await scene.sync(id);
    expect((await scene.contacts(id))[0]).toMatchObject({ unsubscribed: true, first_name: 'Anna' });
  });

  it('does not bring back a contact that was deleted here', async () => {
    const login = scene.login(2);
    const id = await scene.connected(login);
    const [contact] = await scene.contacts(id);
    await ask(scene.agent, 'POST /contacts/bulk', { action: 'delete', ids: [contact!.id] });
    login.put({ id: 1, firstName: 'Back' });
    const { lastRun } = await scene.sync(id);
    expect(lastRun?.counts).toMatchObject({ added: 0, skipped: 1 });
    expect(await scene.contacts(id)).toHaveLength(1);
  });

  it('judges what is kept anew when settings change, without asking the CRM', async () => {
    const login = scene.login(3);
    const id = await scene.connected(login);
    const calls = login.calls;
    await ask(scene.agent, `PUT /connections/${id}/settings`, { addTags: ['from the CRM'] });
    const { lastRun } = await scene.reaches(
      id,
      'judged anew',
      ({ run, lastRun: last }) => !run && last?.loop === 'remap',
    );
    expect(lastRun?.counts).toMatchObject({ changed: 3 });
    expect((await scene.contacts(id)).map(({ tags }) => tags)).toEqual([
      ['from the CRM'],
      ['from the CRM'],
      ['from the CRM'],
    ]);
    expect(login.calls).toBe(calls);
  });
});

describe('a record that cannot come in', () => {
  it('spoils neither its page nor its neighbours, and is told with its field', async () => {
    const login = scene.login(100);
    login.put({ id: 50, emails: 'not a list' });
    const id = await scene.connected(login);
    const { body } = await ask<{ data: Problem[] }>(scene.agent, `GET /connections/${id}/problems`);
    expect((await scene.get(id)).lastRun?.counts).toMatchObject({ added: 99, failed: 1, unexplained: 0 });
    expect(body.data.map(({ recordId, kind }) => [recordId, kind])).toEqual([['50', 'malformed']]);
    expect(body.data[0]!.issues[0]!.field).toContain('emails');
  });

  it('is put right, tried again and stays right while the CRM keeps saying the same', async () => {
    const login = scene.login(2);
    login.put({ id: 1, lastName: '' });
    const id = await scene.connected(login);
    const { body } = await ask<{ data: Problem[] }>(scene.agent, `GET /connections/${id}/problems`);
    const [problem] = body.data;
    const edited = await ask<Problem>(scene.agent, `PATCH /connections/${id}/problems/${problem!.id}`, {
      values: { lastName: 'Mended' },
      editVersion: problem!.editVersion,
    });
    expect(edited.body.isReady).toBe(true);
    await command(id, 'problems/retry', { problemIds: [problem!.id] });
    await scene.reaches(id, 'nothing left to do', ({ openProblems }) => openProblems === 0);
    login.put({ id: 1, firstName: 'Anna' });
    await scene.sync(id);
    expect((await scene.contacts(id))[0]).toMatchObject({ first_name: 'Anna', last_name: 'Mended' });
  });

  it('is dismissed with a reason', async () => {
    const login = scene.login(1);
    login.put({ id: 1, lastName: '' });
    const id = await scene.connected(login);
    const dismissed = await command(id, 'problems/dismiss', { all: true, reason: 'a test record' });
    expect([dismissed.status, dismissed.body.openProblems]).toEqual([200, 0]);
  });
});
