import { jest } from '@jest/globals';
import { expireLinks, expireReviews } from '../activities/campaigns/expire.js';
import { wakeCampaigns } from '../activities/campaigns/wake.js';
import { isOpen } from '../domain/campaigns/windows.js';
import { CampaignRows, everyDay } from './campaign-rows.js';

jest.setTimeout(180_000);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const [newYork, denver] = ['America/New_York', 'America/Denver'];

let rows: CampaignRows;
beforeAll(async () => {
  rows = await CampaignRows.open();
});
afterAll(() => rows.close());

/** Lets the clock run in steps and works at each; answers when mails left. */
async function run(campaignId: string, steps: { every: number; until: (now: Date) => boolean }): Promise<Date[]> {
  const left: Date[] = [];
  for (;;) {
    const { mails } = await rows.work(campaignId);
    for (let mail = 0; mail < mails; mail += 1) left.push(rows.now);
    if (steps.until(rows.now)) return left;
    rows.now = new Date(rows.now.getTime() + steps.every);
  }
}

/** Lets the clock jump from date to date, with a look just before each, until nothing comes any more. */
async function runToEnd(campaignId: string): Promise<void> {
  for (;;) {
    await rows.work(campaignId);
    const { next } = await rows.one('select min(due_at) as next from recipients where campaign_id = $1', [campaignId]);
    if (!(next instanceof Date)) return;
    rows.now = new Date(next.getTime() - 1);
    expect((await rows.work(campaignId)).mails).toBe(0);
    rows.now = next;
  }
}

it.each([
  ['begins', '2026-03-07T23:30:00-05:00', ['2026-03-08T13:00:00Z', '2026-03-08T15:00:00Z', '2026-03-08T16:00:00Z']],
  ['ends', '2026-10-31T23:30:00-04:00', ['2026-11-01T14:00:00Z', '2026-11-01T16:00:00Z', '2026-11-01T17:00:00Z']],
])('sends by day where each home is when daylight saving %s in the night', async (_which, night, openings) => {
  rows.now = new Date(night);
  const office = await rows.office(denver);
  const people = [
    await rows.contact(office.accountId, { state: 'NY' }),
    await rows.contact(office.accountId),
    await rows.contact(office.accountId, { zip: '90012' }),
  ];
  const campaignId = await rows.campaign(office, people);
  const begin = rows.now;
  const left = await run(campaignId, { every: hourMs / 2, until: (now) => now.getTime() > begin.getTime() + dayMs });
  expect(left).toEqual(openings.map((opening) => new Date(opening)));
});

it(
  'never mails anybody outside the window through a year of invitations and reminders, in three zones',
  async () => {
    const office = await rows.office(denver);
    const window = { days: [2, 4], fromHour: 17, toHour: 18 };
    for (let start = Date.UTC(2026, 0, 3, 22); start < Date.UTC(2027, 0, 1); start += 30 * dayMs) {
      rows.now = new Date(start);
      const people = [
        await rows.contact(office.accountId, { state: 'NY' }),
        await rows.contact(office.accountId),
        await rows.contact(office.accountId, { state: 'CA' }),
      ];
      const campaignId = await rows.campaign(office, people, { window });
      const before = rows.sink.taken.length;
      await runToEnd(campaignId);
      expect(rows.sink.taken.length - before).toBe(9);
      const { rows: mails } = await rows.pool.query<{ at: Date; zone: string }>(
        `select s.started_at as at, coalesce(r.zone, $2) as zone from send_attempts s
         join recipients r on r.campaign_id = s.campaign_id and r.contact_id = s.contact_id where s.campaign_id = $1`,
        [campaignId, denver],
      );
      expect(mails).toHaveLength(9);
      expect(mails.filter(({ at, zone }) => !isOpen(window, zone, at))).toEqual([]);
    }
  },
  // Some four hundred transactions, and as many mails.
  240_000,
);

it('reminds after three and ten days, moved into the window, and then is complete', async () => {
  rows.now = new Date('2026-06-05T18:00:00Z');
  const office = await rows.office(newYork);
  const campaignId = await rows.campaign(office, [await rows.contact(office.accountId)], {
    window: { ...everyDay, days: [1, 2, 3, 4, 5], fromHour: 13, toHour: 15 },
  });
  const left = await run(campaignId, { every: 2 * hourMs, until: (now) => now > new Date('2026-07-01T00:00:00Z') });
  // A Friday, the Monday after it, and seven days later.
  expect(left).toEqual(
    ['2026-06-05T18:00:00Z', '2026-06-08T18:00:00Z', '2026-06-15T18:00:00Z'].map((at) => new Date(at)),
  );
  expect(await rows.one('select state, ended_at from campaigns where id = $1', [campaignId])).toEqual({
    state: 'completed',
    ended_at: new Date('2026-06-15T18:00:00Z'),
  });
});

