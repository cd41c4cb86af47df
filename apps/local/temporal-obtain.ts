import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { compiled, root } from './places.js';
import { findCommand } from './command.js';

export interface Wanted {
  /** Where the executable shall lie. */
  path: string;
  version: string;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  say: (line: string) => void;
}

const cli = 'github.com/temporalio/cli';
const downloadHost = 'temporal.download';
const downloadDeadlineMs = 180_000;

/**
 * The SDK's own download of the official binary. It has no deadline of its own and waits long where the network is
 * closed: so the host is tried first, and the download runs in a process that can be ended.
 */
export async function downloadTemporal({ path, version, env, signal, say }: Wanted): Promise<void> {
  const isBehindProxy = Boolean(env.HTTPS_PROXY || env.https_proxy || env.ALL_PROXY || env.all_proxy);
  if (!isBehindProxy && !(await answers(downloadHost))) throw new Error(`${downloadHost} cannot be reached`);
  say(`Downloading Temporal ${version} from ${downloadHost} …`);
  await intoCache({ path, say, signal }, async (folder) => {
    const { code, lastLine } = await runToEnd(
      process.execPath,
      [compiled('apps/local/temporal-download.js'), folder, version],
      {
        env,
        deadlineMs: downloadDeadlineMs,
      },
    );
    const [file] = await readdir(folder);
    if (code !== 0 || !file) throw new Error(`the download from ${downloadHost} failed: ${lastLine}`);
    return join(folder, file);
  });
}

/** Whether the host takes a connection within two seconds. */
function answers(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: 443, timeout: 2000 });
    const settle = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
  });
}

/** Builds the same version from its source by the module of tools/temporal; about three minutes on two cores. */
export async function buildTemporal({ path, version, env, signal, say }: Wanted): Promise<void> {
  const go = findCommand('go', env);
  if (!go) throw new Error('there is no Go on PATH to build it with');
  await intoCache({ path, say, signal }, async (folder) => {
    say(`Building Temporal ${version} with Go, once, about three minutes on two cores …`);
    const started = Date.now();
    const clock = setInterval(() => say(`  still building, ${Math.round((Date.now() - started) / 1000)} s`), 20_000);
    const file = join(folder, 'temporal');
    const args = [
      'build',
      '-trimpath',
      '-buildvcs=false',
      '-ldflags',
      `-s -w -X ${cli}/internal/temporalcli.Version=${version}`,
    ];
    const { code, lastLine } = await runToEnd(go, [...args, '-o', file, `${cli}/cmd/temporal`], {
      env: { ...env, CGO_ENABLED: '0' },
      signal,
      cwd: join(root, 'tools/temporal'),
    }).finally(() => clearInterval(clock));
    if (code !== 0) throw new Error(`the build with Go failed: ${lastLine}`);
    say(`Built in ${Math.round((Date.now() - started) / 1000)} s.`);
    return file;
  });
}

/**
 * Lets `make` produce a file in a folder of its own and moves it to `path` in one step, so that nobody ever finds half
 * a file. A second caller waits for the first and takes its result.
 */
async function intoCache(
  { path, say, signal }: Pick<Wanted, 'path' | 'say' | 'signal'>,
  make: (folder: string) => Promise<string>,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true }).catch((error: Error) => {
    throw new Error(
      `the cache folder ${dirname(path)} cannot be made (${error.message}); PORCHLIGHT_CACHE may name another`,
    );
  });
  const unlock = await lock({ file: `${path}.lock`, say, signal });
  const folder = await mkdtemp(`${path}.new-`);
  try {
    if ((await readdir(dirname(path))).includes(basename(path))) return;
    const file = await make(folder);
    await chmod(file, 0o755);
    await rename(file, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await unlock();
  }
}

/** Waits for the lock file; one whose owner is dead is taken over. */
async function lock(given: { file: string } & Pick<Wanted, 'say' | 'signal'>): Promise<() => Promise<void>> {
  const { file, say, signal } = given;
  for (let turn = 0; ; turn += 1) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    if (owner > 0 && !isAlive(owner)) await rm(file, { force: true });
    else if (turn === 0) say(`Process ${owner} is fetching it already; waiting for that.`);
    await wait(200, undefined, { signal });
  }
}

function isAlive(pid: number) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Runs a command, ended with us and at the deadline, and keeps the last line it wrote. */
async function runToEnd(
  command: string,
  args: string[],
  { deadlineMs, ...options }: { env: NodeJS.ProcessEnv; cwd?: string; signal?: AbortSignal; deadlineMs?: number },
): Promise<{ code: number | null; lastLine: string }> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], timeout: deadlineMs });
  const end = () => child.kill();
  process.once('exit', end);
  let lastLine = '';
  const read = (text: Buffer) => (lastLine = text.toString().trim().split('\n').at(-1) ?? lastLine);
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, lastLine: lastLine || 'it took too long' };
  } finally {
    process.removeListener('exit', end);
  }
}
