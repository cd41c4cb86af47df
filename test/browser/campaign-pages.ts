import type { Pool } from 'pg';
import type { Platform } from '../../apps/local/platform.js';
import { createPool } from '../../database/pool.js';
import { ask as askAs } from '../importing.js';
import { dsn, giveBack } from '../mail/returned.js';
import { as, until } from '../platform/platform.js';
import { addContact, ask, type Place, type Scene } from './hub-scene.js';
import type { ConsolePage } from './pages.js';

const ofAgent = (name: string, path: string): ConsolePage => ({ name, path, role: 'agent', onPhone: true });
const of = (role: 'ops' | 'support', name: string, path: string): ConsolePage => ({ name, path, role });

interface Looked {
  state: string;
  digest: string | null;
  counts: Record<string, number>;
}

const firstNames = ['Anna', 'Boris', 'Clara', 'Dmitri', 'Elena', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas'];

/** Contacts with a home each, but for the last, who has no address of mail. */
const addPeople = (place: Place, count: number): Promise<Scene[]> =>
  Promise.all(
    firstNames.slice(0, count).map(
      (firstName, at) =>
      addContact({ firstName, lastName: 'Winter', street: `${at + 11} Pine Ct`, ...(at === count - 1 && count > 4 && { email: null }) }, place), // prettier-ignore
    ),
  );

async function make(place: Place, name: string, people: Scene[], settings: object = {}): Promise<string> {
  const audience = { kind: 'contacts', contactIds: people.map(({ contactId }) => contactId) };
  const always = { window: { days: [1, 2, 3, 4, 5, 6, 7], fromHour: 0, toHour: 24 } };
  const { id } = await ask<{ id: string }>('POST', '/campaigns', { name, audience, settings: { ...always, ...settings } }, place); // prettier-ignore
  await until(`${name} is looked at`, async () => (await look(place, id)).state === 'awaiting_review', { seconds: 60 });
  return id;
}

const look = (place: Place, id: string) => ask<Looked>('GET', `/campaigns/${id}`, undefined, place);

async function send(place: Place, id: string, sent: number): Promise<void> {
  await ask('POST', `/campaigns/${id}/approve`, { digest: (await look(place, id)).digest }, place);
  await until('its mails have left', async () => ((await look(place, id)).counts.sent ?? 0) >= sent, { seconds: 90 });
}

/** What homeowners did and what became of two mails. @returns whose mail nobody knows of */
async function whatFollowed(pool: Pool, campaignId: string, [first, second, third, fourth]: Scene[]): Promise<void> {
  const told = (set: string, scene: Scene | undefined) =>
    pool.query(`update recipients set ${set} where campaign_id = $1 and contact_id = $2`, [campaignId, scene?.contactId]); // prettier-ignore
  await told('visited_at = now(), claimed_at = now(), delivered_at = now()', first);
  await told('visited_at = now(), delivered_at = now()', second);
  await told(`due_at = null, state_reason = 'expired'`, third);
  await told(`state = 'unknown', wave = 0, due_at = null`, fourth);
  await pool.query(
    `update send_attempts set state = 'unknown', failure = 'worker_gone', reply_code = null, reply_text = null where campaign_id = $1 and contact_id = $2`,
    [campaignId, fourth?.contactId],
  );
  await pool.query(
    `update campaign_parts p set sent = sent - 1, unknown = unknown + 1 from recipients r
     where r.campaign_id = $1 and r.contact_id = $2 and p.campaign_id = r.campaign_id and p.part = r.part`,
    [campaignId, fourth?.contactId],
  );
}

async function bounce(pool: Pool, port: number, scene: Scene): Promise<string> {
  const { rows } = await pool.query<{ message_id: string }>(
    'select message_id from send_attempts where contact_id = $1 order by id desc limit 1',
    [scene.contactId],
  );
  await giveBack(port, { to: 'bounces@porchlight.example', raw: dsn({ messageId: rows[0]!.message_id, recipient: scene.email }) }); // prettier-ignore
  return until('the bounce is applied', async () => {
    const found = await pool.query<{ id: string }>(`select id::text from inbound_events where state = 'applied' order by id desc limit 1`); // prettier-ignore
    return found.rows[0]?.id;
  });
}

/** Campaigns under review, sending, reminding, held and stopped, with what came back, and the pages they have. */
export async function campaignPages({ apiUrl, env }: Platform): Promise<ConsolePage[]> {
  const place = { apiUrl, databaseUrl: env.DATABASE_URL ?? '' };
  const pool = createPool(place.databaseUrl, { max: 2 });
  const ops = await as('ops', apiUrl);
  const people = await addPeople(place, 10);
  const running = await make(place, 'Spring on Pine Court', people);
  await send(place, running, 9);
  await whatFollowed(pool, running, people);
  const eventId = await bounce(pool, Number(env.BOUNCE_SMTP_PORT), people[4]!);
  const held = await make(place, 'Autumn letters', await addPeople(place, 4), { perHour: 60 });
  await send(place, held, 1);
  await askAs(ops, 'POST /sending/holds', { scope: 'campaign', scopeId: held, reason: 'The agent asks to wait.' });
  const stopped = await make(place, 'Winter letters', await addPeople(place, 4), { perHour: 60 });
  await send(place, stopped, 1);
  await pool.query(
    `update campaigns set state = 'failed', resume_state = 'sending', failure_code = 'key_missing', failure_sentence = $2, fence = fence + 1 where id = $1`,
    [stopped, 'The key that makes the links in its mails is not among those of this installation.'],
  );
  const review = await make(place, 'Open house in May', await addPeople(place, 7));
  await pool.end();
  const at = `/campaigns/${running}`;
  return [
    ofAgent('campaigns', '/campaigns'),
    ofAgent('campaign-new', '/campaigns/new'),
    ofAgent('campaign-review', `/campaigns/${review}/review`),
    ofAgent('campaign', at),
    ofAgent('campaign-recipients', `${at}/recipients`),
    ofAgent('campaign-recipient', `${at}/recipients/${people[0]!.contactId}`),
    ofAgent('campaign-unknown', `${at}/recipients/${people[3]!.contactId}`),
    ofAgent('campaign-expired', `${at}/recipients/${people[2]!.contactId}`),
    ofAgent('campaign-came-back', `${at}/recipients/${people[4]!.contactId}`),
    ofAgent('campaign-left-out', `${at}/left-out`),
    ofAgent('campaign-message', `${at}/message?mail=1`),
    ofAgent('campaign-timeline', `${at}/timeline`),
    ofAgent('campaign-held', `/campaigns/${held}`),
    ofAgent('campaign-stopped', `/campaigns/${stopped}`),
    ofAgent('home-with-campaigns', '/'),
    of('ops', 'ops-campaigns', '/campaigns'),
    of('ops', 'ops-campaign', at),
    of('ops', 'ops-campaign-held', `/campaigns/${held}`),
    of('ops', 'ops-recipient', `${at}/recipients/${people[4]!.contactId}`),
    of('ops', 'ops-came-back', '/inbound-events'),
    of('ops', 'ops-came-back-one', `/inbound-events/${eventId}`),
    of('ops', 'ops-sending', '/sending'),
    of('ops', 'ops-unknown', '/sending/unknown'),
    of('ops', 'ops-person', `/people#${encodeURIComponent(people[4]!.email)}`),
    of('ops', 'ops-audit-heads', '/audit/heads'),
    of('support', 'support-needs-campaigns', '/needs-someone'),
    of('support', 'support-syncs', '/connections'),
  ];
}
