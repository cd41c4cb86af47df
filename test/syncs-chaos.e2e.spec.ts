import { jest } from '@jest/globals';
import { runSyncChaos } from './chaos/syncs.js';
import { SyncScene } from './syncing.js';

jest.setTimeout(300_000);

let scene: SyncScene;
beforeAll(async () => {
  scene = await SyncScene.begin();
});
afterAll(() => scene.end());

it('has exactly the CRM’s people after syncs during which worker, engine, database and CRM fail', async () => {
  const { wrong, kills } = await runSyncChaos(scene, { seed: 20_261, people: 1_000, kills: 4, say: () => undefined });
  expect(wrong).toEqual([]);
  expect(kills).toHaveLength(4);
});
