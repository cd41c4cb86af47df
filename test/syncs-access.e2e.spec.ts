import { createHmac } from 'node:crypto';
import { jest } from '@jest/globals';
import type { Connection } from '../apps/api/syncs/syncs.schemas.js';
import { keepSecret, StoredSecrets } from '../database/connection-secrets.js';
import { defaultSyncSettings } from '../domain/syncs/settings.js';
import type { Limiter, Secret } from '../integrations/crm/connector.js';
import { openCrm } from '../integrations/crm/engine.js';
import { connectors } from '../integrations/crm/index.js';
import { KeyRing } from '../integrations/secrets.js';
import { ask, type Refusal } from './importing.js';
import { as, type Session, until } from './platform/platform.js';
import { appSecret, SyncScene } from './syncing.js';

jest.setTimeout(180_000);

let scene: SyncScene;
beforeAll(async () => {
  scene = await SyncScene.begin();
});
afterAll(() => scene.end());

const command = (id: string, name: string, body: object = {}) =>
  ask<Connection & Refusal>(scene.agent, `POST /connections/${id}/${name}`, body);

const deliver = async (address: string, event: object, { secret = appSecret } = {}) => {
  const body = JSON.stringify(event);
  const signature = createHmac('sha256', secret).update(Buffer.from(body).toString('base64')).digest('hex');
  const started = performance.now();
  const answer = await fetch(address, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'fub-signature': signature },
  });
  return {
    status: answer.status,
    body: (await answer.json()) as { accepted: number },
    ms: performance.now() - started,
  };
};
const eventOf = (eventId: string, ...resourceIds: number[]) => ({
  eventId,
  eventCreated: new Date().toISOString(),
  event: 'peopleUpdated',
  resourceIds,
});

const beginSignIn = async (body: object = {}) => {
  const answer = await ask<{ url: string }>(scene.agent, 'POST /connections/sign-in', {
    connector: 'follow-up-boss',
    ...body,
  });
  return new URL(answer.body.url);
};
const comeBack = async (session: Session, query: Record<string, string>): Promise<string> => {
  const path = `/api/connections/sign-in/answer?${new URLSearchParams(query).toString()}`;
  return (await session(path, { redirect: 'manual' })).headers.get('location') ?? '';
};

describe('webhooks', () => {
  it('have the record asked for, at once and once', async () => {
    const login = scene.login(3);
    const id = await scene.connected(login);
    const hookUrl = await scene.webhook(id);
    login.put({ id: 2, firstName: 'Hooked' });
    const first = await deliver(hookUrl, eventOf(`e-${id}`, 2));
    expect([first.status, first.body.accepted]).toEqual([200, 1]);
    expect(first.ms).toBeLessThan(2_000);
    await until('the change is in', async () => (await scene.contacts(id))[1]!.first_name === 'Hooked');
    const replayed = await deliver(hookUrl, eventOf(`e-${id}`, 2));
    expect([replayed.status, replayed.body.accepted]).toEqual([200, 0]);
  });

  it('are hints: whichever comes last, the record is as the CRM has it now, and whoever is not there is gone', async () => {
    const login = scene.login(3);
    const id = await scene.connected(login);
    const hookUrl = await scene.webhook(id);
    login.put({ id: 1, firstName: 'Older' });
    const older = { ...eventOf(`o-${id}`, 1), eventCreated: new Date(Date.now() - 3_600_000).toISOString() };
    login.put({ id: 1, firstName: 'Newer' });
    login.people.delete(2);
    await Promise.all([deliver(hookUrl, eventOf(`n-${id}`, 1, 2, 404)), deliver(hookUrl, older)]);
    await until('all of it is handled', async () => {
      const sql = 'select count(*)::int as open from hook_events where connection_id = $1 and handled_at is null';
      const { rows } = await scene.pool.query<{ open: number }>(sql, [id]);
      return rows[0]!.open === 0;
    });
    await scene.resting(id);
    expect((await scene.contacts(id)).map(({ first_name }) => first_name)).toEqual(['Newer', 'Ann', 'Ann']);
    const { rows } = await scene.pool.query(`select record_id from contact_links where connection_id = $1 and state = 'gone'`, [id]); // prettier-ignore
    expect(rows).toEqual([{ record_id: '2' }]);
  });

  it('are refused when they are forged or sent to a guessed address, and bring nothing when they are late', async () => {
    const login = scene.login(2);
    const id = await scene.connected(login);
    const hookUrl = await scene.webhook(id);
    expect((await deliver(hookUrl, eventOf('forged', 1), { secret: 'not the key' })).status).toBe(401);
    expect((await deliver(`${hookUrl.slice(0, -3)}abc`, eventOf('guessed', 1))).status).toBe(404);
    const late = await deliver(hookUrl, { ...eventOf('late', 1), eventCreated: '2020-01-01T00:00:00Z' });
    expect(late.body.accepted ?? 0).toBe(0);
    expect((await scene.get(id)).lastRun?.loop).toBe('backfill');
  });
});

/** Fifty calls at once are more than the CRM's pace lets through, which is another spec's matter. */
const unlimited: Limiter = { take: () => Promise.resolve({ waitMs: 0 }), block: () => Promise.resolve() };

