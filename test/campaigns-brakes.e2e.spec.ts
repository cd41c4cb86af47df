import { evaluateBrakes } from '../activities/campaigns/brakes.js';
import { settleCancelled } from '../activities/campaigns/cancel.js';
import { nextCampaignStep } from '../activities/campaigns/next-step.js';
import { findHold, releaseHold } from '../database/holds.js';
import { CampaignRows } from './campaign-rows.js';

let rows: CampaignRows;
beforeAll(async () => {
  rows = await CampaignRows.open();
});
beforeEach(() => rows.pool.query('truncate sending_days, sending_holds'));
afterAll(() => rows.close());

const sent = (accountId: string, day: string, counts: Record<string, number>, domain = 'hubs.example.com') =>
  rows.pool.query(
    `insert into sending_days (domain, account_id, provider, day, accepted, rejected, bounced, complained)
     values ($1, $2, 'google', $3, $4, $5, $6, $7)
     on conflict (domain, day, account_id, provider) do update set accepted = sending_days.accepted + excluded.accepted,
       rejected = sending_days.rejected + excluded.rejected, bounced = sending_days.bounced + excluded.bounced, complained = sending_days.complained + excluded.complained`,
    [domain, accountId, day, counts.accepted ?? 0, counts.rejected ?? 0, counts.bounced ?? 0, counts.complained ?? 0],
  );
const look = () => evaluateBrakes({ pool: rows.pool, settings: { hubMailFrom: 'hubs@hubs.example.com' } }, rows.now);
const held = (accountId: string) =>
  findHold(rows.pool, { accountId, campaignId: '0', domain: 'hubs.example.com', now: rows.now });
const release = async (holdId: string) => {
  const client = await rows.pool.connect();
  await releaseHold(client, { holdId, by: 'ops', reason: 'The list was cleaned.', now: rows.now }, []);
  client.release();
};

it('holds an account whose mails come back too often in the last week, and nobody else', async () => {
  rows.now = new Date('2026-06-10T12:00:00Z');
  const [bad, good] = [await rows.office(), await rows.office()];
  await sent(bad.accountId, '2026-06-01', { accepted: 5_000 });
  await sent(bad.accountId, '2026-06-04', { accepted: 190, bounced: 4 });
  await sent(good.accountId, '2026-06-09', { accepted: 5_000, bounced: 100 });
  await look();
  expect(await held(bad.accountId)).toBeNull();
  await sent(bad.accountId, '2026-06-10', { rejected: 3 });
  await look();
  expect(await held(bad.accountId)).toMatchObject({
    scope: 'account',
    kind: 'bounces',
    until: null,
    reason: expect.stringContaining('7 of 193 mails in 7 days came back or were refused (3.6 %)') as string,
  });
  expect(await held(good.accountId)).toBeNull();
});

it('counts anew after a person has released a brake, the same day too', async () => {
  rows.now = new Date('2026-06-10T12:00:00Z');
  const { accountId } = await rows.office();
  await sent(accountId, '2026-06-10', { accepted: 100, bounced: 50 });
  await look();
  const hold = await held(accountId);
  // Those that were on their way come back while it is held.
  await sent(accountId, '2026-06-10', { bounced: 20 });
  await look();
  await release(hold!.id);
  rows.now = new Date('2026-06-10T13:00:00Z');
  await look();
  expect(await held(accountId)).toBeNull();
  await sent(accountId, '2026-06-10', { accepted: 100, bounced: 2 });
  await look();
  expect(await held(accountId)).toBeNull();
  await sent(accountId, '2026-06-11', { accepted: 10, bounced: 2 });
  rows.now = new Date('2026-06-11T08:00:00Z');
  await look();
  expect(await held(accountId)).toMatchObject({
    kind: 'bounces',
    reason: expect.stringContaining('4 of 110 mails') as string,
  });
});

it('holds a registered domain over all its subdomains and accounts when people report its mails as spam', async () => {
  rows.now = new Date('2026-06-10T12:00:00Z');
  const offices = [await rows.office(), await rows.office(), await rows.office()];
  for (const [index, { accountId }] of offices.entries())
    await sent(
      accountId,
      '2026-06-10',
      { accepted: 2_000, complained: index === 0 ? 2 : 3 },
      `mail${index}.example.com`,
    );
  await look();
  const other = await rows.office();
  expect(await held(other.accountId)).toMatchObject({
    scope: 'domain',
    scopeId: 'example.com',
    kind: 'complaints',
    reason: expect.stringContaining('example.com: 8 of 6,000 mails') as string,
  });
  const { rows: audited } = await rows.pool.query(
    `select reason from audit_events where action = 'sending_hold.placed' and account_id = 0 and after ->> 'scope' = 'domain'
       order by seq desc limit 1`,
  );
  expect(audited).toEqual([{ reason: expect.stringContaining('8 of 6,000') as string }]);
});

