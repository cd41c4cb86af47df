import { homeKey } from '../domain/hubs/home-key.js';
import { restingState } from '../domain/hubs/states.js';
import type { LivingHub, ToPrepare } from './campaign-prepare.js';
import { type Connection, query } from './execute.js';

export interface HubsOf {
  accountId: string;
  agentId: string;
  /** Who made the campaign. */
  createdBy: string | null;
  campaignId: string;
}

/** Where a recipient is invited to; `isNew` when it was made for that. */
export interface ChosenHub {
  hubId: string;
  state: LivingHub['state'];
  resumeState: LivingHub['resumeState'];
  isNew: boolean;
}

/**
 * The Hub of each recipient: the one of their own home, else their newest; who has none gets one, as if made by hand. The partner of
 * a couple becomes its co-owner where none is known, so that every mail about it names both.
 */
export async function chooseHubs(tx: Connection, of: HubsOf, people: ToPrepare[]): Promise<Map<string, ChosenHub>> {
  const chosen = new Map<string, ChosenHub>();
  const without: (ToPrepare & { key: string | null })[] = [];
  const joined: { hubId: string; person: ToPrepare }[] = [];
  for (const person of people) {
    const key = homeKey(person);
    const hub = person.hubs.find((one) => one.homeKey === key) ?? person.hubs[0];
    if (!hub) {
      without.push({ ...person, key });
      continue;
    }
    chosen.set(person.contactId, { hubId: hub.id, state: hub.state, resumeState: hub.resumeState, isNew: false });
    if (person.partner && !hub.coFirstName && !hub.coLastName && !hub.coEmail) joined.push({ hubId: hub.id, person });
  }
  for (const made of await insertHubs(tx, of, without)) chosen.set(made.contactId, made);
  if (joined.length > 0) await namePartners(tx, joined);
  return chosen;
}

async function insertHubs(tx: Connection, of: HubsOf, people: (ToPrepare & { key: string | null })[]) {
  if (people.length === 0) return [];
  const rows = people.map((person) => ({
    contact_id: person.contactId,
    state: restingState({ hasHome: person.key !== null, hasOwner: false, isInvited: true }),
    street: person.street,
    unit: person.unit,
    city: person.city,
    state_code: person.state,
    zip: person.zip,
    country: person.country,
    home_key: person.key,
    ...coOwnerOf(person),
  }));
  const made = await query<{ contactId: string; hubId: string; state: LivingHub['state'] }>(
    tx,
    `insert into hubs (account_id, contact_id, agent_id, state, street, unit, city, state_code, zip, country, home_key, co_first_name, co_last_name, co_email, created_by)
     select $1, g.contact_id, $2, g.state, g.street, g.unit, g.city, g.state_code, g.zip, g.country, g.home_key, g.co_first_name, g.co_last_name, g.co_email, $3
     from jsonb_to_recordset($4::jsonb) as g (contact_id bigint, state text, street text, unit text, city text, state_code text, zip text, country text,
       home_key text, co_first_name text, co_last_name text, co_email text)
     order by g.contact_id returning contact_id::text as "contactId", id::text as "hubId", state`,
    [of.accountId, of.agentId, of.createdBy, JSON.stringify(rows)],
  );
  return made.map((hub) => ({ ...hub, resumeState: null, isNew: true }));
}

/** A partner who reads the same mailbox is named with it; else who stands as the contact's co-owner. */
function coOwnerOf({ partner, email, coFirstName, coLastName, coEmail }: ToPrepare) {
  if (partner && !coFirstName && !coLastName && !coEmail)
    return { co_first_name: partner.firstName, co_last_name: partner.lastName, co_email: email };
  return { co_first_name: coFirstName, co_last_name: coLastName, co_email: coEmail };
}

async function namePartners(tx: Connection, joined: { hubId: string; person: ToPrepare }[]): Promise<void> {
  const rows = joined.map(({ hubId, person: { partner, email } }) => ({ id: hubId, ...partner, email }));
  await query(
    tx,
    `update hubs h set co_first_name = g."firstName", co_last_name = g."lastName", co_email = g.email, version = version + 1, updated_at = now()
     from jsonb_to_recordset($1::jsonb) as g (id bigint, "firstName" text, "lastName" text, email text) where h.id = g.id`,
    [JSON.stringify(rows)],
  );
}
