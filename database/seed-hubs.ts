import { homeKey } from '../domain/hubs/home-key.js';
import { joinHub } from './claims.js';
import { type Connection, query } from './execute.js';
import { recordHubEvent } from './hub-events.js';
import { type HeldHub, holdHub } from './hubs.js';
import { createInvitation, type TokenRing } from './invitations.js';

interface SeedContact {
  id: string;
  first_name: string;
  last_name: string;
  email: string;
  home: Record<'street' | 'unit' | 'city' | 'state' | 'zip' | 'country', string | null>;
}

/** A few Hubs of the demo's first office in several states; the invitation is mailed to the catcher at the first start. */
export async function seedHubs(tx: Connection, ring: TokenRing): Promise<void> {
  const contacts = await query<SeedContact & { account_id: string; agent_id: string }>(
    tx,
    `select c.id::text, c.account_id::text, c.first_name, c.last_name, c.email, u.id as agent_id,
       jsonb_build_object('street', c.street, 'unit', c.unit, 'city', c.city, 'state', c.state, 'zip', c.zip, 'country', c.country) as home
     from contacts c join accounts a on a.id = c.account_id and a.slug = 'hillside'
     join auth."user" u on u."accountId" = a.id and u.email = 'maria@hillside.example'
     where not exists (select from hubs h where h.account_id = a.id) order by c.id limit 5`,
    [],
  );
  const hubs: HeldHub[] = [];
  for (const contact of contacts) hubs.push(await seedHub(tx, contact));
  const [, invited, claimed, paused] = hubs;
  if (!invited || !claimed || !paused) return;
  await createInvitation(tx, ring, invited, {
    ...person(contacts[1]!),
    role: 'owner',
    reminders: 2,
    via: 'mail',
    sentBy: invited.agentId,
  });
  const { memberId } = await joinHub(tx, claimed, { ...person(contacts[2]!), role: 'owner' });
  await ask(tx, claimed, memberId);
  await query(tx, `update hubs set state = 'paused', resume_state = 'ready' where id = $1`, [paused.hubId]);
}

const person = ({ email, first_name: firstName, last_name: lastName }: SeedContact) => ({
  email,
  emailNormalized: email.toLowerCase(),
  firstName,
  lastName,
});

async function seedHub(
  tx: Connection,
  contact: SeedContact & { account_id: string; agent_id: string },
): Promise<HeldHub> {
  const { home } = contact;
  const [made] = await query<{ id: string }>(
    tx,
    `insert into hubs (account_id, contact_id, agent_id, state, street, unit, city, state_code, zip, country, home_key, created_by)
     values ($1, $2, $3, 'ready', $4, $5, $6, $7, $8, $9, $10, $3) returning id::text`,
    [
      contact.account_id,
      contact.id,
      contact.agent_id,
      home.street,
      home.unit,
      home.city,
      home.state,
      home.zip,
      home.country,
      homeKey(home),
    ],
  );
  const hub = (await holdHub(tx, made!.id))!;
  await recordHubEvent(tx, { ...hub, kind: 'hub_created', byKind: 'agent', byId: hub.agentId });
  return hub;
}

async function ask(tx: Connection, hub: HeldHub, memberId: string): Promise<void> {
  await query(tx, 'insert into hub_questions (account_id, hub_id, member_id, text) values ($1, $2, $3, $4)', [
    hub.accountId,
    hub.hubId,
    memberId,
    'Is it a good time to think about refinancing?',
  ]);
  await recordHubEvent(tx, { ...hub, kind: 'question_asked', byKind: 'homeowner', byId: memberId });
}
