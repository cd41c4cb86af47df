/**
 * Runs one command for the local platform and ends it when the platform is gone, however that died: the channel to
 * the parent closes even after SIGKILL. Started by `keep`; the order comes in as JSON.
 */
import { spawn } from 'node:child_process';
import type { Order, Report } from './keep.js';

const order = JSON.parse(process.argv[2] ?? '') as Order;
const tell = (report: Report) => process.connected && process.send?.(report);

const child = spawn(order.command, order.args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: process.env,
  ...order.user,
});

let isStopping = false;
function stop() {
  if (isStopping) return;
  isStopping = true;
  child.kill(order.stopSignal);
  setTimeout(() => child.kill('SIGKILL'), order.patienceMs).unref();
}

child.on('spawn', () => tell({ pid: child.pid ?? 0 }));
child.on('error', (error) => {
  tell({ exit: error.message });
  process.exitCode = 1;
});
child.on('exit', (code, signal) => {
  tell({ exit: signal ?? `exit code ${code}` });
  if (process.connected) process.disconnect();
});
process.on('message', stop);
process.on('disconnect', stop);
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
