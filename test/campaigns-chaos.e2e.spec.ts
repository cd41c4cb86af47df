import { resolve } from 'node:path';
import { jest } from '@jest/globals';
import { CampaignChaos } from './chaos/campaigns.js';

jest.setTimeout(300_000);
let scene: CampaignChaos;
beforeAll(async () => {
  scene = await CampaignChaos.begin(resolve('dist/test/mail/bare-sink.js'));
});
afterAll(() => scene.end());

it('loses nobody and mails nobody twice while worker, engine, database and mail server are killed in the middle of mails', async () => {
  const { wrong, tally, kills } = await scene.run({ seed: 20_261, recipients: 1_000, kills: 4, say: () => undefined });
  expect(wrong).toEqual([]);
  expect(tally).toMatchObject({ eligible: 1_000, missing: 0, repeated: 0 });
  expect(new Set(kills.map((kill) => kill.split(' ')[0]))).toEqual(new Set(['worker', 'temporal', 'postgres', 'sink']));
});
