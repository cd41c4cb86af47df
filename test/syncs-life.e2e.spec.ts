import { jest } from '@jest/globals';
import type { Connection, SyncRun } from '../apps/api/syncs/syncs.schemas.js';
import { mailsTo } from './platform/newcomer.js';
import { ask, type Refusal } from './importing.js';
import { until } from './platform/platform.js';
import { SyncScene } from './syncing.js';

jest.setTimeout(180_000);

let scene: SyncScene;
beforeAll(async () => {
  scene = await SyncScene.begin();
});
afterAll(() => scene.end());

const command = (id: string, name: string, body: object = {}) =>
  ask<Connection & Refusal>(scene.agent, `POST /connections/${id}/${name}`, body);

const auditOf = async (id: string, action: string): Promise<number> => {
  const { rows } = await scene.pool.query<{ count: number }>(
    `select count(*)::int from audit_events where subject_kind = 'connection' and subject_id = $1 and action = $2`,
    [id, action],
  );
  return rows[0]!.count;
};

describe('a worker that dies in the middle of a run', () => {
  it('loses nobody and brings nobody in twice', async () => {
    const login = scene.login(1_000);
    let killed: Promise<void> | null = null;
    login.onPage = (page) => {
      if (page === 5) killed = scene.own.platform.parts.worker!.kill();
    };
    const id = await scene.connect(login);
    await until('the worker has died', async () => killed !== null);
    await killed;
    login.onPage = () => undefined;
    await scene.own.platform.parts.worker!.start();
    const { lastRun } = await scene.resting(id);
    expect(lastRun?.counts).toMatchObject({ reported: 1_000, added: 1_000, unchanged: 0, unexplained: 0 });
    expect(await scene.contacts(id)).toHaveLength(1_000);
  });
});

describe('a key that is revoked in the middle of a run', () => {
  it('stops the sync, tells it once, and goes on behind the last page after connecting again', async () => {
    const login = scene.login(300);
    const old = login.key;
    login.onPage = (page) => {
      if (page === 3) login.key = `${old}new`;
    };
    const id = await scene.connect(login);
    const lost = await scene.reaches(id, 'needs reconnect', ({ state }) => state === 'needs_reconnect');
    expect(lost.health.sentence).toContain('Connect again');
    expect(lost.needs).toBe('person');
    expect(lost.run?.counts.added).toBe(200);
    expect((await command(id, 'sync')).status).toBe(409);
    expect(await auditOf(id, 'connection.access_lost')).toBe(1);
    const { status } = await command(id, 'reconnect', { fields: { key: login.key } });
    expect(status).toBe(202);
    await scene.resting(id);
    const { body: runs } = await ask<{ data: SyncRun[] }>(scene.agent, `GET /connections/${id}/runs`);
    const first = runs.data.find(({ loop }) => loop === 'backfill');
    expect(first?.counts).toMatchObject({ reported: 300, added: 300, unchanged: 0 });
  });

  it('is told to the agent by one mail, which leads to the connection and names no key and no person', async () => {
    const login = scene.login(2);
    const id = await scene.connected(login);
    login.key = `${login.key}lost`;
    await command(id, 'sync');
    await scene.reaches(id, 'needs reconnect', ({ state }) => state === 'needs_reconnect');
    const noticesOf = async () =>
      (await scene.pool.query<{ email: string; state: string }>(`select email, state from notices where kind = 'crm_access_lost' and subject_id = $1`, [id])).rows; // prettier-ignore
    await until('the mail is sent', async () => (await noticesOf()).every(({ state }) => state === 'sent'));
    expect(await noticesOf()).toEqual([{ email: 'maria@hillside.example', state: 'sent' }]);
    const page = `${scene.own.platform.apiUrl}/connections/${id}`;
    const mails = (await mailsTo('maria@hillside.example', scene.own.platform.mailUiUrl)).filter(({ text }) => text.includes(page)); // prettier-ignore
    expect(mails.map(({ subject }) => subject)).toEqual(['Follow Up Boss no longer lets Porchlight in']);
    expect(mails[0]!.text).not.toMatch(/fka|Bell/);
  });
});

