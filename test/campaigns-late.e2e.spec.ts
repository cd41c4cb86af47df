import { jest } from '@jest/globals';
import { eraseContacts } from '../database/erase.js';
import { inTransaction } from '../database/transaction.js';
import type { LateReason } from '../domain/campaigns/late.js';
import { countedStates } from '../domain/campaigns/states.js';
import { readConfig } from '../integrations/config.js';
import { anyTime, CampaignScene } from './campaign-scene.js';
import { ask } from './importing.js';
import { mailsTo } from './platform/newcomer.js';
import { platform } from './platform/platform.js';

jest.setTimeout(240_000);

let scene: CampaignScene;
beforeAll(async () => void (scene = await CampaignScene.open()));
afterAll(() => scene.close());

/** What may happen to somebody between the review and the sending, and under which reason they are then left out. */
const fates: [LateReason | null, (contactId: string) => Promise<unknown>][] = [
  [null, async () => undefined],
  ['unsubscribed', (id) => scene.suppress(id, 'unsubscribed', 'account')],
  ['unsubscribed', (id) => scene.suppress(id, 'asked', 'platform')],
  ['complained', (id) => scene.suppress(id, 'complained', 'platform')],
  ['bounced', (id) => scene.suppress(id, 'bounced', 'account')],
  ['address_changed', (id) => scene.pool.query(`update contacts set email = 'new.' || email, email_normalized = 'new.' || email_normalized where id = $1`, [id])],
  ['erased', (id) => erase(id)],
  ['joined', async (id) => scene.joins(await scene.hub(id), await scene.emailOf(id))],
  ['invited_meanwhile', async (id) => ask(scene.agent, `POST /hubs/${await scene.hub(id)}/invitations`, { via: 'link' })],
  ['hub_paused', async (id) => ask(scene.agent, `POST /hubs/${await scene.hub(id)}/pause`)],
]; // prettier-ignore

async function erase(contactId: string): Promise<void> {
  const { addressKey } = readConfig({ ...platform().env });
  const erasing = { accountId: scene.accountId, addressKey, contactIds: [contactId] };
  await inTransaction(scene.pool, (tx) => eraseContacts(tx, erasing));
}

/** How many mails each address has got. */
async function mailedOf(emails: string[]): Promise<number[]> {
  const mails = await Promise.all(emails.map((email) => mailsTo(email)));
  return mails.map(({ length }) => length);
}

/** The same numbers in every run (mulberry32): a failure can be looked at again. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

it.each([7, 41, 1_234])(
  'accounts for everybody who was reviewed, whatever happened to them meanwhile (seed %d)',
  async (seed) => {
    const roll = dice(seed);
    const contactIds: string[] = [];
    for (let i = 0; i < 30; i++)
      contactIds.push(await scene.contact(roll() < 0.2 ? { street: null, zip: null, city: null, state: null } : {}));
    const settings = { window: anyTime, reminders: 0 };
    const campaign = await scene.reviewed({ audience: { kind: 'contacts', contactIds }, settings });
    expect(campaign.verdicts.eligible).toBe(30);

    const emails = await Promise.all(contactIds.map((contactId) => scene.emailOf(contactId)));
    const expected: Record<string, string | null> = {};
    for (const contactId of contactIds) {
      const [reason, befall] = fates[Math.floor(roll() * fates.length)]!;
      const { rows } = await scene.pool.query('select from contacts where id = $1 and street is null', [contactId]);
      // Who has no home can neither be invited by hand nor have a Hub that is paused.
      const isOpen = rows.length > 0 && (reason === 'invited_meanwhile' || reason === 'hub_paused');
      if (!isOpen) await befall(contactId);
      expected[contactId] = isOpen ? null : reason;
    }
    expect((await scene.command(campaign.id, 'approve', { digest: campaign.digest })).status).toBe(202);
    const sent = await scene.reaches(campaign.id, 'completed');

    const counts = countedStates.map((state) => sent.counts[state]);
    expect(counts.reduce((all, one) => all + one, 0)).toBe(campaign.verdicts.eligible);
    expect(sent.counts.sent + sent.counts.late_excluded).toBe(campaign.verdicts.eligible);
    const { rows } = await scene.pool.query<{ contact_id: string; reason: string | null }>(
      `select contact_id::text, case when state = 'late_excluded' then state_reason end as reason from recipients where campaign_id = $1`,
      [campaign.id],
    );
    expect(Object.fromEntries(rows.map(({ contact_id, reason }) => [contact_id, reason]))).toEqual(expected);
    expect(sent.counts.late_excluded).toBe(Object.values(expected).filter(Boolean).length);
    const mailed = await mailedOf(emails);
    expect(mailed).toEqual(contactIds.map((contactId) => (expected[contactId] === null ? 1 : 0)));
  },
);

it('makes one Hub and one invitation for each who is left, as if by hand, and tells the Hub of it', async () => {
  const contactIds = [await scene.contact(), await scene.contact({ street: null, zip: null, city: null, state: null })];
  const known = await scene.hub(contactIds[0]!);
  const later = new Date(Date.now() + 86_400_000).toISOString();
  const settings = { window: anyTime, startAt: later, reminders: 1 };
  const campaign = await scene.reviewed({ audience: { kind: 'contacts', contactIds }, settings, message: 'Hello.' });
  await scene.command(campaign.id, 'approve', { digest: campaign.digest });
  await scene.reaches(campaign.id, 'sending');
  const { rows } = await scene.pool.query(
    `select i.contact_id::text, i.state, i.via, i.reminders, i.message, i.next_action_at, octet_length(i.nonce) as nonce, h.state as hub, h.agent_id = c.agent_id as is_agents,
       (select array_agg(kind order by e.id) from hub_events e where e.hub_id = h.id) as events
     from invitations i join hubs h on h.id = i.hub_id join campaigns c on c.id = i.campaign_id where i.campaign_id = $1 order by i.contact_id`,
    [campaign.id],
  );
  const made = { state: 'waiting', via: 'mail', reminders: 1, message: 'Hello.', next_action_at: null, nonce: 16, is_agents: true }; // prettier-ignore
  expect(rows).toEqual([
    { ...made, contact_id: contactIds[0], hub: 'invited', events: ['hub_created', 'invitation_created'] },
    { ...made, contact_id: contactIds[1], hub: 'draft', events: ['hub_created'] },
  ]);
  expect(rows.length).toBe(contactIds.length);
  const { data } = await scene.recipients(campaign.id, { state: 'planned' });
  expect(data.map(({ dueAt }) => dueAt)).toEqual([later, later]);
  expect(data.map(({ hubId }) => hubId)).toContain(known);

  expect((await scene.command(campaign.id, 'cancel', { reason: 'Not now' })).status).toBe(202);
  const cancelled = await scene.reaches(campaign.id, 'cancelled');
  expect(cancelled.approved?.digest).toBe(campaign.digest);
});
