import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findCommand } from './command.js';
import { buildTemporal, downloadTemporal } from './temporal-obtain.js';

/** The Temporal CLI that is downloaded or built. */
export const cliVersion = '1.8.2';
/** CLI 1.8 brought this one; older ones lack flags that we start it with. */
const oldestServer = [1, 31] as const;

/** The folder for built parts; outside node_modules, so that `npm ci` does not throw them away. */
export const cacheFolder = (env: NodeJS.ProcessEnv) =>
  env.PORCHLIGHT_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'porchlight');

export interface TemporalCli {
  path: string;
  /** Of the CLI and of the server in it; a self-built CLI may say 0.0.0-DEV. */
  version: { cli: string; server: string };
  /** Where it came from, for the screen. */
  origin: string;
}

/** No way led to a Temporal server; the message says what to install. */
export class TemporalMissing extends Error {
  override readonly name = 'TemporalMissing';
}

export interface Search {
  env: NodeJS.ProcessEnv;
  /** Gets a line whenever a person would otherwise wonder what is going on. */
  say: (line: string) => void;
  /** Ends a download or build. */
  signal?: AbortSignal;
}

/**
 * Finds the Temporal CLI, first that works: TEMPORAL_CLI_PATH, PATH, our cache, the SDK's own download of the official
 * binary, a build with Go. (The way before all of these is TEMPORAL_ADDRESS: then nothing needs to be found.)
 */
export async function findTemporal({ env, say, signal }: Search): Promise<TemporalCli> {
  if (env.TEMPORAL_CLI_PATH) return named(env.TEMPORAL_CLI_PATH);
  const installed = await onPath({ env, say });
  if (installed) return installed;
  const path = join(cacheFolder(env), `temporal-${cliVersion}-${process.platform}-${process.arch}`);
  const cached = await versionOf(path).catch(() => null);
  if (cached) return { path, version: cached, origin: `the cache, ${path}` };
  await rm(path, { force: true });
  say('No Temporal server on this machine yet; it is fetched once and kept.');
  const wanted = { path, version: cliVersion, env, signal, say };
  const refusals: string[] = [];
  for (const [origin, obtain] of [
    ['a download of the official binary', downloadTemporal],
    ['a build with Go', buildTemporal],
  ] as const) {
    try {
      await obtain(wanted);
      return { path, version: await versionOf(path), origin };
    } catch (error) {
      refusals.push((error as Error).message);
    }
  }
  throw new TemporalMissing(
    `There is no Temporal server to start: ${refusals.join('; ')}. ` +
      'Install the Temporal CLI (https://docs.temporal.io/cli) or Go 1.26.8 (https://go.dev/dl), ' +
      'or set TEMPORAL_ADDRESS to a running server.',
  );
}

async function named(path: string): Promise<TemporalCli> {
  const version = await versionOf(path).catch(() => {
    throw new TemporalMissing(`TEMPORAL_CLI_PATH names ${path}, which is not a Temporal CLI that runs here.`);
  });
  if (isTooOld(version)) throw new TemporalMissing(`TEMPORAL_CLI_PATH names a CLI ${tooOld(version)}.`);
  return { path, version, origin: 'TEMPORAL_CLI_PATH' };
}

async function onPath({ env, say }: Search): Promise<TemporalCli | null> {
  const path = findCommand('temporal', env);
  if (!path) return null;
  const version = await versionOf(path).catch(() => null);
  if (version && !isTooOld(version)) return { path, version, origin: `PATH, ${path}` };
  say(`${path} is left aside: ${version ? `it is one ${tooOld(version)}` : 'it does not run'}.`);
  return null;
}

async function versionOf(path: string): Promise<TemporalCli['version']> {
  const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 10_000 });
  const [, cli, server] = /temporal version (\S+) \(Server (\S+?),/.exec(stdout) ?? [];
  if (!cli || !server) throw new Error(`${path} does not say its version`);
  return { cli, server };
}

function isTooOld({ server }: TemporalCli['version']) {
  const [major = 0, minor = 0] = server.split('.').map(Number);
  return major < oldestServer[0] || (major === oldestServer[0] && minor < oldestServer[1]);
}

const tooOld = ({ server }: TemporalCli['version']) => `with server ${server}, older than ${oldestServer.join('.')}`;