describe('a CRM that does not do its part', () => {
  it('is waited for as long as it says, by a timer', async () => {
    const login = scene.login(1);
    const id = await scene.connected(login);
    login.refusal = { status: 429, body: '{"errorMessage":"slow down"}', headers: { 'retry-after': '5' } };
    await command(id, 'sync');
    const limited = await scene.reaches(id, 'limited', ({ health }) => health.kind === 'limited');
    expect(limited.health.until).not.toBeNull();
    const calls = login.calls;
    login.refusal = null;
    await scene.resting(id);
    expect(login.calls).toBeGreaterThan(calls);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(limited.health.until!));
  });

  it('is shown as trouble while it answers with a web page, and read to the end once it is well', async () => {
    const login = scene.login(1);
    const id = await scene.connected(login);
    login.put({ id: 2 });
    login.refusal = { status: 200, body: '<html>Down for maintenance</html>' };
    await command(id, 'sync');
    const troubled = await scene.reaches(id, 'in trouble', ({ health }) => health.kind === 'trouble');
    expect(troubled.state).toBe('active');
    login.refusal = null;
    const { contacts } = await scene.resting(id);
    expect(contacts).toBe(2);
  });
});

it('says so, and deletes nobody unasked, when a CRM counts more people than it shows', async () => {
  const login = scene.login(20);
  for (let id = 1; id <= 8; id++) login.slipped.add(id);
  const { lastRun } = await scene.get(await scene.connected(login));
  expect(lastRun).toMatchObject({
    note: 'Follow Up Boss counts 20 people but showed only 12 of them.',
    counts: { added: 12, gone: 0, unexplained: 0 },
  });
});

describe('people who are deleted at the CRM', () => {
  it('are found by a scan, stay as contacts, and get the tag that was asked for', async () => {
    const login = scene.login(10);
    const id = await scene.connected(login);
    await ask(scene.agent, `PUT /connections/${id}/settings`, { deleted: 'tag' });
    login.people.delete(4);
    const { lastRun } = await scene.sync(id, { everything: true });
    expect(lastRun?.counts).toMatchObject({ unchanged: 9, gone: 1 });
    const people = await scene.contacts(id);
    expect(people.filter(({ tags }) => tags.includes('Deleted in Follow Up Boss')).map((row) => row.record_id)).toEqual(
      ['4'],
    );
  });

  it('are asked for one by one before they are taken as deleted: one may slip between two pages', async () => {
    const login = scene.login(20);
    const id = await scene.connected(login);
    login.slipped.add(3);
    login.people.delete(4);
    const { lastRun, contacts } = await scene.sync(id, { everything: true });
    expect(lastRun?.counts).toMatchObject({ unchanged: 19, gone: 1, unexplained: 0 });
    expect(contacts).toBe(19);
  });

  it('are nobody when the CRM suddenly shows an empty list: a person is asked', async () => {
    const login = scene.login(10);
    const id = await scene.connected(login);
    login.isBlind = true;
    const asked = await scene.sync(id, { everything: true });
    expect(asked.health.sentence).toContain('10 people of 10. Nobody was touched');
    expect(asked.contacts).toBe(10);
    login.isBlind = false;
    const answered = await command(id, 'answer', { areGone: false });
    expect([answered.status, answered.body.contacts, answered.body.health.kind]).toEqual([202, 10, 'ok']);
  });

  it('are gone when a person says so', async () => {
    const login = scene.login(4);
    const id = await scene.connected(login);
    login.people.delete(1);
    login.people.delete(2);
    await scene.sync(id, { everything: true });
    const { body } = await command(id, 'answer', { areGone: true });
    expect(body.contacts).toBe(2);
  });
});
