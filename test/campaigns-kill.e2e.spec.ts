import { jest } from '@jest/globals';
import type { Campaign } from '../apps/api/campaigns/campaign.shapes.js';
import { countedStates } from '../domain/campaigns/states.js';
import { CampaignRun } from './campaign-run.js';
import { type OwnPlatform, startOwnPlatform } from './pipeline-platform.js';
import { as, until } from './platform/platform.js';

jest.setTimeout(300_000);
let own: OwnPlatform;
let scene: CampaignRun;
beforeAll(async () => {
  own = await startOwnPlatform({});
  scene = new CampaignRun(await as('agent', own.platform.apiUrl), own.platform.databaseUrl);
});
afterAll(async () => {
  await scene.close();
  await own.stop();
});

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, count) => all + count, 0);
const counted = ({ counts }: Campaign) => sum(Object.fromEntries(countedStates.map((state) => [state, counts[state]])));

/** Waits until the database says so, then ends the worker without a word and brings another. */
async function killWorkerWhen(sql: string, campaignId: string, meanwhile?: string): Promise<void> {
  await until('the moment to kill', async () => (await scene.pool.query(sql, [campaignId])).rowCount, { seconds: 120 });
  await own.platform.parts.worker!.kill();
  if (meanwhile) await scene.pool.query(meanwhile, [campaignId]);
  await own.platform.parts.worker!.start();
}

it('gives every contact one verdict when the worker is killed in the middle of the freeze', async () => {
  await scene.contacts(60_000);
  const { id } = await scene.made([], {}, { kind: 'filter', filter: { q: scene.stem } });
  await killWorkerWhen(`select from campaigns where id = $1 and (freeze_cursor > 0 or state <> 'freezing')`, id);
  const campaign = await scene.reaches(id, 'awaiting_review', { seconds: 120 });
  expect(campaign.candidateCount).toBe(60_000);
  expect(sum(campaign.verdicts)).toBe(60_000);
  expect(campaign.verdicts.eligible).toBe(60_000);
});

it('loses nobody and mails nobody twice when the worker is killed while it prepares and while it sends', async () => {
  const people = await scene.contacts(6_000);
  const { id, digest } = await scene.reviewed(people, { reminders: 0 });
  await scene.command(id, 'approve', { digest });
  // The very moment behind a batch: it has committed, and how far that is was not kept yet.
  await killWorkerWhen(
    `select from recipients where campaign_id = $1 and part is not null limit 1`,
    id,
    'update campaigns set prepare_cursor = 0 where id = $1',
  );
  const sending = await scene.reaches(id, 'sending', { seconds: 120 });
  expect(counted(sending)).toBe(6_000);
  const { rows: invited } = await scene.pool.query(
    `select count(*)::int as invitations, count(distinct contact_id)::int as people, count(distinct hub_id)::int as hubs from invitations where campaign_id = $1`,
    [id],
  );
  expect(invited).toEqual([{ invitations: 6_000, people: 6_000, hubs: 6_000 }]);

  await killWorkerWhen(
    `select from campaign_parts where campaign_id = $1 group by campaign_id having sum(sent) > 50`,
    id,
  );
  const before = (await scene.get(id)).counts.sent;
  await scene.reaches(id, 'sending', { isSo: ({ counts }) => counts.sent > before + 200, seconds: 120 });
  await scene.command(id, 'cancel', { reason: 'seen enough' });
  const over = await scene.reaches(id, 'cancelled', {
    isSo: ({ counts }) => counts.planned === 0 && counts.inFlight === 0,
    seconds: 120,
  });
  expect(counted(over)).toBe(6_000);
  // What was on the wire when it was killed: at most one mail on each connection.
  expect(over.counts.unknown).toBeLessThanOrEqual(8);
  const { rows: twice } = await scene.pool.query(
    `select contact_id from send_attempts where campaign_id = $1 and state in ('accepted', 'unknown') group by 1 having count(*) > 1`,
    [id],
  );
  expect(twice).toEqual([]);
});
