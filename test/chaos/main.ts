import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPlatform } from '../../apps/local/platform.js';
import { Pipeline } from '../pipeline.js';
import { chaosEnv, runChaos } from './run.js';

/** `npm run chaos -- --seed 7 --rows 20000 [--kills 3] [--seeds 20]`: `seeds` runs that many, one after the other. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    rows: { type: 'string', default: '20000' },
    kills: { type: 'string', default: '3' },
    seeds: { type: 'string', default: '1' },
  },
});
const say = (line: string) => console.error(line);
const folder = await mkdtemp(join(tmpdir(), 'porchlight-chaos-'));
const env = { ...process.env, ...chaosEnv, PORCHLIGHT_DATA: folder };
const platform = await startPlatform({ env, freePorts: true, say });
const pipeline = Pipeline.open(platform.env);
let failed = 0;
try {
  const first = Number(values.seed);
  for (let seed = first; seed < first + Number(values.seeds); seed++) {
    const result = await runChaos(platform, pipeline, {
      seed,
      rows: Number(values.rows),
      kills: Number(values.kills),
      say,
    });
    const verdict = result.wrong.length === 0 ? 'exact' : `WRONG: ${result.wrong.slice(0, 5).join('; ')}`;
    const counts = Object.entries(result.tally).map(([outcome, count]) => `${outcome} ${count}`);
    console.log(
      `seed ${seed}: ${verdict} in ${result.seconds.toFixed(1)} s; ${counts.join(', ')}; killed ${result.kills.join(', ')}`,
    );
    if (result.wrong.length > 0) failed++;
  }
} finally {
  await pipeline.close();
  await platform.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failed > 0 ? 1 : 0;
