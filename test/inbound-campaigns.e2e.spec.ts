import { jest } from '@jest/globals';
import { settleUnknownByPolicy } from '../database/unknown-policy.js';
import { InboundScene } from './mail/inbound-scene.js';
import { arf, dsn, giveBack } from './mail/returned.js';
import { until } from './platform/platform.js';

jest.setTimeout(240_000);

let inbound: InboundScene;
beforeAll(async () => (inbound = await InboundScene.begin()));
afterAll(() => inbound.mail.end());

const to = 'bounces@porchlight.example';
const settings = { window: { days: [1, 2, 3, 4, 5, 6, 7], fromHour: 0, toHour: 24 }, quietDays: 0 };

interface Campaign {
  id: string;
  state: string;
  digest: string | null;
  counts: Record<string, number>;
  funnel: Record<string, number>;
}
interface Sent {
  contactId: string;
  email: string;
  attemptId: string;
  messageId: string;
}

const get = async (id: string) => (await (await inbound.mail.agent(`/api/campaigns/${id}`)).json()) as Campaign;
const reaches = (id: string, ...states: string[]) =>
  until(
    `the campaign is ${states.join(' or ')}`,
    async () => {
      const campaign = await get(id);
      return states.includes(campaign.state) ? campaign : null;
    },
    { seconds: 60 },
  );

let count = 0;
/** A campaign whose first mails are all out. @param lost so many of them got no answer */
async function sent(howMany: number, lost: number): Promise<{ id: string; people: Sent[] }> {
  const { pool, accountId, sink } = inbound.mail;
  const tag = `camp${(count += 1)}-${process.pid}-`;
  const { rows } = await pool.query<{ contactId: string; email: string }>(
    `insert into contacts (account_id, first_name, last_name, email, email_normalized, street, city, state, zip)
     select $1, 'Anna', 'Bell ' || n, $2 || n || '@example.com', $2 || n || '@example.com', n || ' Oak St', 'Boulder', 'CO', '80302'
     from generate_series(1, $3::int) n returning id::text as "contactId", email`,
    [accountId, tag, howMany],
  );
  for (const { email } of rows.slice(0, lost)) sink.behave(email, { drop: 'dot' });
  const contactIds = rows.map(({ contactId }) => contactId);
  const made = await inbound.mail.post('/api/campaigns', { audience: { kind: 'contacts', contactIds }, settings });
  const { id } = (await made.json()) as Campaign;
  const { digest } = await reaches(id, 'awaiting_review');
  await inbound.mail.post(`/api/campaigns/${id}/approve`, { digest });
  await reaches(id, 'reminding', 'completed');
  const attempts = await pool.query<Sent>(
    `select contact_id::text as "contactId", email, id::text as "attemptId", message_id as "messageId" from send_attempts
     where campaign_id = $1 order by contact_id`,
    [id],
  );
  return { id, people: attempts.rows };
}

type Health = Record<'accepted' | 'rejected' | 'unknown', number>;
/** What the office's sending health has counted, of all or since then. */
async function health(since: Health = { accepted: 0, rejected: 0, unknown: 0 }): Promise<Health> {
  const { rows } = await inbound.mail.pool.query<Health>(
    `select coalesce(sum(accepted), 0)::int - $2 as accepted, coalesce(sum(rejected), 0)::int - $3 as rejected,
       coalesce(sum(unknown), 0)::int - $4 as unknown from sending_days where account_id = $1`,
    [inbound.mail.accountId, since.accepted, since.rejected, since.unknown],
  );
  return rows[0]!;
}

const recipient = async (campaignId: string, contactId: string) =>
  (
    await inbound.mail.pool.query<{ state: string; wave: number; due_at: Date | null; bounced_at: Date | null }>(
      'select state, state_reason, wave, due_at, delivered_at, bounced_at, complained_at from recipients where campaign_id = $1 and contact_id = $2',
      [campaignId, contactId],
    )
  ).rows[0]!;

