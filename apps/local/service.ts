import { fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Kept } from './keep.js';
import { compiled, root } from './places.js';

const lifeline = pathToFileURL(compiled('apps/local/lifeline.js')).href;
const patienceMs = 40_000;

export interface ServiceOptions {
  args?: string[];
  /** Of the runtime. */
  flags?: string[];
  env: NodeJS.ProcessEnv;
  log: string;
}

/** Starts a compiled entry point as a child that ends with us; SIGTERM lets it finish what it does. */
export async function startService(entry: string, { args = [], flags = [], env, log }: ServiceOptions): Promise<Kept> {
  const out = openSync(log, 'a', 0o600);
  const child = fork(compiled(entry), args, {
    env,
    cwd: root,
    stdio: ['ignore', out, out, 'ipc'],
    detached: true,
    execArgv: [...flags, '--enable-source-maps', '--import', lifeline],
  });
  closeSync(out);
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  return {
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
}
