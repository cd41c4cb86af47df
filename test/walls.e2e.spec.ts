import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { type Role, roles } from '../domain/accounts/roles.js';
import type { RouteDeclaration } from '../apps/api/auth/routes.js';
import { as, platform, type Session } from './platform/platform.js';
import { bodyFor, canary, makeThings, pathTo, type Things } from './walls.js';

jest.setTimeout(180_000);

/** Every route of the running code × every role × things of another account. A new route is walked without being named here. */
let routes: RouteDeclaration[];
let things: Things;
const sessions = {} as Record<Role | 'stranger', Session>;

beforeAll(async () => {
  const env = { ...process.env, ...platform().env };
  // Not the synchronous one: connections that were closed meanwhile would be taken for open.
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/test/routes.js'], { env, maxBuffer: 1 << 24 });
  routes = JSON.parse(stdout) as typeof routes;
  for (const role of roles) sessions[role] = await as(role);
  sessions.stranger = await as('agent2');
  things = await makeThings(sessions.agent);
});

const nobody: Session = (path, init) => fetch(new URL(path, platform().apiUrl), init);

/** A route for all methods is asked with those of an upload. */
const methodsOf = ({ method }: RouteDeclaration) => (method === 'ALL' ? ['HEAD', 'PATCH', 'DELETE'] : [method]);

async function ask(
  session: Session,
  route: RouteDeclaration,
  method: string,
): Promise<{ status: number; text: string }> {
  const answer = await session(pathTo(route.path, things), { method, ...bodyFor(method, route.path, things) });
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream'))
    return { status: answer.status, text: await answer.text() };
  await answer.body?.cancel();
  return { status: answer.status, text: '' };
}

/** Asks each route and method in turn and lists what was not as expected. */
async function walk(
  session: Session,
  chosen: RouteDeclaration[],
  isRight: (got: { status: number; text: string }, method: string) => boolean,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const route of chosen)
    for (const method of methodsOf(route)) {
      const got = await ask(session, route, method);
      if (!isRight(got, method)) wrong.push(`${method} ${route.path} answered ${got.status} ${got.text.slice(0, 200)}`);
    }
  return wrong;
}

/** Saw nothing of ours; a filter that this list does not know may be refused. */
const isBlind = ({ status, text }: { status: number; text: string }) => status < 500 && !text.includes(canary);

it('knows the routes of all parts of the API', () => {
  const parts = new Set(routes.map(({ path }) => path.split('/')[2]));
  for (const part of [
    'me',
    'colleagues',
    'accounts',
    'users',
    'audit',
    'contacts',
    'imports',
    'connections',
    'connectors',
    'webhooks',
    'uploads',
    'api-keys',
    'system',
    'sender',
    'agent-profile',
    'mail-templates',
    'hubs',
    'hub-invitations',
    'landing-links',
    'campaigns',
  ])
    expect(parts).toContain(part);
});

it('answers 401 to whoever is not signed in, on every route that is not public', async () => {
  const closed = routes.filter(({ isPublic }) => !isPublic);
  expect(await walk(nobody, closed, ({ status }) => status === 401)).toEqual([]);
});

it('opens to the public only joining by an invitation, the signs of life and what the sign-in page says', () => {
  const open = routes.filter(({ isPublic, path }) => isPublic && path.startsWith('/api')).map(({ path }) => path);
  expect([...new Set(open)].toSorted()).toEqual([
    '/api/agent-photos/:name',
    '/api/health',
    '/api/health/live',
    '/api/health/ready',
    '/api/invitations/:token',
    '/api/invitations/:token/accept',
    '/api/platform',
    '/api/webhooks/:connectionId/:token',
    '/api/webhooks/:connectionId/:token/:own',
    '/api/webhooks/sendgrid',
    '/api/webhooks/ses',
  ]);
});

it('serves nothing but the homeowners’ own pages outside of the API', () => {
  const outside = routes.filter(({ path }) => !path.startsWith('/api'));
  expect(outside.length).toBeGreaterThan(10);
  expect(outside.filter(({ path, isPublic }) => !isPublic || !/^\/[hi](?:\/|$)/.test(path))).toEqual([]);
});

it.each(roles)('answers 403 to %s on every route that is not declared for that role', async (role) => {
  const closed = routes.filter((route) => !route.isPublic && !route.roles?.includes(role));
  expect(await walk(sessions[role], closed, ({ status }) => status === 403)).toEqual([]);
});

it("answers 404 to an agent who asks for another account's thing, whatever is asked of it", async () => {
  const ofOneThing = routes.filter(
    ({ path, roles: allowed }) => path.includes(':') && !path.includes(':kind') && allowed?.includes('agent'),
  );
  expect(ofOneThing.length).toBeGreaterThan(20);
  expect(await walk(sessions.stranger, ofOneThing, ({ status }) => status === 404)).toEqual([]);
});

it('shows an agent nothing of another account in any list, search or file, however it is filtered', async () => {
  const lists = routes.filter(
    ({ path, method, roles: allowed }) => method === 'GET' && !path.includes(':') && allowed?.includes('agent'),
  );
  expect(await walk(sessions.stranger, lists, isBlind)).toEqual([]);
  const filtered = [{ accountId: things.accountId }, { q: canary }, { importId: things.importId }].flatMap((filter) =>
    lists.map((list) => ({ ...list, path: `${list.path}?filter=${encodeURIComponent(JSON.stringify(filter))}` })),
  );
  expect(await walk(sessions.stranger, filtered, isBlind)).toEqual([]);
});

it('shows an agent the mails of their own account or of the platform, never what another account made of one', async () => {
  const kinds = routes.filter(({ path, method }) => method === 'GET' && path.includes(':kind'));
  expect(kinds.length).toBeGreaterThan(0);
  expect(await walk(sessions.agent, kinds.slice(0, 1), ({ text }) => text.includes(canary))).toEqual([]);
  expect(await walk(sessions.stranger, kinds, isBlind)).toEqual([]);
});

it('changes nothing of another account by naming its ids in a body', async () => {
  await sessions.stranger('/api/contacts/bulk', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ids: [things.contactId], action: 'delete' }),
  });
  const kept = await sessions.agent(`/api/contacts/${things.contactId}`);
  expect(kept.status).toBe(200);
  expect(await kept.text()).toContain(canary);
});

it('leaves everything of the account as it was after the whole walk', async () => {
  const reads = [
    `/api/contacts/${things.contactId}`,
    `/api/imports/${things.importId}`,
    '/api/colleagues',
    '/api/api-keys',
    `/api/hubs/${things.hubId}`,
    '/api/landing-links',
    `/api/connections/${things.connectionId}`,
    `/api/campaigns/${things.campaignId}`,
  ];
  const texts = await Promise.all(reads.map(async (path) => (await sessions.agent(path)).text()));
  expect(texts[0]).toContain('"version":1');
  expect(texts[1]).toContain('"state":"mapping"');
  expect(texts[2]).toContain(things.userId);
  expect(texts[3]).toContain(things.apiKeyId);
  expect(texts[4]).toContain('"state":"invited"');
  expect(texts[4]).toContain('"openQuestions":1,"openCorrections":1,"version":1');
  expect(texts[5]).toContain(`"id":"${things.landingLinkId}"`);
  expect(texts[6]).toContain('"state":"paused"');
  expect(texts[6]).toContain('"openProblems":1');
  expect(texts[7]).toContain(`"name":"${canary}"`);
});
