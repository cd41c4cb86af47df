import { fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { compiled } from './places.js';

/** What to run, and how to end it: `stopSignal` first, SIGKILL after `patienceMs`. */
export interface Order {
  command: string;
  args: string[];
  stopSignal: NodeJS.Signals;
  patienceMs: number;
  user?: { uid: number; gid: number };
}
export type Report = { pid: number } | { exit: string };

/** A process that ends with us. */
export interface Kept {
  pid: number;
  /** Settles when it has ended, with the signal or exit code in words. */
  exited: Promise<string>;
  stop(): Promise<void>;
  /** SIGKILL, for tests of what survives it. */
  kill(): Promise<void>;
}

/** Starts a command in a process group of its own (Ctrl-C does not reach it); output is appended to the file `log`. */
export async function keep({ log, ...order }: Order & { log: string }): Promise<Kept> {
  const out = openSync(log, 'a', 0o600);
  const keeper = fork(compiled('apps/local/keeper.js'), [JSON.stringify(order)], {
    stdio: ['ignore', out, out, 'ipc'],
    detached: true,
    execArgv: [],
  });
  closeSync(out);
  const reports: { exit?: string } = {};
  const pid = Promise.withResolvers<number>();
  const exited = Promise.withResolvers<string>();
  keeper.on('message', (report: Report) => {
    if ('pid' in report) return pid.resolve(report.pid);
    reports.exit = report.exit;
    pid.reject(new Error(`${order.command} could not be run: ${report.exit}`));
  });
  keeper.on('exit', (code, signal) => {
    const words = reports.exit ?? signal ?? `exit code ${code}`;
    pid.reject(new Error(`${order.command} could not be run: ${words}`));
    exited.resolve(words);
  });
  const child = await pid.promise;
  return {
    pid: child,
    exited: exited.promise,
    async stop() {
      if (keeper.connected) keeper.send('stop');
      await exited.promise;
    },
    async kill() {
      process.kill(child, 'SIGKILL');
      await exited.promise;
    },
  };
}
