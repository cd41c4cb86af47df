import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlatform } from '../../dist/apps/local/platform.js';
import { outside } from './outside.mjs';

/**
 * One real platform on free ports and a throw-away folder for all specs of the platform and the browser lane, whichever
 * of them run. Whatever ends Jest, also SIGKILL, ends its processes too.
 */
export default async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-test-'));
  const platform = await startPlatform({
    env: { ...outside(process.env), PORCHLIGHT_DATA: folder },
    freePorts: true,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  const { parts, stop, ...addresses } = platform;
  const pids = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.pid]));
  process.env.PORCHLIGHT_TEST_PLATFORM = JSON.stringify({ ...addresses, folder, pids });
  globalThis.stopTestPlatform = stop;
}
