import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { findPorts, wantedPorts } from '../apps/local/ports.js';
import { readVariables } from '../integrations/config.js';
import { joinAsNew, newcomerPassword } from './platform/newcomer.js';
import { as, platform, type Session, signIn, until } from './platform/platform.js';
import { startProcess } from './platform/process.js';
import { makeScratchDatabase } from './platform/scratch-database.js';

jest.setTimeout(90_000);

const json = (body: unknown, method = 'POST', headers = {}): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const read = async <T>(answer: Promise<Response>) => (await (await answer).json()) as T;

let admin: Session;
beforeAll(async () => {
  admin = await as('admin');
});

const find = (q: string) =>
  read<{ data: { email: string }[] }>(admin(`/api/users?filter=${encodeURIComponent(JSON.stringify({ q }))}`));

describe('accounts', () => {
  it('are made with a short name of their own, which cannot be taken twice', async () => {
    const name = `Ünit ${randomUUID().slice(0, 8)}`;
    const made = await read<{ id: string; slug: string }>(admin('/api/accounts', json({ name })));
    expect(made.slug).toBe(name.toLowerCase().replace('ü', 'u').replace(' ', '-'));
    const again = await admin('/api/accounts', json({ name }));
    expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([409, 'slug_taken']);
    await admin(`/api/accounts/${made.id}`, json({ name: 'Renamed' }, 'PATCH'));
    expect(await read(admin(`/api/accounts/${made.id}`))).toMatchObject({ name: 'Renamed', users: 0 });
  });

  it('get their first agent by invitation, who then sees that account alone', async () => {
    const account = await read<{ id: string }>(admin('/api/accounts', json({ name: `First ${randomUUID()}` })));
    const { session } = await joinAsNew(admin, { path: '/api/users', more: { role: 'agent', accountId: account.id } });
    expect(await read(session('/api/me'))).toMatchObject({ account: { id: account.id }, user: { role: 'agent' } });
    expect(await read<{ total: number }>(session('/api/colleagues'))).toMatchObject({ total: 1 });
  });
});

describe('users', () => {
  it('belong to an account when they are agents, to none otherwise', async () => {
    for (const body of [{ role: 'agent' }, { role: 'support', accountId: '1' }]) {
      const answer = await admin('/api/users', json({ email: 'x@example.com', name: 'X', ...body }));
      expect([answer.status, ((await answer.json()) as { fields: object }).fields]).toEqual([
        422,
        { accountId: expect.stringContaining('An agent belongs to an account') },
      ]);
    }
  });

  it('lose every session when they are shut out, cannot come in, and can when let in again', async () => {
    const { session, email, id } = await joinAsNew(admin, { path: '/api/users', more: { role: 'support' } });
    const change = (banned: boolean) => admin(`/api/users/${id}`, json({ banned }, 'PATCH'));
    expect(await read(change(true))).toMatchObject({ state: 'banned' });
    expect((await session('/api/me')).status).toBe(401);
    await expect(signIn({ email, password: newcomerPassword })).rejects.toThrow('403');
    await change(false);
    expect((await (await signIn({ email, password: newcomerPassword }))('/api/me')).status).toBe(200);
  });

  it('of the staff may get another role, agents may not, and nobody changes themselves', async () => {
    const { id, email } = await joinAsNew(admin, { path: '/api/users', more: { role: 'support' } });
    expect(await read(admin(`/api/users/${id}`, json({ role: 'ops' }, 'PATCH')))).toMatchObject({ role: 'ops' });
    const ops = await signIn({ email, password: newcomerPassword });
    expect(await read(ops('/api/me'))).toMatchObject({ user: { role: 'ops' } });
    expect((await admin(`/api/users/${id}`, json({ role: 'agent' }, 'PATCH'))).status).toBe(422);
    const me = await read<{ user: { id: string } }>(admin('/api/me'));
    expect((await admin(`/api/users/${me.user.id}`, json({ role: 'ops' }, 'PATCH'))).status).toBe(409);
  });

  it('are found by a part of their name or address, whatever signs stand in it', async () => {
    expect((await find('maria@hill')).data.map(({ email }) => email)).toEqual(['maria@hillside.example']);
    expect((await find('%@%')).data).toEqual([]);
  });
});

function createAdmin(email: string, password: string): Promise<{ code: number; said: string }> {
  const env = { ...process.env, ...platform().env, PORCHLIGHT_ADMIN_PASSWORD: password };
  const args = ['dist/apps/cli/admin-create.js', '--email', email, '--name', 'First Admin'];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });
}

describe('npm run admin:create', () => {
  it('makes an administrator who can sign in, refuses a second with the address, and a short password', async () => {
    const email = `first-${randomUUID()}@example.com`;
    const short = await createAdmin(email, 'short');
    expect(short).toEqual({ code: 1, said: expect.stringContaining('at least 10 characters') });
    expect((await createAdmin(email, newcomerPassword)).code).toBe(0);
    const session = await signIn({ email, password: newcomerPassword });
    expect(await read(session('/api/me'))).toMatchObject({ user: { role: 'admin' }, account: null });
    const twice = await createAdmin(email, newcomerPassword);
    expect(twice).toEqual({ code: 1, said: expect.stringContaining('already a user') });
  });
});

describe('the API', () => {
  it('has the tables that the sign-in library wants, with nothing missing', async () => {
    const env = { ...process.env, ...platform().env };
    expect(execFileSync(process.execPath, ['dist/test/auth-tables.js'], { env, encoding: 'utf8' })).toBe('[]');
  });

  it('lets one address try to sign in only so often', async () => {
    const ports = await findPorts(wantedPorts(readVariables({}), true));
    const apiUrl = `http://localhost:${ports.api}`;
    // Attempts are counted in the database, for all copies of the API together: this one counts in its own.
    const { databaseUrl, drop } = await makeScratchDatabase();
    const env = {
      ...platform().env,
      DATABASE_URL: databaseUrl,
      PORT: String(ports.api),
      PUBLIC_URL: apiUrl,
      SIGN_INS_PER_MINUTE: '3',
    };
    const api = startProcess('apps/api/main.js', { ...env, PATH: process.env.PATH });
    await until('the API answers', async () => (await fetch(`${apiUrl}/api/health/live`).catch(() => null))?.ok);
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) {
      const answer = await fetch(`${apiUrl}/api/auth/sign-in/email`, {
        ...json({ email: 'nobody@example.com', password: 'guess number one' }, 'POST', { origin: apiUrl }),
      });
      statuses.push(answer.status);
    }
    api.child.kill('SIGTERM');
    expect(await api.ended).toBe(0);
    await drop();
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
  });
});
