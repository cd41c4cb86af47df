import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { migrate } from '../../database/migrate.js';
import { createPool } from '../../database/pool.js';
import { seedDemo } from '../../database/seed.js';
import { inTransaction } from '../../database/transaction.js';
import { KeyRing } from '../../integrations/secrets.js';
import { readVariables, type Variables } from '../../integrations/config.js';
import { domainOf } from '../../integrations/mail/settings.js';
import { bringTemplates } from '../cli/bring-templates.js';
import { Part, type PartOptions } from './part.js';
import { findPorts, wantedPorts } from './ports.js';
import { databaseUrl, startPostgres, takesConnections } from './postgres.js';
import { apiAnswers, isOpen, workerPolls } from './ready.js';
import { claimFolder, type Addresses } from './running.js';
import { keptSecrets } from './secrets.js';
import { workerFlags } from '../worker/flags.js';
import { startService } from './service.js';
import { hasNamespace, startTemporal, withoutProfile } from './temporal-server.js';
import { findTemporal } from './temporal.js';

export interface PlatformOptions {
  /** Ports, outside parts and everything else a person may set; see .env.example. */
  env: NodeJS.ProcessEnv;
  /** Any free ports instead of the usual ones, for tests and for a second platform. */
  freePorts?: boolean;
  /** Only the embedded parts and the migrations, without api and worker. */
  withoutServices?: boolean;
  /** Gets a line whenever a person would otherwise wonder what is going on. */
  say: (line: string) => void;
  /** Ends the start, and what was started so far. */
  signal?: AbortSignal;
}

type PartName = 'postgres' | 'temporal' | 'mail' | 'sandbox' | 'api' | 'worker';

export interface Platform extends Addresses {
  /** What api, worker and tools need to run beside this platform. */
  env: NodeJS.ProcessEnv;
  /** The processes, each with start, stop and kill; an outside part is not among them. */
  parts: Partial<Record<PartName, Part>>;
  stop(): Promise<void>;
}