it.each([
  ['claims', `update invitations set state = 'claimed', claimed_at = now() where id = $1`],
  ['unsubscribes', `update invitations set next_action_at = null, blocked_code = 'unsubscribed' where id = $1`],
  ['is revoked', `update invitations set state = 'revoked' where id = $1`],
  ['is sent a new link by hand', `update invitations set next_action_at = now(), wave = 0 where id = $1`],
])('reminds nobody who %s', async (_what, sql) => {
  rows.now = new Date('2026-06-01T15:00:00Z');
  const office = await rows.office(newYork);
  const [goes, stays] = [await rows.contact(office.accountId), await rows.contact(office.accountId)];
  const campaignId = await rows.campaign(office, [goes, stays]);
  expect(await rows.work(campaignId)).toEqual({ step: 'wait', mails: 2 });
  await rows.pool.query(sql, [(await rows.recipient(campaignId, goes)).invitation_id]);
  expect(await rows.recipient(campaignId, goes)).toMatchObject({ state: 'sent', due_at: null });
  await run(campaignId, { every: dayMs, until: (now) => now > new Date('2026-07-01T00:00:00Z') });
  expect([(await rows.recipient(campaignId, goes)).wave, (await rows.recipient(campaignId, stays)).wave]).toEqual([
    1, 3,
  ]);
});

it('sends one address three mails a week at most, whatever campaigns it is in', async () => {
  rows.now = new Date('2026-06-01T15:00:00Z');
  const office = await rows.office(newYork);
  const email = 'often@example.com';
  const contactId = await rows.contact(office.accountId, { email });
  const campaignId = await rows.campaign(office, [contactId]);
  await rows.work(campaignId);
  // Two more mails of other campaigns within the days before the first reminder.
  for (const at of ['2026-06-02T15:00:00Z', '2026-06-03T15:00:00Z'])
    await rows.pool.query(
      `insert into send_attempts (account_id, purpose, contact_id, state, email, address_hash, message_id, sender_domain, mime_digest, mime_size, transport, started_at)
       select account_id, 'reminder', contact_id, 'accepted', email, address_hash, 'other', sender_domain, mime_digest, mime_size, transport, $2
       from send_attempts where campaign_id = $1 limit 1`,
      [campaignId, at],
    );
  const left = await run(campaignId, { every: hourMs, until: (now) => now > new Date('2026-06-09T00:00:00Z') });
  expect(left).toEqual([new Date('2026-06-08T15:00:00Z')]);
});

it('ends links that nobody used after their days, Hubs with them, and leaves claims alone', async () => {
  rows.now = new Date('2026-06-01T15:00:00Z');
  const office = await rows.office(newYork);
  const people = await Promise.all(['a', 'b'].map(() => rows.contact(office.accountId)));
  const campaignId = await rows.campaign(office, people, { reminders: 0 });
  await rows.work(campaignId);
  const claimed = await rows.recipient(campaignId, people[0]!);
  await rows.pool.query(`update invitations set state = 'claimed' where id = $1`, [claimed.invitation_id]);
  rows.now = new Date('2026-07-01T14:59:59Z');
  // Those of other campaigns here.
  while ((await expireLinks(rows.pool, rows.now)) === 'more');
  expect(await rows.recipient(campaignId, people[1]!)).toMatchObject({ state: 'sent' });
  rows.now = new Date('2026-07-01T15:00:00Z');
  expect(await expireLinks(rows.pool, rows.now)).toBe('more');
  expect(await expireLinks(rows.pool, rows.now)).toBe('done');
  const { rows: ends } = await rows.pool.query(
    `select i.state, h.state as hub from invitations i join hubs h on h.id = i.hub_id where i.campaign_id = $1 order by i.state`,
    [campaignId],
  );
  expect(ends).toEqual([
    { state: 'claimed', hub: 'invited' },
    { state: 'expired', hub: 'ready' },
  ]);
  const { rows: told } = await rows.pool.query(
    `select details from campaign_events where campaign_id = $1 and kind = 'links_expired'`,
    [campaignId],
  );
  expect(told).toEqual([{ details: { count: 1 } }]);
});

it('ends a review that nobody approves in a week, and tells the workflow', async () => {
  rows.now = new Date('2026-06-01T15:00:00Z');
  const office = await rows.office();
  const campaignId = await rows.frozen(office, [await rows.contact(office.accountId)]);
  rows.now = new Date('2026-06-08T14:59:59Z');
  await expireReviews(rows.pool, rows.now);
  expect(await rows.one('select state from campaigns where id = $1', [campaignId])).toEqual({
    state: 'awaiting_review',
  });
  rows.now = new Date('2026-06-08T15:00:00Z');
  await expireReviews(rows.pool, rows.now);
  expect(await rows.one('select state from campaigns where id = $1', [campaignId])).toEqual({ state: 'expired' });
  await wakeCampaigns(rows.pool, rows.now);
  expect(await rows.one('select count(*)::int from outbox where workflow_id = $1', [`campaign/${campaignId}`])).toEqual(
    { count: 1 },
  );
});

it('wakes a campaign whose reminders have come due, and none before', async () => {
  rows.now = new Date('2026-06-01T15:00:00Z');
  const office = await rows.office();
  const campaignId = await rows.campaign(office, [await rows.contact(office.accountId)]);
  await rows.work(campaignId);
  const woken = async () => {
    await rows.pool.query('delete from outbox');
    await wakeCampaigns(rows.pool, rows.now);
    return (await rows.pool.query('select from outbox where workflow_id = $1', [`campaign/${campaignId}`])).rowCount;
  };
  rows.now = new Date('2026-06-04T14:59:00Z');
  expect(await woken()).toBe(0);
  rows.now = new Date('2026-06-04T15:00:00Z');
  expect(await woken()).toBe(1);
});
