import { jest } from '@jest/globals';
import { as, people, platform, type Session, signIn } from './platform/platform.js';
import { accept, joinAsNew, mailTo, newcomerPassword, tokenMailedTo } from './platform/newcomer.js';

jest.setTimeout(60_000);

const json = (body: unknown, method = 'POST'): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const read = async <T>(answer: Promise<Response>) => (await (await answer).json()) as T;
const statusOf = async (answer: Promise<Response>) => (await answer).status;

const withKey = (headers: Record<string, string>, init: RequestInit = {}): Session => {
  return (path) =>
    fetch(`${platform().apiUrl}${path}`, { ...init, headers: { ...headers, 'content-type': 'application/json' } });
};

describe('signing in', () => {
  it('refuses a wrong password and an unknown person alike', async () => {
    await expect(signIn({ email: people.agent, password: 'not the password' })).rejects.toThrow('401');
    await expect(signIn({ email: 'nobody@example.com', password: 'not the password' })).rejects.toThrow('401');
  });

  it('keeps the session in a cookie that no script can read and no other site can use', async () => {
    const { apiUrl } = platform();
    const answer = await fetch(`${apiUrl}/api/auth/sign-in/email`, {
      ...json({ email: people.agent, password: 'porch-light-demo' }),
      headers: { 'content-type': 'application/json', origin: apiUrl },
    });
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/);
  });

  it('has no sign-up, nor any other route of the sign-in library that is not used', async () => {
    const { apiUrl } = platform();
    for (const path of ['sign-up/email', 'admin/create-user', 'api-key/create', 'request-password-reset'])
      expect(await statusOf(fetch(`${apiUrl}/api/auth/${path}`, json({})))).toBe(404);
  });

  it('ends with sign-out', async () => {
    const { session } = await joinAsNew(await as('agent'));
    expect(await statusOf(session('/api/auth/sign-out', json({})))).toBe(200);
    expect(await statusOf(session('/api/me'))).toBe(401);
  });

  it('lets a person change the password, and ends every other session of theirs', async () => {
    const { session, email } = await joinAsNew(await as('agent'));
    const elsewhere = await signIn({ email, password: newcomerPassword });
    const changed = session(
      '/api/auth/change-password',
      json({ currentPassword: newcomerPassword, newPassword: 'another long password' }),
    );
    expect(await statusOf(changed)).toBe(200);
    expect(await statusOf(elsewhere('/api/me'))).toBe(401);
    await expect(signIn({ email, password: newcomerPassword })).rejects.toThrow('401');
    expect(await statusOf((await signIn({ email, password: 'another long password' }))('/api/me'))).toBe(200);
  });

  it('refuses to write for a page of another site, although the cookie came along', async () => {
    const agent = await as('agent');
    const cookie = await cookieOf(people.agent);
    const asFrom = (origin?: string) =>
      fetch(`${platform().apiUrl}/api/api-keys`, {
        ...json({ name: 'x' }),
        headers: { 'content-type': 'application/json', cookie, ...(origin ? { origin } : {}) },
      });
    expect((await asFrom('https://evil.example')).status).toBe(403);
    expect((await asFrom()).status).toBe(403);
    expect(await statusOf(agent('/api/me'))).toBe(200);
  });
});

