import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';
import type { PersonContact, PersonHub, PersonInvitation } from './people.schemas.js';

const atMost = 200;

/** Through the accounts, so that the index of one address within one account is enough. */
const contactsSql = `
select c.id::text, a.id::text as "accountId", a.name as "accountName", concat_ws(' ', c.first_name, c.last_name) as name,
  c.unsubscribed as "isUnsubscribed"
from accounts a cross join lateral (select * from contacts where account_id = a.id and email_normalized = $1 limit 1) c
order by c.id desc limit ${atMost}`;

const hubsSql = `
with part as (
  select m.hub_id, case when m.left_at is null then m.role else 'left' end as part, m.joined_at as since
  from hub_members m where m.email_normalized = $1
  union all
  select h.id, 'contact', h.created_at from accounts a
  cross join lateral (select id from contacts where account_id = a.id and email_normalized = $1 limit 1) c join hubs h on h.contact_id = c.id
)
select distinct on (h.id) h.id::text, a.id::text as "accountId", a.name as "accountName", h.state, p.part, p.since,
  nullif(concat_ws(', ', concat_ws(' ', h.street, h.unit), h.city), '') as home
from part p join hubs h on h.id = p.hub_id join accounts a on a.id = h.account_id
order by h.id desc, p.part = 'contact' limit ${atMost}`;

const invitationsSql = `
select i.id::text, a.id::text as "accountId", a.name as "accountName", i.hub_id::text as "hubId", i.role, i.state, i.via, u.name as "sentBy",
  i.created_at as "createdAt", i.next_action_at as "nextActionAt", i.blocked_sentence as "blockedSentence",
  coalesce(i.claimed_at, i.revoked_at, case when i.state = 'expired' then i.expires_at end) as "endedAt"
from invitations i join accounts a on a.id = i.account_id left join auth."user" u on u.id = i.sent_by
where i.email_normalized = $1 order by i.id desc limit ${atMost}`;

const iso = (at: unknown) => (at ? new Date(at as string).toISOString() : null);

export async function findParts(em: EntityManager, address: string) {
  const contacts = await query<PersonContact>(em, contactsSql, [address]);
  const hubs = await query<PersonHub>(em, hubsSql, [address]);
  const invitations = await query<PersonInvitation>(em, invitationsSql, [address]);
  return {
    contacts,
    hubs: hubs.map((hub) => ({ ...hub, since: iso(hub.since)! })),
    invitations: invitations.map((invitation) => ({
      ...invitation,
      createdAt: iso(invitation.createdAt)!,
      nextActionAt: iso(invitation.nextActionAt),
      endedAt: iso(invitation.endedAt),
    })),
  };
}

/** Whose mails they were: the ledger holds ids alone. */
export async function accountsOf(em: EntityManager, attemptIds: string[]) {
  const rows = await query<{ id: string; accountId: string; accountName: string }>(
    em,
    `select s.id::text, s.account_id::text as "accountId", coalesce(a.name, 'Porchlight') as "accountName"
     from send_attempts s left join accounts a on a.id = s.account_id where s.id = any ($1::bigint[])`,
    [`{${attemptIds.join(',')}}`],
  );
  return new Map(rows.map(({ id, ...account }) => [id, account]));
}