describe('a sign-in whose access has run out', () => {
  it('is renewed once, however many calls find out at the same moment, and the new one is kept', async () => {
    const login = scene.login(1);
    const id = await scene.connected(login);
    const { access, refresh } = scene.crm.grant(login);
    const keys = new KeyRing(scene.own.platform.env.SECRET_KEYS!);
    const secret: Secret = { kind: 'oauth', access, refresh, expiresAt: new Date(0).toISOString(), host: null };
    await keepSecret(scene.pool, keys, { connectionId: id, secret });
    const before = scene.crm.refreshes;
    const pools = [scene.openPool(), scene.openPool()];
    const connector = connectors.find((one) => one.id === 'follow-up-boss')!;
    const calls = Array.from({ length: 50 }, (_, i) => {
      const pool = pools[i % 2]!;
      const crm = openCrm({
        connector,
        scope: `connection ${id}`,
        secrets: new StoredSecrets<Secret>(pool, keys, id),
        limiter: unlimited,
        app: { id: 'porchlight', secret: appSecret },
        origin: scene.crm.origin,
        now: () => new Date(),
      });
      return crm.fetchOne('1', defaultSyncSettings.filter);
    });
    const found = await Promise.all(calls);
    await Promise.all(pools.map((pool) => pool.end()));
    expect(found.every((record) => record !== null && record !== 'gone')).toBe(true);
    expect(scene.crm.refreshes - before).toBe(1);
    expect((await scene.sync(id)).health.kind).toBe('ok');
  });
});

describe('signing in at the CRM', () => {
  it('makes a connection of the code that the person comes back with, once', async () => {
    const login = scene.login(2);
    const page = await beginSignIn();
    expect(page.origin).toBe(scene.crm.origin);
    const { client_id, redirect_uri, state = '' } = Object.fromEntries(page.searchParams);
    expect([client_id, redirect_uri]).toEqual([
      'porchlight',
      `${scene.own.platform.apiUrl}/api/connections/sign-in/answer`,
    ]);
    const to = await comeBack(scene.agent, { code: scene.crm.allow(login), state });
    expect(to).toMatch(/^\/connections\/\d+$/);
    const made = await scene.resting(to.split('/').at(-1)!);
    expect([made.auth, made.contacts]).toEqual(['oauth', 2]);
    expect(await comeBack(scene.agent, { code: scene.crm.allow(login), state })).toContain('signIn=sign_in_stale');
  });

  it('takes the way back from nobody else, with no other state, and not when the person has said no', async () => {
    const login = scene.login(1);
    const state = (await beginSignIn()).searchParams.get('state')!;
    const stranger = await as('agent2', scene.own.platform.apiUrl);
    expect(await comeBack(stranger, { code: scene.crm.allow(login), state })).toContain('signIn=sign_in_stale');
    expect(await comeBack(scene.agent, { code: 'x', state: 'guessed' })).toContain('signIn=sign_in_stale');
    expect(await comeBack(scene.agent, { error: 'access_denied', state })).toContain('signIn=sign_in_declined');
  });

  it('is not offered where the operator has not registered us', async () => {
    const { body } = await ask<{ data: { id: string; signIn: string | null }[] }>(scene.agent, 'GET /connectors');
    const offered = Object.fromEntries(body.data.map(({ id, signIn }) => [id, signIn]));
    expect(offered['follow-up-boss']).toBe('offered');
    expect(offered.sandbox).toBeNull();
  });
});

describe('a connection that is ended', () => {
  it('stops, forgets its key, and keeps or erases what it knew of the CRM as chosen', async () => {
    const kept = await scene.connected(scene.login(2));
    const erased = await scene.connected(scene.login(2));
    const hookUrl = await scene.webhook(kept);
    await command(kept, 'disconnect', { data: 'keep' });
    await command(erased, 'disconnect', { data: 'erase' });
    await until('it is erased', async () => {
      const timeline = await ask<{ text: string }[]>(scene.agent, `GET /connections/${erased}/timeline`);
      return timeline.body.some(({ text }) => text.startsWith('erased what was kept'));
    });
    const { rows } = await scene.pool.query<{ id: string; has_secret: boolean; links: number }>(
      `select c.id::text, c.secret is not null as has_secret,
         (select count(*)::int from contact_links l where l.connection_id = c.id) as links
       from connections c where id = any ($1) order by id`,
      [[kept, erased]],
    );
    expect(rows).toEqual([
      { id: kept, has_secret: false, links: 2 },
      { id: erased, has_secret: false, links: 0 },
    ]);
    expect((await fetch(hookUrl)).status).toBe(404);
    expect((await command(kept, 'resume')).status).toBe(409);
  });
});

describe('support', () => {
  it('sees a stopped connection in its list, without values, and says a reason for what it does', async () => {
    const login = scene.login(2);
    login.put({ id: 1, lastName: '' });
    const id = await scene.connected(login);
    login.key = `${login.key}x`;
    await command(id, 'sync');
    await scene.reaches(id, 'needs reconnect', ({ state }) => state === 'needs_reconnect');
    const { body: list } = await ask<{ data: (Connection & { why: string })[] }>(
      scene.support,
      'GET /connections/needs-someone',
    );
    expect(list.data.find((one) => one.id === id)?.why).toBe('needs_reconnect');
    const { body: problems } = await ask<{ data: { fields: { field: string; text: string }[] }[] }>(
      scene.support,
      `GET /connections/${id}/problems`,
    );
    expect(problems.data[0]!.fields.find(({ field }) => field === 'firstName')?.text).toBe('A•••');
    expect((await ask<Refusal>(scene.support, `POST /connections/${id}/disconnect`, { data: 'keep' })).status).toBe(
      422,
    );
  });
});
