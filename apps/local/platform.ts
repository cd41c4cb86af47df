import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { migrate } from '../../database/migrate.js';
import { createPool } from '../../database/pool.js';
import { seedDemo } from '../../database/seed.js';
import { readConfig, readVariables } from '../../integrations/config.js';
import { startMailCatcher } from './mail.js';
import { Part } from './part.js';
import { compiled } from './places.js';
import { findPorts } from './ports.js';
import { databaseUrl, startPostgres } from './postgres.js';
import { apiAnswers, workerPolls } from './ready.js';
import { claimFolder, type Addresses } from './running.js';
import { startService } from './service.js';
import { startTemporal } from './temporal-server.js';
import { findTemporal } from './temporal.js';

export interface PlatformOptions {
  /** Ports, outside parts and everything else a person may set; see .env.example. */
  env: NodeJS.ProcessEnv;
  /** Any free ports instead of the usual ones, for tests and for a second platform. */
  freePorts?: boolean;
  /** Only the embedded parts and the migrations, without api and worker. */
  withoutServices?: boolean;
  say: (line: string) => void;
}

export interface Platform extends Addresses {
  /** What api, worker and tools need to run beside this platform. */
  env: NodeJS.ProcessEnv;
  /** The processes, each with start, stop and kill; an outside part is not among them. */
  parts: Partial<Record<'postgres' | 'temporal' | 'worker' | 'api', Part>>;
  stop(): Promise<void>;
}

