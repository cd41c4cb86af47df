import { randomBytes } from 'node:crypto';
import { invitationDays } from '../domain/hubs/reminders.js';
import type { ChosenHub } from './campaign-hubs.js';
import type { ToPrepare } from './campaign-prepare.js';
import { type Connection, query } from './execute.js';
import { claimTokenOf, hashOfToken, type TokenRing } from './invitations.js';

const nonceBytes = 16;

export interface InvitationsOf {
  campaignId: string;
  accountId: string;
  /** In whose name they are sent. */
  agentId: string;
  subject: string | null;
  message: string | null;
  reminders: number;
}

export interface Invited {
  person: ToPrepare;
  hub: ChosenHub;
  /** When the first mail may go out: the days of the link begin then. */
  dueAt: Date;
}

/**
 * One invitation for each, which the campaign mails and no workflow of its own: `next_action_at` stays null until a person takes it
 * over by hand. Their Hubs move with them, and have it in their histories. The caller holds the Hubs.
 * @returns invitation by contact; without those for whom another invitation waits
 */
export async function makeInvitations(
  tx: Connection,
  { ring, of, invited }: { ring: TokenRing; of: InvitationsOf; invited: Invited[] },
): Promise<Map<string, string>> {
  if (invited.length === 0) return new Map();
  const ids = await query<{ id: string }>(
    tx,
    `select nextval(s.name)::text as id from (select pg_get_serial_sequence('invitations', 'id')::regclass as name offset 0) s, generate_series(1, $1::int)`,
    [invited.length],
  );
  const nonces = randomBytes(nonceBytes * invited.length);
  const rows = invited.map(({ person, hub, dueAt }, index) => {
    const id = ids[index]!.id;
    const nonce = nonces.subarray(index * nonceBytes, (index + 1) * nonceBytes);
    const hash = hashOfToken(claimTokenOf(ring, { id, nonce, keyId: ring.newest }));
    return {
      id,
      hub_id: hub.hubId,
      is_new: hub.isNew,
      contact_id: person.contactId,
      first_name: person.firstName,
      last_name: person.lastName,
      email: person.email,
      email_normalized: person.emailNormalized,
      hash: hash.toString('hex'),
      nonce: nonce.toString('hex'),
      due_at: dueAt,
    };
  });
  const made = await query<{ contactId: string; id: string }>(tx, makeSql, [
    JSON.stringify(rows),
    of.accountId,
    of.campaignId,
    of.subject,
    of.message,
    of.reminders,
    ring.newest,
    of.agentId,
    invitationDays,
  ]);
  return new Map(made.map(({ contactId, id }) => [contactId, id]));
}

const makeSql = `
with given as materialized (
  select * from jsonb_to_recordset($1::jsonb) as g (id bigint, hub_id bigint, is_new boolean, contact_id bigint, first_name text, last_name text,
    email text, email_normalized text, hash text, nonce text, due_at timestamptz)
), made as (
  insert into invitations (id, account_id, hub_id, contact_id, campaign_id, role, via, first_name, last_name, email, email_normalized, subject, message,
    token_hash, nonce, key_id, reminders, next_action_at, sent_by, expires_at)
  overriding system value
  select id, $2::bigint, hub_id, contact_id, $3::bigint, 'owner', 'mail', first_name, last_name, email, email_normalized, $4, $5,
    decode(hash, 'hex'), decode(nonce, 'hex'), $7::int, $6::int, null, $8, due_at + make_interval(days => $9::int)
  from given order by id on conflict do nothing returning id, hub_id, contact_id
), moved as (
  update hubs h set state = 'invited', updated_at = now() from made m where h.id = m.hub_id and h.state = 'ready'
), told as (
  insert into hub_events (account_id, hub_id, contact_id, kind, by_kind, by_id, invitation_id, details)
  select $2::bigint, m.hub_id, m.contact_id, case when g.is_new then 'hub_created' else 'invitation_created' end, 'agent', $8, m.id,
    jsonb_build_object('campaignId', $3::text)
  from made m join given g on g.id = m.id order by m.id
)
select contact_id::text as "contactId", id::text from made`;
