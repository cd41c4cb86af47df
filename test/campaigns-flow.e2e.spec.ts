import { jest } from '@jest/globals';
import type { Campaign } from '../apps/api/campaigns/campaign.shapes.js';
import { countedStates } from '../domain/campaigns/states.js';
import { campaignSweep, campaignWorkflow } from '../workflows/protocol.js';
import { CampaignRun } from './campaign-run.js';
import { Pipeline } from './pipeline.js';
import { mailsTo } from './platform/newcomer.js';
import { as, platform, until } from './platform/platform.js';

jest.setTimeout(180_000);
let scene: CampaignRun;
let other: CampaignRun;
let pipeline: Pipeline;
beforeAll(async () => {
  scene = new CampaignRun(await as('agent'));
  other = new CampaignRun(await as('agent2'));
  pipeline = Pipeline.open(platform().env);
});
afterAll(() => Promise.all([scene.close(), other.close(), pipeline.close()]));

const sum = ({ counts }: Campaign) => countedStates.reduce((all, state) => all + counts[state], 0);
const workflowOf = ({ id }: Campaign) => pipeline.client.workflow.getHandle(campaignWorkflow.id(id));
const ended = (campaign: Campaign) =>
  until('its workflow has ended', async () => (await workflowOf(campaign).describe()).status.name === 'COMPLETED');

it('mails everybody once, waits for claims, and ends when no reminder can come', async () => {
  const people = await scene.contacts(30);
  const { id } = await scene.approved(people, { reminders: 0 });
  const campaign = await scene.reaches(id, 'completed');
  expect({ sent: campaign.counts.sent, all: sum(campaign), inFlight: campaign.counts.inFlight }).toEqual({
    sent: 30,
    all: 30,
    inFlight: 0,
  });
  const { rows } = await scene.pool.query<{ email: string; mails: number }>(
    `select r.email, count(s.id)::int as mails from recipients r left join send_attempts s on s.campaign_id = r.campaign_id
       and s.contact_id = r.contact_id and s.state = 'accepted' where r.campaign_id = $1 group by 1`,
    [id],
  );
  expect(rows.every(({ mails }) => mails === 1)).toBe(true);
  expect(await mailsTo(rows[0]!.email)).toHaveLength(1);
  await ended(campaign);
});

it('waits with reminders in the database, with no work under way, and sends them when they come due', async () => {
  const [contactId] = await scene.contacts(1);
  const { id } = await scene.approved([contactId!]);
  const campaign = await scene.reaches(id, 'reminding');
  await until('no work is under way', async () => {
    const { raw } = await workflowOf(campaign).describe();
    return !raw.pendingActivities?.length && !raw.pendingWorkflowTask;
  });
  for (const wave of [2, 3]) {
    await scene.pool.query(`update recipients set due_at = now() - interval '1 minute' where campaign_id = $1`, [id]);
    const sweep = pipeline.client.schedule.getHandle(campaignSweep.scheduleId);
    await until(`wave ${wave}`, async () => {
      // While one sweep runs, another one is skipped; one that began before the date was changed has not seen it.
      if ((await sweep.describe()).info.runningActions.length === 0) await sweep.trigger();
      const { rows } = await scene.pool.query<{ wave: number }>('select wave from recipients where campaign_id = $1', [
        id,
      ]);
      return rows[0]!.wave === wave;
    });
  }
  const { counts } = await scene.reaches(id, 'completed');
  expect(counts.sent).toBe(1);
  await ended(campaign);
});

it('stops within a second at a pause, loses nobody, and goes on where it was', async () => {
  // Several chunks for each share, so that there is something left to be stopped whenever the first mails are seen.
  const people = await scene.contacts(3_000);
  const { id } = await scene.approved(people, { reminders: 0 });
  await scene.reaches(id, 'sending', { isSo: ({ counts }) => counts.sent > 0 });
  expect((await scene.command(id, 'pause', { reason: 'somebody called' })).status).toBe(202);
  const pausedAt = Date.now();
  const paused = await scene.reaches(id, 'paused', { isSo: ({ counts }) => counts.inFlight === 0 });
  const { rows } = await scene.pool.query<{ last: Date | null }>(
    'select max(handed_at) as last from send_attempts where campaign_id = $1',
    [id],
  );
  expect(rows[0]!.last!.getTime() - pausedAt).toBeLessThan(1_000);
  expect(sum(paused)).toBe(3_000);
  expect(paused.counts.planned).toBeGreaterThan(0);
  await scene.command(id, 'resume');
  const { counts } = await scene.reaches(id, 'completed');
  const { rows: mails } = await scene.pool.query(
    `select 1 from send_attempts where campaign_id = $1 and state = 'accepted'`,
    [id],
  );
  expect([counts.sent, mails.length]).toEqual([3_000, 3_000]);
});

it('leaves nobody half invited when it is cancelled: whoever was not mailed is cancelled, and the invitation revoked', async () => {
  const people = await scene.contacts(40);
  const startAt = new Date(Date.now() + 86_400_000).toISOString();
  const { id } = await scene.approved(people, { reminders: 0, startAt });
  await scene.reaches(id, 'sending', { isSo: ({ counts }) => counts.planned === 40 });
  await scene.command(id, 'cancel', { reason: 'enough for this spec' });
  const campaign = await scene.reaches(id, 'cancelled', { isSo: ({ counts }) => counts.planned === 0 });
  expect([campaign.counts.cancelled, sum(campaign)]).toEqual([40, 40]);
  await ended(campaign);
  const { rows } = await scene.pool.query<{ state: string }>(
    'select distinct state from invitations where campaign_id = $1',
    [id],
  );
  expect(rows).toEqual([{ state: 'revoked' }]);
});

it('begins a campaign of 50 within seconds while another account sends to many', async () => {
  const large = await other.approved(await other.contacts(3_000), { reminders: 0 });
  await other.reaches(large.id, 'sending', { isSo: ({ counts }) => counts.sent > 0 });
  const people = await scene.contacts(50);
  const { id, digest } = await scene.reviewed(people, { reminders: 0 });
  const approvedAt = Date.now();
  await scene.command(id, 'approve', { digest });
  await until('the first of its mails is out', async () => (await scene.get(id)).counts.sent > 0);
  const tookMs = Date.now() - approvedAt;
  const meanwhile = await other.get(large.id);
  await other.command(large.id, 'cancel');
  expect(meanwhile).toMatchObject({ state: 'sending' });
  expect(tookMs).toBeLessThan(10_000);
  await scene.reaches(id, 'completed');
});

it('has one schedule for all campaigns, which never runs twice at a time', async () => {
  const { spec, policies } = await pipeline.client.schedule.getHandle(campaignSweep.scheduleId).describe();
  expect(spec.intervals).toEqual([expect.objectContaining({ every: 300_000 })]);
  expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 60_000 });
});
