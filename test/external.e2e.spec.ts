import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { root } from '../apps/local/places.js';
import { startPlatform, type Platform } from '../apps/local/platform.js';
import { freePort } from '../apps/local/ports.js';
import { workerFlags } from '../apps/worker/flags.js';
import { people, platform, signIn, until } from './platform/platform.js';
import { startProcess, type Started } from './platform/process.js';

let folder: string;
let outside: Platform;
let env: NodeJS.ProcessEnv;
const started: Started[] = [];
const quiet = () => undefined;

/** The parts that containers would find on their network: a database without our tables, and a Temporal server. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porchlight-external-'));
  const { PATH, HOME, XDG_CACHE_HOME, PORCHLIGHT_CACHE, TEMPORAL_CLI_PATH } = process.env;
  const machine = { PATH, HOME, XDG_CACHE_HOME, PORCHLIGHT_CACHE, TEMPORAL_CLI_PATH };
  outside = await startPlatform({
    env: { ...machine, PORCHLIGHT_DATA: folder },
    freePorts: true,
    withoutServices: true,
    say: quiet,
  });
  const client = new Client({ connectionString: outside.databaseUrl });
  await client.connect();
  await client.query('create database outside');
  await client.end();
  const api = await freePort();
  env = {
    PATH,
    DATABASE_URL: outside.databaseUrl.replace(/porchlight$/, 'outside'),
    TEMPORAL_ADDRESS: outside.temporalAddress,
    SMTP_URL: outside.smtpUrl,
    MAIL_FROM: 'Porchlight <hello@porchlight.example>',
    HUB_MAIL_FROM: 'hubs@porchlight.example',
    // As the containers get them where nobody has set them.
    SES_URL: '',
    DKIM_DOMAIN: '',
    DKIM_SELECTOR: '',
    DKIM_PRIVATE_KEY: '',
    BOUNCE_ADDRESS: '',
    SNS_TOPIC_ARNS: '',
    SENDGRID_WEBHOOK_KEY: '',
    STORAGE_URL: pathToFileURL(join(folder, 'outside-files')).href,
    PUBLIC_URL: `http://localhost:${api}`,
    AUTH_SECRET: 'rehearsal-rehearsal-rehearsal-rehearsal',
    SECRET_KEYS: `1:${Buffer.alloc(32, 'rehearsal').toString('base64')}`,
    ADDRESS_KEY: Buffer.alloc(32, 'addresses').toString('base64'),
    LOG_LEVEL: 'info',
    PORT: String(api),
  };
}, 120_000);

afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await outside?.stop();
  await rm(folder, { recursive: true, force: true });
});

const compose = await readFile(`${root}docker-compose.yml`, 'utf8');

/** What a container of docker-compose.yml runs. */
function commandOf(service: 'migrate' | 'api' | 'worker'): { flags: string[]; entry: string } {
  const command = new RegExp(`^  ${service}:\\n    <<: \\*porchlight\\n    command: \\[node, (.*)\\]$`, 'm').exec(
    compose,
  )?.[1];
  const parts = command?.split(', ') ?? [];
  const entry = parts.pop();
  if (!entry?.startsWith('dist/')) throw new Error(`docker-compose.yml does not say what ${service} runs`);
  return { flags: parts, entry: entry.slice('dist/'.length) };
}
const entryOf = (service: 'migrate' | 'api' | 'worker') => commandOf(service).entry;

function start(entry: string, more: NodeJS.ProcessEnv = {}, input = '') {
  const one = startProcess(entry, { ...env, ...more }, input);
  started.push(one);
  return one;
}

it('gives the containers every variable that a start outside of the local platform needs', () => {
  const block = /^x-environment:.*\n((?: {2}.*\n)+)/m.exec(compose)?.[1] ?? '';
  const given = [...block.matchAll(/^ {2}([A-Z_]+):/gm)].map((match) => match[1]);
  const { PATH: _path, PORT: _port, ...needed } = env;
  expect(given.toSorted()).toEqual(Object.keys(needed).toSorted());
});

it('gives the worker in its container the flags of the local one', () => {
  expect(commandOf('worker').flags).toEqual(workerFlags);
});

it('runs on an external database and Temporal by the commands of the containers', async () => {
  const migrate = start(entryOf('migrate'));
  await expect(migrate.ended).resolves.toBe(0);
  const twice = start(entryOf('migrate'));
  await expect(twice.ended).resolves.toBe(0);
  expect(twice.output()).toContain('The database is up to date.');

  const api = start(entryOf('api'));
  const worker = start(entryOf('worker'));
  const apiIsWell = () =>
    fetch(`${env.PUBLIC_URL}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until('the api is healthy', apiIsWell, { seconds: 120 });
  const workerIsWell = async () => (await start('apps/cli/worker-health.js').ended) === 0;
  await until('the worker is healthy', workerIsWell, { seconds: 120 });

  const demo = signIn({ email: people.agent, password: 'porch-light-demo', apiUrl: env.PUBLIC_URL });
  await expect(demo).rejects.toThrow('401');

  for (const { child, ended } of [api, worker]) {
    child.kill('SIGTERM');
    await expect(ended).resolves.toBe(0);
  }
}, 300_000);

it('keeps connections open longer than proxies in front of it do, which would else meet one that just closes', async () => {
  const { headers } = await fetch(`${platform().apiUrl}/api/health/live`);
  expect(headers.get('keep-alive')).toBe('timeout=65');
});

it('refuses to start without its settings, in sentences', async () => {
  const api = start(entryOf('api'), { DATABASE_URL: '', AUTH_SECRET: 'short' });
  await expect(api.ended).resolves.toBe(1);
  expect(api.output().trim().split('\n')).toEqual([
    'DATABASE_URL is not set; .env.example says what it is for.',
    expect.stringMatching(/^AUTH_SECRET must have at least 32 characters/),
  ]);
});
