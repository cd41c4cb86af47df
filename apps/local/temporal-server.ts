import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { keep, type Kept } from './keep.js';
import { isOpen } from './ready.js';
import type { TemporalCli } from './temporal.js';

/** Without these, every step waits for a poll 20 times a second, and fairness between accounts does nothing. */
const dynamicValues = {
  'matching.enableFairness': true,
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  'history.transferProcessorMaxPollRPS': 1000,
  'history.timerProcessorMaxPollRPS': 1000,
  'history.visibilityProcessorMaxPollRPS': 1000,
};

export interface TemporalServerOptions {
  cli: TemporalCli;
  folder: string;
  port: number;
  uiPort: number;
  log: string;
}

/** Starts the dev server on this machine's loopback. */
export async function startTemporal({ cli, folder, port, uiPort, log }: TemporalServerOptions): Promise<Kept> {
  await mkdir(folder, { recursive: true });
  return keep({
    command: cli.path,
    args: [
      'server',
      'start-dev',
      '--ip=127.0.0.1',
      `--port=${port}`,
      `--ui-port=${uiPort}`,
      '--ui-disable-news-fetch',
      // A file is never migrated by another version, so its name carries the version.
      `--db-filename=${join(folder, `temporal-${cli.version.cli}-server-${cli.version.server}.db`)}`,
      '--sqlite-pragma=journal_mode=WAL',
      '--sqlite-pragma=synchronous=1',
      ...Object.entries(dynamicValues).map(([name, value]) => `--dynamic-config-value=${name}=${value}`),
    ],
    stopSignal: 'SIGTERM',
    patienceMs: 10_000,
    log,
  });
}

/** Whether its default namespace answers. TCP first: a gRPC connect that is refused costs a second of back-off. */
export async function hasNamespace(port: number): Promise<boolean> {
  if (!(await isOpen(port))) return false;
  const connection = await Connection.connect({ address: `127.0.0.1:${port}` });
  try {
    await connection.workflowService.describeNamespace({ namespace: 'default' });
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}

/**
 * The environment of clients of this server. A person may have a profile for another Temporal, with keys and
 * certificates, in variables and in a file that the client library reads by itself: neither is meant for this one.
 */
export async function withoutProfile(env: NodeJS.ProcessEnv, folder: string): Promise<NodeJS.ProcessEnv> {
  const file = join(folder, 'profile.toml');
  await writeFile(file, '[profile.default]\n');
  const kept = Object.entries(env).filter(([name]) => !/^TEMPORAL_(API_KEY|TLS|PROFILE|GRPC_META)/.test(name));
  return { ...Object.fromEntries(kept), TEMPORAL_CONFIG_FILE: file };
}