/** Starts the whole platform on this machine; what fails is told after everything started so far has been ended. */
export async function startPlatform({
  env: given,
  freePorts,
  withoutServices,
  say,
}: PlatformOptions): Promise<Platform> {
  const settings = readVariables(given);
  const dataFolder = resolve(settings.PORCHLIGHT_DATA);
  const endings: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of endings.splice(0).toReversed()) await end();
  };
  try {
    const claim = await claimFolder(dataFolder);
    endings.push(() => claim.release());
    const ports = await portsFor(settings, freePorts ?? false);
    const kept = await keptSecrets(dataFolder);
    const log = (name: string) => join(dataFolder, 'logs', `${name}.log`);
    const parts: Platform['parts'] = {};
    const add = async (name: keyof Platform['parts'], title: string, launch: ConstructorParameters<typeof Part>[1]) => {
      const part = new Part(title, launch, say);
      parts[name] = part;
      endings.push(() => part.stop());
      await part.start();
    };

    const own = {
      folder: join(dataFolder, 'postgres'),
      port: ports.postgres,
      password: kept.password,
      log: log('postgres'),
    };
    const startDatabase = async () => {
      if (!settings.DATABASE_URL) await add('postgres', 'database', () => startPostgres(own));
      const applied = await migrate(settings.DATABASE_URL ?? databaseUrl(own));
      if (applied.length > 0) say(`Database ready, ${applied.length} migrations applied.`);
      if (!settings.DATABASE_URL) await addDemo(databaseUrl(own));
    };
    const startEngine = async () => {
      if (settings.TEMPORAL_ADDRESS) return;
      const cli = await findTemporal(given, say);
      say(`Temporal ${cli.version.server} from ${cli.origin}.`);
      const folder = join(dataFolder, 'temporal');
      const { temporal: port, temporalUi: uiPort } = ports;
      await add('temporal', 'Temporal server', () =>
        startTemporal({ cli, folder, port, uiPort, log: log('temporal') }),
      );
    };
    const startMail = async () => {
      if (settings.SMTP_URL) return;
      const catcher = await startMailCatcher({
        folder: join(dataFolder, 'mail'),
        port: ports.smtp,
        uiPort: ports.mailUi,
      });
      endings.push(() => catcher.stop());
    };
    say('Starting database, Temporal and mail catcher …');
    await allOf([startDatabase(), startEngine(), startMail()]);

    const addresses: Addresses = {
      apiUrl: `http://localhost:${ports.api}`,
      databaseUrl: settings.DATABASE_URL ?? databaseUrl(own),
      temporalAddress: settings.TEMPORAL_ADDRESS ?? `127.0.0.1:${ports.temporal}`,
      temporalUiUrl:
        settings.TEMPORAL_UI_URL ?? (settings.TEMPORAL_ADDRESS ? undefined : `http://localhost:${ports.temporalUi}`),
      smtpUrl: settings.SMTP_URL ?? `smtp://127.0.0.1:${ports.smtp}`,
      mailUiUrl: settings.MAIL_UI_URL ?? (settings.SMTP_URL ? undefined : `http://localhost:${ports.mailUi}`),
    };
    const env: NodeJS.ProcessEnv = {
      ...given,
      LOCAL_PLATFORM: 'true',
      DATABASE_URL: addresses.databaseUrl,
      TEMPORAL_ADDRESS: addresses.temporalAddress,
      TEMPORAL_UI_URL: addresses.temporalUiUrl,
      SMTP_URL: addresses.smtpUrl,
      MAIL_UI_URL: addresses.mailUiUrl,
      STORAGE_URL: settings.STORAGE_URL ?? pathToFileURL(join(dataFolder, 'files')).href,
      PUBLIC_URL: settings.PUBLIC_URL ?? addresses.apiUrl,
      PORT: String(ports.api),
      AUTH_SECRET: settings.AUTH_SECRET ?? kept.authSecret,
    };
    const config = readConfig(env);
    if (!withoutServices) {
      say('Starting api and worker …');
      const service = (name: 'api' | 'worker', isReady: (pid: number) => Promise<boolean>) =>
        add(name, name, () => startService({ entry: `apps/${name}/main.js`, env, log: log(name), isReady }));
      await allOf([
        ...(existsSync(compiled('apps/api/main.js')) ? [service('api', () => apiAnswers(config.port))] : []),
        ...(existsSync(compiled('apps/worker/main.js')) ? [service('worker', (pid) => workerPolls(pid, config))] : []),
      ]);
    }
    await claim.publish(addresses);
    return { ...addresses, env, parts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for all, also when one fails, so that nothing is still starting while the rest is being ended. */
async function allOf(starts: Promise<void>[]) {
  const results = await Promise.allSettled(starts);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

function portsFor(settings: ReturnType<typeof readVariables>, free: boolean) {
  const want = (port: number, part: string, variable: string) => ({ port: free ? 0 : port, part, variable });
  return findPorts({
    api: want(settings.PORT, 'the console', 'PORT'),
    postgres: {
      ...want(settings.POSTGRES_PORT, 'the database', 'POSTGRES_PORT'),
      unneeded: Boolean(settings.DATABASE_URL),
    },
    temporal: {
      ...want(settings.TEMPORAL_PORT, 'Temporal', 'TEMPORAL_PORT'),
      unneeded: Boolean(settings.TEMPORAL_ADDRESS),
    },
    temporalUi: {
      ...want(settings.TEMPORAL_UI_PORT, "Temporal's page", 'TEMPORAL_UI_PORT'),
      unneeded: Boolean(settings.TEMPORAL_ADDRESS),
    },
    smtp: { ...want(settings.SMTP_PORT, 'the mail catcher', 'SMTP_PORT'), unneeded: Boolean(settings.SMTP_URL) },
    mailUi: {
      ...want(settings.MAIL_UI_PORT, "the mail catcher's page", 'MAIL_UI_PORT'),
      unneeded: Boolean(settings.SMTP_URL),
    },
  });
}

/** Demo offices and people, in one transaction; only ever in the embedded database. */
async function addDemo(url: string) {
  const pool = createPool(url, { max: 1 });
  const client = await pool.connect();
  try {
    await client.query('begin');
    await seedDemo(client);
    await client.query('commit');
  } finally {
    client.release();
    await pool.end();
  }
}

/** Made on the first start and kept, so that sessions outlive a restart. */
async function keptSecrets(dataFolder: string): Promise<{ password: string; authSecret: string }> {
  await mkdir(join(dataFolder, 'logs'), { recursive: true });
  const file = join(dataFolder, 'secrets.json');
  if (!existsSync(file)) {
    const made = { password: randomBytes(18).toString('hex'), authSecret: randomBytes(32).toString('base64') };
    await writeFile(file, JSON.stringify(made), { mode: 0o600 });
  }
  return JSON.parse(await readFile(file, 'utf8')) as { password: string; authSecret: string };
}
