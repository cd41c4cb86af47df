import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { Client } from 'pg';
import { findPorts, wantedPorts } from '../apps/local/ports.js';
import { findRunning } from '../apps/local/running.js';
import { readVariables } from '../integrations/config.js';
import { as, platform, until } from './platform/platform.js';
import { descendants, isAlive, startProcess, type Started } from './platform/process.js';

const variableOf = {
  api: 'PORT',
  postgres: 'POSTGRES_PORT',
  temporal: 'TEMPORAL_PORT',
  temporalUi: 'TEMPORAL_UI_PORT',
  smtp: 'SMTP_PORT',
  mailUi: 'MAIL_UI_PORT',
  sandbox: 'SANDBOX_PORT',
  bounces: 'BOUNCE_SMTP_PORT',
} as const;

let folder: string;
const started: Started[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porchlight-local-'));
});
afterEach(async () => {
  for (const { child } of started.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});

/** `npm start` on a folder and ports of its own. */
async function start(settings: NodeJS.ProcessEnv = {}) {
  const ports = await findPorts(wantedPorts(readVariables({}), true));
  const names = Object.keys(ports) as (keyof typeof ports)[];
  const own = Object.fromEntries(names.map((name) => [variableOf[name], String(ports[name])]));
  const kept = ['PATH', 'HOME', 'PORCHLIGHT_CACHE', 'XDG_CACHE_HOME', 'TEMPORAL_CLI_PATH'];
  const outside = Object.fromEntries(kept.map((name) => [name, process.env[name]]));
  const local = startProcess('apps/local/main.js', { ...outside, ...own, PORCHLIGHT_DATA: folder, ...settings });
  started.push(local);
  return local;
}

async function ready(local: Started) {
  await until(
    'the platform is ready',
    async () => local.output().includes('is ready') || local.child.exitCode !== null,
    {
      seconds: 120,
    },
  );
  const running = await findRunning(folder);
  if (!running?.addresses) throw new Error(local.output());
  const pids = await descendants(local.child.pid ?? 0);
  // PostgreSQL and Temporal with a keeper each, the mail catcher, api and worker, and PostgreSQL's own.
  expect(pids.length).toBeGreaterThanOrEqual(7);
  return { ...running.addresses, pids };
}

const allEnded = (pids: number[]) => until('all its processes ended', async () => !pids.some(isAlive));

const firstLine = async (file: string) => (await readFile(join(folder, file), 'utf8')).split('\n')[0] ?? '';

async function query(databaseUrl: string, sql: string) {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

it('signs the demo people in', async () => {
  const me = await (await as('agent'))('/api/me');
  await expect(me.json()).resolves.toMatchObject({ user: { role: 'agent' }, account: { slug: 'hillside' } });
  expect(platform().pids.worker).toBeGreaterThan(0);
});

it('names the taken port and its variable before it starts anything', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const local = await start({ TEMPORAL_UI_PORT: String(port) });
  await expect(local.ended).resolves.toBe(1);
  expect(local.output().trim()).toBe(
    `Port ${port}, which Temporal's page needs, is taken by another program: stop that one, or set TEMPORAL_UI_PORT to a free port.`,
  );
  await expect(readdir(folder)).resolves.toEqual([]);
  other.close();
});

it('says in one sentence which setting is wrong', async () => {
  const local = await start({ PORT: 'http' });
  await expect(local.ended).resolves.toBe(1);
  expect(local.output().trim()).toBe('PORT must be a port number from 1 to 65535.');
});

it('keeps its data from start to start and leaves no process behind after Ctrl-C and after SIGKILL', async () => {
  const first = await start();
  const before = await ready(first);
  await query(before.databaseUrl, "insert into accounts (slug, name) values ('kept', 'Kept Realty')");

  const second = await start();
  await expect(second.ended).resolves.toBe(1);
  expect(second.output()).toMatch(/^Porchlight is already running on this folder \(process \d+\) at http:/);

  first.child.kill('SIGINT');
  await expect(first.ended).resolves.toBe(0);
  expect(before.pids.filter(isAlive)).toEqual([]);

  const again = await start();
  const after = await ready(again);
  await expect(query(after.databaseUrl, "select name from accounts where slug = 'kept'")).resolves.toEqual([
    { name: 'Kept Realty' },
  ]);
  again.child.kill('SIGKILL');
  await again.ended;
  await allEnded(after.pids);
  await expect(findRunning(folder)).resolves.toBeNull();
}, 240_000);

it('starts again what was killed, with a sentence each', async () => {
  const local = await start();
  const { pids, apiUrl } = await ready(local);
  const postgres = await firstLine('postgres/postmaster.pid');
  const worker = (JSON.parse(await firstLine('logs/worker.log')) as { pid: number }).pid;
  process.kill(Number(postgres), 'SIGKILL');
  process.kill(worker, 'SIGKILL');
  const says = (words: string) => until(words, async () => local.output().includes(words));
  await says('The worker ended by itself (SIGKILL) and is started again');
  await says('The database ended by itself (SIGKILL) and is started again');
  const isWell = async () =>
    (await fetch(`${apiUrl}/api/health`)).ok && (await descendants(local.child.pid ?? 0)).length >= 7;
  await until('the platform is well again', isWell, { seconds: 60 });
  const now = await descendants(local.child.pid ?? 0);
  local.child.kill('SIGTERM');
  await expect(local.ended).resolves.toBe(0);
  expect([...pids, ...now].filter(isAlive)).toEqual([]);
}, 240_000);
