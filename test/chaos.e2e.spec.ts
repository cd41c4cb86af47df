import { jest } from '@jest/globals';
import { chaosEnv, runChaos } from './chaos/run.js';
import { type OwnPlatform, startOwnPlatform } from './pipeline-platform.js';

jest.setTimeout(300_000);
let own: OwnPlatform;
beforeAll(async () => {
  own = await startOwnPlatform(chaosEnv);
});
afterAll(() => own.stop());

it('accounts for every row of an import during which worker, engine and database are killed', async () => {
  const { wrong, tally, kills } = await runChaos(own.platform, own.pipeline, {
    seed: 20_261,
    rows: 20_000,
    kills: 3,
    say: () => undefined,
  });
  expect(wrong).toEqual([]);
  expect(new Set(kills.map((kill) => kill.split(' ')[0]))).toEqual(new Set(['worker', 'temporal', 'postgres']));
  expect(Object.values(tally).reduce((sum, count) => sum + count, 0)).toBe(20_000);
});