/** Starts the whole platform on this machine; when something fails, what was started so far has ended before it throws. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { env: given, freePorts = false, withoutServices = false, say, signal } = options;
  const settings = readVariables(given);
  const dataFolder = resolve(settings.PORCHLIGHT_DATA);
  const log = (name: string) => join(dataFolder, 'logs', `${name}.log`);
  const parts: Platform['parts'] = {};
  const endings: (() => Promise<unknown>)[] = [];

  async function stop() {
    for (const end of endings.splice(0).toReversed()) await end();
  }
  async function add(name: PartName, part: Omit<PartOptions, 'log' | 'say'>) {
    signal?.throwIfAborted();
    const added = new Part({ ...part, log: log(name), say });
    parts[name] = added;
    endings.push(() => added.stop());
    await added.start();
  }

  const claim = await claimFolder(dataFolder);
  endings.push(() => claim.release());
  signal?.addEventListener('abort', () => void stop(), { once: true });
  try {
    const ports = await findPorts(wantedPorts(settings, freePorts));
    const { password, authSecret, secretKeys, addressKey, sandboxKey, dkimKey } = await keptSecrets(dataFolder);
    const own = { folder: join(dataFolder, 'postgres'), port: ports.postgres, password, log: log('postgres') };
    const addresses: Addresses = {
      apiUrl: `http://localhost:${ports.api}`,
      databaseUrl: settings.DATABASE_URL ?? databaseUrl(own),
      temporalAddress: settings.TEMPORAL_ADDRESS ?? `127.0.0.1:${ports.temporal}`,
      temporalUiUrl: settings.TEMPORAL_UI_URL ?? ownPage(!settings.TEMPORAL_ADDRESS, ports.temporalUi),
      smtpUrl: settings.SMTP_URL ?? `smtp://127.0.0.1:${ports.smtp}`,
      mailUiUrl: settings.MAIL_UI_URL ?? ownPage(!settings.SMTP_URL, ports.mailUi),
      sandboxUrl: ownPage(!withoutServices, ports.sandbox),
    };

    async function startDatabase() {
      if (!settings.DATABASE_URL)
        await add('postgres', {
          title: 'The database',
          launch: () => startPostgres(own),
          isReady: () => takesConnections(own),
        });
      const applied = await migrate(addresses.databaseUrl);
      if (applied.length > 0) say(`${applied.length} migrations applied.`);
      await bringTemplates(addresses.databaseUrl);
      if (!settings.DATABASE_URL) await addDemo(addresses.databaseUrl, new KeyRing(settings.SECRET_KEYS ?? secretKeys));
    }
    async function startEngine() {
      if (settings.TEMPORAL_ADDRESS) return;
      const cli = await findTemporal({ env: given, say, signal });
      say(`Temporal ${cli.version.server} comes from ${cli.origin}.`);
      const place = { folder: join(dataFolder, 'temporal'), port: ports.temporal, uiPort: ports.temporalUi };
      await add('temporal', {
        title: 'The Temporal server',
        launch: () => startTemporal({ cli, ...place, log: log('temporal') }),
        isReady: () => hasNamespace(ports.temporal),
      });
    }
    async function startMail() {
      if (settings.SMTP_URL) return;
      const args = [join(dataFolder, 'mail'), String(ports.smtp), String(ports.mailUi)];
      await add('mail', {
        title: 'The mail catcher',
        launch: () => startService('apps/local/mail.js', { args, env: given, log: log('mail') }),
        isReady: () => isOpen(ports.mailUi),
      });
    }
    async function startSandbox() {
      if (withoutServices) return;
      const args = [join(dataFolder, 'sandbox-crm.json'), String(ports.sandbox)];
      await add('sandbox', {
        title: 'The Sandbox CRM',
        launch: () => startService('apps/local/sandbox/main.js', { args, env: given, log: log('sandbox') }),
        isReady: () => isOpen(ports.sandbox),
      });
    }
    say('Starting the database, Temporal and the mail catcher …');
    await allOf([startDatabase(), startEngine(), startMail(), startSandbox()]);

    const env: NodeJS.ProcessEnv = {
      ...(settings.TEMPORAL_ADDRESS ? given : await withoutProfile(given, join(dataFolder, 'temporal'))),
      LOCAL_PLATFORM: 'true',
      DATABASE_URL: addresses.databaseUrl,
      TEMPORAL_ADDRESS: addresses.temporalAddress,
      TEMPORAL_UI_URL: addresses.temporalUiUrl,
      SMTP_URL: addresses.smtpUrl,
      MAIL_UI_URL: addresses.mailUiUrl,
      STORAGE_URL: settings.STORAGE_URL ?? pathToFileURL(join(dataFolder, 'files')).href,
      PUBLIC_URL: settings.PUBLIC_URL ?? addresses.apiUrl,
      PORT: String(ports.api),
      AUTH_SECRET: settings.AUTH_SECRET ?? authSecret,
      SECRET_KEYS: settings.SECRET_KEYS ?? secretKeys,
      CRM_ORIGINS: joined(`sandbox=http://127.0.0.1:${ports.sandbox}`, given.CRM_ORIGINS),
      CRM_APPS: joined(`sandbox=porchlight:${sandboxKey}`, given.CRM_APPS),
      ADDRESS_KEY: settings.ADDRESS_KEY ?? addressKey,
      ...localBounces(settings, ports.bounces),
      ...(isDkimSet(settings) ? {} : localDkim(settings, dkimKey)),
    };
    if (!withoutServices) {
      say('Starting the api and the worker …');
      await allOf([
        add('api', {
          title: 'The api',
          launch: () => startService('apps/api/main.js', { env, log: log('api') }),
          isReady: () => apiAnswers(ports.api),
        }),
        add('worker', {
          title: 'The worker',
          launch: () => startService('apps/worker/main.js', { flags: workerFlags, env, log: log('worker') }),
          isReady: ({ pid }) => workerPolls((identity) => identity.startsWith(`${pid}@`), env),
        }),
      ]);
    }
    signal?.throwIfAborted();
    await claim.publish(addresses);
    return { ...addresses, env, parts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const isDkimSet = ({ DKIM_DOMAIN, DKIM_SELECTOR, DKIM_PRIVATE_KEY }: Variables) =>
  Boolean(DKIM_DOMAIN ?? DKIM_SELECTOR ?? DKIM_PRIVATE_KEY);

/** Signed like elsewhere, by a key that no DNS knows; not for senders that somebody has set. */
const localDkim = ({ MAIL_FROM, HUB_MAIL_FROM }: Variables, key: string): NodeJS.ProcessEnv =>
  domainOf(MAIL_FROM) === domainOf(HUB_MAIL_FROM)
    ? { DKIM_DOMAIN: domainOf(MAIL_FROM), DKIM_SELECTOR: 'local', DKIM_PRIVATE_KEY: key }
    : {};

/** Mails come back to the platform itself; senders that somebody has set say where they go back to themselves. */
const localBounces = (settings: Variables, port: number): NodeJS.ProcessEnv => ({
  BOUNCE_SMTP_PORT: String(port),
  BOUNCE_ADDRESS:
    settings.BOUNCE_ADDRESS ??
    (domainOf(settings.MAIL_FROM) === domainOf(settings.HUB_MAIL_FROM)
      ? `bounces@${domainOf(settings.MAIL_FROM)}`
      : ''),
});

const ownPage = (isOwn: boolean, port: number) => (isOwn ? `http://localhost:${port}` : undefined);

/** Waits for all, also when one fails, so that nothing is still starting while the rest is being ended. */
async function allOf(starts: Promise<void>[]) {
  const results = await Promise.allSettled(starts);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Demo offices and people, in one transaction; only ever in the embedded database. */
async function addDemo(url: string, ring: KeyRing) {
  const pool = createPool(url, { max: 1 });
  try {
    await inTransaction(pool, (tx) => seedDemo(tx, ring));
  } finally {
    await pool.end();
  }
}

const joined = (own: string, given: string | undefined) => (given ? `${own},${given}` : own);
