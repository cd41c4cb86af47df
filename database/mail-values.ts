import type { MailFacts } from '../domain/mail/facts.js';
import { type MailAddress, type MailValues, namesTogether } from '../domain/mail/values.js';
import { type Connection, query } from './execute.js';

/** A row of contacts with its Hub, its agent and its account, as mails see them. */
interface PeopleRow {
  account_id: string;
  account_name: string;
  account_country: string;
  brokerage: string | null;
  website: string | null;
  postal_address: string | null;
  contact_id: string;
  hub_id: string | null;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  co_first_name: string | null;
  co_last_name: string | null;
  co_email: string | null;
  home: MailAddress;
  agent_id: string | null;
  agent_name: string | null;
  agent_email: string | null;
  title: string | null;
  phone: string | null;
  license: string | null;
  about: string | null;
  photo_key: string | null;
  reply_to: string | null;
}

export interface AboutHub {
  accountId: string;
  contactId: string;
  /** Null: the contact's own address is the home. */
  hubId: string | null;
  /** Who sends it where there is no Hub yet. */
  agentId?: string | null;
  /** Another contact who shares mailbox and home, and is named in the same mail. */
  togetherWith?: string | null;
}

export type InvitedRole = 'owner' | 'co_owner';

/**
 * What a mail to the owner or the co-owner of one home says; the same for a preview, a test and the mail itself.
 * @returns null when the contact is not one of the account
 */
export async function findMailFacts(conn: Connection, about: AboutHub, role: InvitedRole): Promise<MailFacts | null> {
  const row = await findPeople(conn, about);
  if (!row) return null;
  const owner = { first: row.first_name, last: row.last_name, email: row.email };
  const coOwner = { first: row.co_first_name, last: row.co_last_name, email: row.co_email };
  const isShared = !coOwner.email || coOwner.email.toLowerCase() === owner.email?.toLowerCase();
  const to = role === 'owner' ? owner : coOwner;
  const greeted = role === 'owner' && isShared ? [owner.first, coOwner.first] : [to.first];
  return {
    ...partsOf(row),
    to: { name: fullName(to.first, to.last) ?? '', email: to.email ?? '' },
    values: {
      ...valuesOf(row),
      firstName: to.first,
      firstNames: namesTogether(greeted),
      lastName: to.last,
      inviterName: fullName(owner.first, owner.last),
      homeownerName: fullName(owner.first, owner.last),
    },
  };
}

async function findPeople(conn: Connection, { accountId, contactId, hubId, agentId, togetherWith }: AboutHub) {
  const [row] = await query<PeopleRow>(
    conn,
    `select a.id::text as account_id, a.name as account_name, a.country as account_country, a.brokerage, a.website, a.postal_address,
       c.id::text as contact_id, h.id::text as hub_id, c.first_name, c.last_name, c.email,
       case when p.id is not null then p.first_name when h.id is null then c.co_first_name else h.co_first_name end as co_first_name,
       case when p.id is not null then p.last_name when h.id is null then c.co_last_name else h.co_last_name end as co_last_name,
       case when p.id is not null then c.email when h.id is null then c.co_email else h.co_email end as co_email,
       case when h.id is null
         then jsonb_build_object('street', c.street, 'unit', c.unit, 'city', c.city, 'state', c.state, 'zip', c.zip)
         else jsonb_build_object('street', h.street, 'unit', h.unit, 'city', h.city, 'state', h.state_code, 'zip', h.zip) end as home,
       u.id as agent_id, u.name as agent_name, u.email as agent_email, g.title, g.phone, g.license, g.about, g.photo_key, g.reply_to
     from contacts c join accounts a on a.id = c.account_id
     left join contacts p on p.id = $5::bigint and p.account_id = c.account_id
     left join hubs h on h.id = $3::bigint and h.contact_id = c.id
     left join auth."user" u on u.id = coalesce(h.agent_id, $4)
     left join agents g on g.user_id = u.id
     where c.id = $2::bigint and c.account_id = $1::bigint`,
    [accountId, contactId, hubId, agentId ?? null, togetherWith ?? null],
  );
  return row ?? null;
}

const partsOf = (row: Omit<PeopleRow, 'contact_id'> & { contact_id: string | null }) => ({
  accountId: row.account_id,
  accountName: row.account_name,
  country: row.account_country,
  hubId: row.hub_id,
  contactId: row.contact_id,
  agent: agentOf(row),
});

type AgentRow = Pick<
  PeopleRow,
  'agent_id' | 'agent_name' | 'agent_email' | 'reply_to' | 'photo_key' | 'title' | 'phone' | 'license' | 'about'
>;
type OfficeRow = Pick<PeopleRow, 'account_name' | 'account_country' | 'brokerage' | 'website' | 'postal_address'>;

function agentOf({ agent_id, agent_name, agent_email, reply_to, photo_key }: AgentRow): MailFacts['agent'] {
  if (!agent_id || !agent_email) return null;
  return { id: agent_id, name: agent_name ?? '', replyTo: reply_to ?? agent_email, photoKey: photo_key };
}

function valuesOf(row: PeopleRow): MailValues {
  return { ...cardValues(row), homeStreet: row.home, homeAddress: row.home };
}

/** Agent and office; where there is no agent the office stands for one. */
export function cardValues(row: AgentRow & OfficeRow): MailValues {
  const name = row.agent_name ?? row.brokerage ?? row.account_name;
  return {
    agentName: name,
    agentFirstName: row.agent_name?.split(/\s+/)[0] ?? name,
    agentTitle: row.title,
    agentPhone: row.phone,
    agentLicense: row.license,
    agentAbout: row.about,
    brokerage: row.brokerage ?? row.account_name,
    website: row.website,
    postalAddress: row.postal_address,
  };
}

/** What a mail says that concerns an account and one of its agents, but no contact. */
export async function findOfficeFacts(
  conn: Connection,
  { accountId, agentId }: { accountId: string; agentId: string | null },
): Promise<MailFacts | null> {
  const [row] = await query<AgentRow & OfficeRow>(
    conn,
    `select a.name as account_name, a.country as account_country, a.brokerage, a.website, a.postal_address, u.id as agent_id, u.name as agent_name,
       u.email as agent_email, g.title, g.phone, g.license, g.about, g.photo_key, g.reply_to
     from accounts a left join auth."user" u on u.id = $2 left join agents g on g.user_id = u.id where a.id = $1::bigint`,
    [accountId, agentId],
  );
  if (!row) return null;
  return {
    accountId,
    accountName: row.account_name,
    country: row.account_country,
    hubId: null,
    contactId: null,
    to: { name: '', email: '' },
    agent: agentOf(row),
    values: cardValues(row),
  };
}

export const fullName = (first: string | null | undefined, last: string | null | undefined): string | null =>
  [first, last].filter(Boolean).join(' ') || null;
