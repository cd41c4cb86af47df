import { fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Kept } from './keep.js';
import { compiled, root } from './places.js';
import { readyOrEnded } from './ready.js';

const lifeline = pathToFileURL(compiled('apps/local/lifeline.js')).href;
const patienceMs = 40_000;

export interface ServiceOptions {
  /** Compiled entry point, relative to dist. */
  entry: string;
  env: NodeJS.ProcessEnv;
  log: string;
  /** Whether it does its work. */
  isReady: (pid: number) => Promise<boolean>;
}

/** Starts the api or the worker as a child that ends with us; SIGTERM lets it finish what it does. */
export async function startService({ entry, env, log, isReady }: ServiceOptions): Promise<Kept> {
  const out = openSync(log, 'a', 0o600);
  const child = fork(compiled(entry), {
    env,
    cwd: root,
    stdio: ['ignore', out, out, 'ipc'],
    detached: true,
    execArgv: ['--enable-source-maps', '--import', lifeline],
  });
  closeSync(out);
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  const service: Kept = {
    pid: child.pid ?? 0,
    exited,
    async stop() {
      child.kill('SIGTERM');
      const impatient = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await exited;
      clearTimeout(impatient);
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
  return readyOrEnded(service, { name: entry, log }, () => isReady(service.pid));
}
