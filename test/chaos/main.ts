import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPlatform } from '../../apps/local/platform.js';
import { Pipeline } from '../pipeline.js';
import { SyncScene } from '../syncing.js';
import { CampaignChaos } from './campaigns.js';
import { chaosEnv, runChaos } from './run.js';
import { runSyncChaos } from './syncs.js';

/**
 * `npm run chaos -- [imports|syncs|campaigns] --seed 7 [--rows 20000] [--recipients 5000] [--kills 3] [--seeds 20]`: `seeds` runs that many, one after the other.
 * Rows are those of the file, or the people at the CRM.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    rows: { type: 'string' },
    recipients: { type: 'string', default: '5000' },
    kills: { type: 'string', default: '3' },
    seeds: { type: 'string', default: '1' },
  },
});
const say = (line: string) => console.error(line);
const first = Number(values.seed);
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => first + i);
const kills = Number(values.kills);

interface Told {
  wrong: string[];
  tally: Record<string, number>;
  kills: string[];
  seconds: number;
}

/** @returns whether all was right */
function tell(seed: number, result: Told): boolean {
  const verdict = result.wrong.length === 0 ? 'exact' : `WRONG: ${result.wrong.slice(0, 5).join('; ')}`;
  const counts = Object.entries(result.tally).map(([outcome, count]) => `${outcome} ${count}`);
  console.log(
    `seed ${seed}: ${verdict} in ${result.seconds.toFixed(1)} s; ${counts.join(', ')}; killed ${result.kills.join(', ')}`,
  );
  return result.wrong.length === 0;
}

async function imports(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-chaos-'));
  const env = { ...process.env, ...chaosEnv, PORCHLIGHT_DATA: folder };
  const platform = await startPlatform({ env, freePorts: true, say });
  const pipeline = Pipeline.open(platform.env);
  let isRight = true;
  try {
    for (const seed of seeds)
      isRight =
        tell(seed, await runChaos(platform, pipeline, { seed, rows: Number(values.rows ?? 20_000), kills, say })) &&
        isRight;
    return isRight;
  } finally {
    await pipeline.close();
    await platform.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function syncs(): Promise<boolean> {
  const scene = await SyncScene.begin();
  let isRight = true;
  try {
    for (const seed of seeds)
      isRight =
        tell(seed, await runSyncChaos(scene, { seed, people: Number(values.rows ?? 2_000), kills, say })) && isRight;
    return isRight;
  } finally {
    await scene.end();
  }
}

async function campaigns(): Promise<boolean> {
  const scene = await CampaignChaos.begin();
  let isRight = true;
  try {
    for (const seed of seeds)
      isRight = tell(seed, await scene.run({ seed, recipients: Number(values.recipients), kills, say })) && isRight;
    return isRight;
  } finally {
    await scene.end();
  }
}

const lanes: Record<string, () => Promise<boolean>> = { imports, syncs, campaigns };
const isRight = await (lanes[positionals[0] ?? 'imports'] ?? imports)();
process.exitCode = isRight ? 0 : 1;
