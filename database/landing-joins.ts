import { homeKey, type HomeAddress } from '../domain/hubs/home-key.js';
import { restingState } from '../domain/hubs/states.js';
import { joinHub } from './claims.js';
import { type Connection, query } from './execute.js';
import { recordHubEvent } from './hub-events.js';
import { type HeldHub, holdHub } from './hubs.js';
import { wakeInvitation } from './invitations.js';
import type { FoundLandingLink } from './landing-links.js';
import { recordAudit } from './record-audit.js';

/** Who came through a landing link and has proved the address by a code. */
export interface Proved {
  email: string;
  emailNormalized: string;
  firstName: string;
  lastName: string;
  requestId: string;
}

interface Matched {
  contactId: string;
  role: 'owner' | 'co_owner';
}

const nobody = { kind: 'system', id: null, role: null } as const;

/** Finds or makes contact and Hub for a proved address, and joins. An invitation that waited for this address is claimed with it. */
export async function joinByLandingLink(tx: Connection, link: FoundLandingLink, proved: Proved) {
  const { accountId, agentId, landingLinkId } = link;
  const { contactId, role } = (await matchContact(tx, link, proved)) ?? (await createContact(tx, link, proved));
  const hub = await findOrMakeHub(tx, { accountId, agentId, contactId, requestId: proved.requestId });
  const invitationId = await claimWaiting(tx, hub, proved.emailNormalized);
  const joined = await joinHub(tx, hub, { ...proved, role, invitationId });
  await recordAudit(tx, {
    accountId,
    actor: nobody,
    action: 'landing_link.joined',
    subject: { kind: 'landing_link', id: landingLinkId },
    requestId: proved.requestId,
    after: { by: 'homeowner', hubId: hub.hubId, memberId: joined.memberId, role: joined.role },
  });
  return { ...joined, hubId: hub.hubId, accountId, contactId, agentId: hub.agentId, invitationId };
}

/**
 * A contact of the account with this very address. The link of one contact also knows its second address and its co-owner's, and gives
 * the contact its address where it has none; nobody becomes that contact with an address of another.
 */
async function matchContact(
  tx: Connection,
  { accountId, contactId }: FoundLandingLink,
  { email, emailNormalized }: Proved,
): Promise<Matched | null> {
  const [match] = await query<Matched & { lacksEmail: boolean }>(
    tx,
    `select id::text as "contactId", email_normalized is null as "lacksEmail",
       case when id = $2::bigint and lower(co_email) = $3 and email_normalized is distinct from $3 then 'co_owner' else 'owner' end as role
     from contacts c where account_id = $1 and (email_normalized = $3 or (id = $2::bigint and ($3 in (lower(email2), lower(co_email))
       or (email_normalized is null and not exists (select from contacts o where o.account_id = c.account_id and o.email_normalized = $3)))))
     order by id = $2::bigint desc nulls last limit 1 for update`,
    [accountId, contactId, emailNormalized],
  );
  if (match?.lacksEmail && match.role === 'owner')
    await query(
      tx,
      `update contacts set email = $2, email_normalized = $3, version = version + 1, updated_at = now() where id = $1 and email_normalized is null`,
      [match.contactId, email, emailNormalized],
    );
  return match ? { contactId: match.contactId, role: match.role } : null;
}

async function createContact(tx: Connection, { accountId }: FoundLandingLink, proved: Proved): Promise<Matched> {
  const [made] = await query<{ id: string }>(
    tx,
    `insert into contacts (account_id, first_name, last_name, email, email_normalized, source) values ($1, $2, $3, $4, $5, 'Landing link')
     on conflict (account_id, email_normalized) do update set updated_at = contacts.updated_at returning id::text`,
    [accountId, proved.firstName, proved.lastName, proved.email, proved.emailNormalized],
  );
  await recordAudit(tx, {
    accountId,
    actor: nobody,
    action: 'contact.created',
    subject: { kind: 'contact', id: made!.id },
    requestId: proved.requestId,
    after: { by: 'homeowner' },
  });
  return { contactId: made!.id, role: 'owner' };
}

/** The latest living Hub of the contact, held; a new one with the contact's home where there is none. */
async function findOrMakeHub(
  tx: Connection,
  of: { accountId: string; agentId: string; contactId: string; requestId: string },
): Promise<HeldHub> {
  const { accountId, agentId, contactId, requestId } = of;
  const [there] = await query<{ id: string }>(
    tx,
    `select id::text from hubs where account_id = $1 and contact_id = $2 and state <> 'archived' order by hubs.id desc limit 1`,
    [accountId, contactId],
  );
  const hub = there && (await holdHub(tx, there.id));
  if (hub) return hub;
  const [contact] = await query<HomeAddress>(
    tx,
    'select street, unit, city, state, zip, country from contacts where id = $1',
    [contactId],
  );
  const home = contact!;
  const key = homeKey(home);
  const state = restingState({ hasHome: key !== null, hasOwner: false, isInvited: false });
  const [made] = await query<{ id: string }>(
    tx,
    `insert into hubs (account_id, contact_id, agent_id, state, street, unit, city, state_code, zip, country, home_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id::text`,
    [accountId, contactId, agentId, state, home.street, home.unit, home.city, home.state, home.zip, home.country, key],
  );
  const hubId = made!.id;
  await recordHubEvent(tx, { accountId, hubId, contactId, kind: 'hub_created', byKind: 'system' });
  await recordAudit(tx, {
    accountId,
    actor: nobody,
    action: 'hub.created',
    subject: { kind: 'hub', id: hubId },
    requestId,
    after: { state, contactId, by: 'homeowner' },
  });
  return (await holdHub(tx, hubId))!;
}

/** The proof is more than the link of the mail would have been. */
async function claimWaiting(
  tx: Connection,
  { hubId, accountId }: HeldHub,
  emailNormalized: string,
): Promise<string | null> {
  const [claimed] = await query<{ id: string }>(
    tx,
    `update invitations set state = 'claimed', claimed_at = now(), next_action_at = null, fence = fence + 1, updated_at = now(),
       blocked_code = null, blocked_sentence = null
     where hub_id = $1 and email_normalized = $2 and state = 'waiting' returning id::text`,
    [hubId, emailNormalized],
  );
  if (!claimed) return null;
  await wakeInvitation(tx, { accountId, invitationId: claimed.id });
  return claimed.id;
}