/** A campaign of so many, whose mails got this answer. */
async function answered(people: number, answer: { state: string; code: number; enhanced: string; provider?: string }) {
  const office = await rows.office('America/New_York');
  const ids = [];
  for (let n = 0; n < people; n += 1) ids.push(await rows.contact(office.accountId));
  const campaignId = await rows.campaign(office, ids);
  await rows.work(campaignId);
  await rows.pool.query(`update recipients set provider = $2 where campaign_id = $1`, [
    campaignId,
    answer.provider ?? 'google',
  ]);
  await rows.pool.query(
    `update send_attempts set state = $2, reply_code = $3, enhanced_code = $4 where campaign_id = $1`,
    [campaignId, answer.state, answer.code, answer.enhanced],
  );
  return { campaignId, ...office };
}

it('holds the campaign alone whose mails are refused for want of authentication', async () => {
  rows.now = new Date('2026-06-10T15:00:00Z');
  const refused = await answered(3, { state: 'rejected', code: 550, enhanced: '5.7.26' });
  const other = await answered(2, { state: 'rejected', code: 550, enhanced: '5.7.515' });
  await look();
  const find = ({ accountId, campaignId }: { accountId: string; campaignId: string }) =>
    findHold(rows.pool, { accountId, campaignId, domain: 'hubs.example.com', now: rows.now });
  expect(await find(refused)).toMatchObject({ scope: 'campaign', kind: 'authentication', until: null });
  expect(await find(other)).toBeNull();
  const told = await rows.one(`select count(*)::int from campaign_events where campaign_id = $1 and kind = 'held'`, [
    refused.campaignId,
  ]);
  expect(told).toEqual({ count: 1 });
});

it('leaves a provider alone that puts a burst of mails off, longer the second time, and tries again by itself', async () => {
  rows.now = new Date('2026-06-20T15:00:00Z');
  await answered(19, { state: 'deferred', code: 421, enhanced: '4.7.28', provider: 'yahoo' });
  await look();
  const live = () => rows.pool.query(`select scope_id, until from sending_holds where released_at is null`);
  expect((await live()).rows).toEqual([]);
  await answered(1, { state: 'deferred', code: 451, enhanced: '4.7.1', provider: 'yahoo' });
  await look();
  expect((await live()).rows).toEqual([{ scope_id: 'yahoo', until: new Date('2026-06-20T15:15:00Z') }]);
  rows.now = new Date('2026-06-20T15:15:00Z');
  await look();
  expect((await live()).rows).toEqual([]);
  await answered(20, { state: 'deferred', code: 421, enhanced: '4.7.28', provider: 'yahoo' });
  await look();
  expect((await live()).rows).toEqual([{ scope_id: 'yahoo', until: new Date('2026-06-20T16:15:00Z') }]);
});

it('revokes what a cancelled campaign has not mailed, Hubs with it, and keeps the links of those who were', async () => {
  rows.now = new Date('2026-06-10T15:00:00Z');
  const office = await rows.office('America/New_York');
  const mailed = await rows.contact(office.accountId);
  const waiting = [
    await rows.contact(office.accountId, { state: 'HI' }),
    await rows.contact(office.accountId, { state: 'HI' }),
  ];
  const campaignId = await rows.campaign(office, [mailed, ...waiting]);
  expect((await rows.work(campaignId)).mails).toBe(1);
  await rows.pool.query(`update campaigns set state = 'cancelled', fence = fence + 1 where id = $1`, [campaignId]);
  expect((await nextCampaignStep(rows.pool, campaignId, rows.now)).step).toBe('cancel');
  while ((await settleCancelled(rows.pool, campaignId, rows.now)) === 'more');
  expect((await nextCampaignStep(rows.pool, campaignId, rows.now)).step).toBe('end');
  const { rows: ends } = await rows.pool.query(
    `select r.state, r.due_at, i.state as invitation, i.revoked_reason, h.state as hub from recipients r
       join invitations i on i.id = r.invitation_id join hubs h on h.id = r.hub_id where r.campaign_id = $1 order by r.contact_id`,
    [campaignId],
  );
  const revoked = {
    state: 'cancelled',
    due_at: null,
    invitation: 'revoked',
    revoked_reason: 'campaign_cancelled',
    hub: 'ready',
  };
  expect(ends).toEqual([
    { state: 'sent', due_at: null, invitation: 'waiting', revoked_reason: null, hub: 'invited' },
    revoked,
    revoked,
  ]);
  expect(
    await rows.one(
      `select sum(planned)::int as planned, sum(sent)::int as sent, sum(cancelled)::int as cancelled from campaign_parts where campaign_id = $1`,
      [campaignId],
    ),
  ).toEqual({ planned: 0, sent: 1, cancelled: 2 });
});