it('goes on with mails of a campaign of which nobody knew, as the reports about them say, and every count stays true', async () => {
  const before = await health();
  const { id, people } = await sent(5, 3);
  const [arrived, refused, silent] = people as [Sent, Sent, Sent];
  expect(await get(id)).toMatchObject({ counts: { sent: 2, unknown: 3 }, funnel: { invited: 2, delivered: 0 } });
  expect(await health(before)).toEqual({ accepted: 2, rejected: 0, unknown: 3 });
  const delivered = { action: 'delivered', code: '2.1.5' };
  await giveBack(inbound.port, {
    to,
    raw: dsn({ messageId: arrived.messageId, recipient: arrived.email, status: delivered }),
  });
  await giveBack(inbound.port, { to, raw: dsn({ messageId: refused.messageId, recipient: refused.email }) });
  await inbound.applied(arrived.attemptId, 'delivered');
  await inbound.applied(refused.attemptId, 'bounced');
  expect(await recipient(id, arrived.contactId)).toMatchObject({
    state: 'sent',
    wave: 1,
    due_at: expect.any(Date) as Date,
    delivered_at: expect.any(Date) as Date,
  });
  expect(await recipient(id, refused.contactId)).toMatchObject({
    state: 'rejected',
    due_at: null,
    bounced_at: expect.any(Date) as Date,
  });
  const funnel = { invited: 3, delivered: 1, bounced: 1, visited: 0, claimed: 0, reminded: 0 };
  expect(await get(id)).toMatchObject({ counts: { planned: 0, sent: 3, unknown: 1, rejected: 1 }, funnel });
  expect(await health(before)).toEqual({ accepted: 3, rejected: 1, unknown: 1 });

  const { pool, accountId } = inbound.mail;
  await pool.query('update accounts set unknown_again_days = 1 where id = $1', [accountId]);
  try {
    await settleUnknownByPolicy(pool, new Date(Date.now() + 2 * 86_400_000));
  } finally {
    await pool.query('update accounts set unknown_again_days = null where id = $1', [accountId]);
  }
  await pool.query('update recipients set due_at = now() where campaign_id = $1 and contact_id = $2 and state = $3', [
    id,
    silent.contactId,
    'planned',
  ]);
  await until('it was sent again', async () => (await recipient(id, silent.contactId)).state === 'sent', {
    seconds: 60,
  });
  const mails = inbound.mail.sink.to(silent.email);
  expect(mails).toHaveLength(2);
  for (const { raw } of mails) expect(raw.toString('latin1')).toContain(`Message-ID: ${silent.messageId}`);
  const counts = { planned: 0, deferred: 0, sent: 4, unknown: 0, rejected: 1 };
  expect(await get(id)).toMatchObject({ counts, funnel: { ...funnel, invited: 4 } });
  expect(await health(before)).toEqual({ accepted: 4, rejected: 1, unknown: 0 });
});

const settle = (attemptId: string, as: string) =>
  inbound.mail.post(`/api/send-attempts/${attemptId}/settle`, { as, reason: 'the log of the mail server says so' });

it('counts a mail that a person settles in the sending health of its domain as what it was', async () => {
  const before = await health();
  const { people } = await sent(4, 3);
  const [arrived, refused, again] = people as [Sent, Sent, Sent];
  expect(await health(before)).toEqual({ accepted: 1, rejected: 0, unknown: 3 });
  expect((await settle(arrived.attemptId, 'accepted')).status).toBe(200);
  expect((await settle(arrived.attemptId, 'rejected')).status).toBe(409);
  await settle(refused.attemptId, 'rejected');
  expect(await health(before)).toEqual({ accepted: 2, rejected: 1, unknown: 1 });
  await settle(again.attemptId, 'send_again');
  await until('it was sent again', async () => (await health(before)).accepted === 3, { seconds: 60 });
  expect(await health(before)).toEqual({ accepted: 3, rejected: 1, unknown: 0 });
});

it('sends no reminder of a campaign to a dead mailbox or to whoever complained; what was sent stays sent', async () => {
  const { id, people } = await sent(3, 0);
  const [dead, cross, well] = people as [Sent, Sent, Sent];
  await giveBack(inbound.port, { to, raw: dsn({ messageId: dead.messageId, recipient: dead.email }) });
  await giveBack(inbound.port, {
    from: 'fbl@example.net',
    to,
    raw: arf({ messageId: cross.messageId, recipient: cross.email }),
  });
  const bounced = await inbound.applied(dead.attemptId, 'bounced');
  expect(bounced.outcomes.map(({ code }) => code)).toEqual(['recorded', 'suppressed', 'reminders_stopped']);
  await inbound.applied(cross.attemptId, 'complained');
  expect(await recipient(id, dead.contactId)).toMatchObject({ state: 'sent', state_reason: 'bounced', due_at: null });
  expect(await recipient(id, cross.contactId)).toMatchObject({
    state: 'sent',
    state_reason: 'complained',
    due_at: null,
  });
  expect(await recipient(id, well.contactId)).toMatchObject({ state: 'sent', due_at: expect.any(Date) as Date });
  expect((await inbound.suppression(dead.email)).reason).toBe('bounced');
  expect((await inbound.suppression(cross.email)).reason).toBe('complained');
  expect((await get(id)).counts).toMatchObject({ sent: 3, rejected: 0 });
});