describe('colleagues', () => {
  it('join by a link that is mailed to them, works once and shows their address only in part', async () => {
    const agent = await as('agent');
    const email = `link-${Date.now()}@example.com`;
    const invited = await read<{ id: string; state: string }>(
      agent('/api/colleagues', json({ email, name: 'Lin Ka' })),
    );
    expect(invited.state).toBe('invited');
    expect((await mailTo(email)).subject).toContain('Hillside Realty');

    const token = await tokenMailedTo(email);
    const shown = await read<Record<string, string>>(fetch(`${platform().apiUrl}/api/invitations/${token}`));
    expect(shown).toEqual({ accountName: 'Hillside Realty', name: 'Lin Ka', email: 'l•••@e•••.com', role: 'agent' });

    expect((await accept(token)).status).toBe(200);
    const again = await accept(token);
    expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([404, 'invitation_over']);
    const me = await read<{ account: { slug: string } }>(
      (await signIn({ email, password: newcomerPassword }))('/api/me'),
    );
    expect(me.account.slug).toBe('hillside');
  });

  it('lose their sessions when they are removed, and come back by a new invitation', async () => {
    const agent = await as('agent');
    const { session, email, id } = await joinAsNew(agent);
    expect(await statusOf(agent(`/api/colleagues/${id}`, { method: 'DELETE' }))).toBe(204);
    expect(await statusOf(session('/api/me'))).toBe(401);
    await expect(signIn({ email, password: newcomerPassword })).rejects.toThrow('403');

    const first = await tokenMailedTo(email);
    await agent('/api/colleagues', json({ email, name: 'Newcomer' }));
    expect((await accept(await tokenMailedTo(email, first))).status).toBe(200);
    expect(await statusOf((await signIn({ email, password: newcomerPassword }))('/api/me'))).toBe(200);
  });

  it('are asked once: a second invitation replaces the first, and taking it back ends its link', async () => {
    const agent = await as('agent');
    const email = `twice-${Date.now()}@example.com`;
    await agent('/api/colleagues', json({ email, name: 'Twice' }));
    const first = await tokenMailedTo(email);
    const { id } = await read<{ id: string }>(agent('/api/colleagues', json({ email, name: 'Twice' })));
    expect((await accept(first)).status).toBe(404);
    const list = await read<{ data: { email: string }[] }>(agent('/api/colleagues'));
    expect(list.data.filter((person) => person.email === email)).toHaveLength(1);
    expect(await statusOf(agent(`/api/colleagues/${id}`, { method: 'DELETE' }))).toBe(204);
    expect((await accept(await tokenMailedTo(email, first))).status).toBe(404);
  });

  it('cannot be invited when they sign in already, nor remove themselves', async () => {
    const agent = await as('agent');
    const taken = await agent('/api/colleagues', json({ email: people.agent2, name: 'Nora' }));
    expect([taken.status, ((await taken.json()) as { code: string }).code]).toEqual([409, 'user_exists']);
    const me = await read<{ user: { id: string } }>(agent('/api/me'));
    expect(await statusOf(agent(`/api/colleagues/${me.user.id}`, { method: 'DELETE' }))).toBe(409);
  });
});

describe('API keys', () => {
  it('act as an agent of their account, by either header and from anywhere, until they are removed', async () => {
    const agent = await as('agent');
    const made = await read<{ id: string; key: string; start: string }>(
      agent('/api/api-keys', json({ name: 'script' })),
    );
    const ways: Record<string, string>[] = [{ 'x-api-key': made.key }, { authorization: `Bearer ${made.key}` }];
    for (const headers of ways) {
      const me = await read<{ user: { role: string }; account: { slug: string } }>(withKey(headers)('/api/me'));
      expect([me.user.role, me.account.slug]).toEqual(['agent', 'hillside']);
    }
    const listed = await agent('/api/api-keys').then((answer) => answer.text());
    expect(listed).toContain(made.start);
    expect(listed).not.toContain(made.key);

    expect(await statusOf(agent(`/api/api-keys/${made.id}`, { method: 'DELETE' }))).toBe(204);
    expect(await statusOf(withKey({ 'x-api-key': made.key })('/api/me'))).toBe(401);
  });

  it('let nobody in: neither people nor further keys', async () => {
    const agent = await as('agent');
    const { key } = await read<{ key: string }>(agent('/api/api-keys', json({ name: 'script' })));
    const asKey = withKey(
      { 'x-api-key': key },
      { method: 'POST', body: JSON.stringify({ name: 'more', email: 'x@example.com' }) },
    );
    expect(await statusOf(asKey('/api/colleagues'))).toBe(403);
    const more = withKey({ 'x-api-key': key }, { method: 'POST', body: JSON.stringify({ name: 'more' }) });
    expect(await statusOf(more('/api/api-keys'))).toBe(403);
  });

  it('end with the person who made them', async () => {
    const agent = await as('agent');
    const { session, id } = await joinAsNew(agent);
    const { key } = await read<{ key: string }>(session('/api/api-keys', json({ name: 'mine' })));
    await agent(`/api/colleagues/${id}`, { method: 'DELETE' });
    expect(await statusOf(withKey({ 'x-api-key': key })('/api/me'))).toBe(401);
  });
});

async function cookieOf(email: string): Promise<string> {
  const { apiUrl } = platform();
  const answer = await fetch(`${apiUrl}/api/auth/sign-in/email`, {
    ...json({ email, password: 'porch-light-demo' }),
    headers: { 'content-type': 'application/json', origin: apiUrl },
  });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
