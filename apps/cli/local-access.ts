import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { execute } from '../../database/execute.js';
import { createUser } from '../../database/people.js';
import { createPool } from '../../database/pool.js';
import { demoAccounts, demoPassword, demoUsers } from '../../database/seed.js';
import { root } from '../local/places.js';
import { startPlatform } from '../local/platform.js';
import { AlreadyRunning, type Addresses, findRunning } from '../local/running.js';
import { CannotRun } from './import-wishes.js';

/** How to reach the API, and as whom. */
export interface Access {
  apiUrl: string;
  headers: Record<string, string>;
  /** Ends what was begun for this access alone: a platform, a sign-in. */
  end(): Promise<void>;
}

/** @param say told what is going on while a platform starts */
export async function openAccess(account: string | null, say: (line: string) => void): Promise<Access> {
  const { PORCHLIGHT_URL: url, PORCHLIGHT_API_KEY: key } = process.env;
  if (url && key) return { apiUrl: url.replace(/\/+$/, ''), headers: { 'x-api-key': key }, end: async () => undefined };
  if (url || key)
    throw new CannotRun('Set both PORCHLIGHT_URL and PORCHLIGHT_API_KEY, or neither to use the local platform.');
  if (existsSync(`${root}.env`)) process.loadEnvFile(`${root}.env`);
  const platform = await localPlatform(say);
  try {
    const agent = await localAgent(platform.addresses, account);
    const end = async () => {
      await agent.end();
      await platform.end();
    };
    return { apiUrl: platform.addresses.apiUrl, headers: agent.headers, end };
  } catch (error) {
    await platform.end();
    throw error;
  }
}

/** The platform that runs on the data folder, else one of our own, on free ports, for as long as we need it. */
async function localPlatform(say: (line: string) => void): Promise<{ addresses: Addresses; end: () => Promise<void> }> {
  const folder = resolve(process.env.PORCHLIGHT_DATA || '.porchlight');
  for (;;) {
    const running = await findRunning(folder);
    if (running?.addresses) return { addresses: running.addresses, end: async () => undefined };
    if (running) {
      await wait(500);
      continue;
    }
    try {
      const platform = await startPlatform({ env: process.env, freePorts: true, say });
      return { addresses: platform, end: () => platform.stop() };
    } catch (error) {
      if (!(error instanceof AlreadyRunning)) throw error;
    }
  }
}

/** Signs in as the demo agent of the account; in any other account of the local platform as somebody made for this run. */
async function localAgent({ apiUrl, databaseUrl }: Addresses, account: string | null) {
  const slug = account ?? demoAccounts[0].slug;
  const demo = demoUsers.find((user) => user.account === slug && user.role === 'agent');
  const headers = demo ? await signIn(apiUrl, demo.email, demoPassword) : null;
  if (headers) return { headers, end: async () => undefined };
  const pool = createPool(databaseUrl, { max: 1 });
  try {
    const [found] = await execute<{ id: string }>(pool, 'select id from accounts where slug = $1', slug);
    if (!found) throw new CannotRun(await noSuchAccount(pool, slug), 'unknown_account');
    const made = {
      email: `command-line-${randomUUID()}@porchlight.example`,
      password: randomBytes(24).toString('hex'),
    };
    const id = await createUser(pool, { ...made, name: 'Command line', role: 'agent', accountId: found.id });
    const signedIn = await signIn(apiUrl, made.email, made.password);
    if (!signedIn) throw new CannotRun('The local platform refused its own sign-in.');
    const end = async () => {
      await execute(pool, 'delete from auth."user" where id = $1', id);
      await pool.end();
    };
    return { headers: signedIn, end };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function noSuchAccount(pool: ReturnType<typeof createPool>, slug: string): Promise<string> {
  const known = await execute<{ slug: string }>(
    pool,
    'select slug from accounts where $1::text is not null order by id limit 50',
    slug,
  );
  return `There is no account "${slug}" on this platform. Its accounts: ${known.map((row) => row.slug).join(', ')}.`;
}

async function signIn(apiUrl: string, email: string, password: string): Promise<Record<string, string> | null> {
  const answer = await fetch(`${apiUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: apiUrl },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) return null;
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { cookie: cookie.join('; '), origin: apiUrl };
}
