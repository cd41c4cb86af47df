import type { HandoverFailure } from '../../../domain/mail/handover.js';
import type { HomeDetails } from '../../../domain/hubs/details.js';
import type { HubState, InvitationState, ResumableState } from '../../../domain/hubs/states.js';
import { type Connection, query } from '../../../database/execute.js';

/** A time as the database writes it in JSON. */
export type Stamp = string;

export interface InvitationRow {
  id: string;
  hub_id: string;
  contact_id: string;
  hub_state: HubState;
  role: 'owner' | 'co_owner';
  state: InvitationState;
  via: 'mail' | 'link';
  first_name: string | null;
  last_name: string | null;
  email: string;
  subject: string | null;
  message: string | null;
  wave: number;
  reminders: number;
  next_action_at: Stamp | null;
  blocked_code: string | null;
  blocked_sentence: string | null;
  sent_by: string | null;
  created_at: Stamp;
  first_sent_at: Stamp | null;
  last_sent_at: Stamp | null;
  rotated_at: Stamp | null;
  expires_at: Stamp;
  claimed_at: Stamp | null;
  revoked_at: Stamp | null;
  revoked_reason: string | null;
  /** The campaign that sends it, and when it sends the next mail. */
  campaign: { id: string; name: string; due_at: Stamp | null } | null;
  attempts: {
    id: string;
    wave: number;
    attempt: number;
    state: 'submitting' | 'accepted' | 'deferred' | 'rejected' | 'unknown';
    started_at: Stamp;
    ended_at: Stamp | null;
    next_attempt_at: Stamp | null;
    failure: HandoverFailure | null;
    reply: string | null;
    settled_as: 'accepted' | 'rejected' | 'send_again' | null;
  }[];
}

/** An invitation as one JSON value, of the row `i` and its Hub `h`; never with what its token is made from. */
export const invitationJson = `jsonb_build_object('id', i.id::text, 'hub_id', i.hub_id::text, 'contact_id', i.contact_id::text, 'hub_state', h.state,
  'role', i.role, 'state', i.state, 'via', i.via, 'first_name', i.first_name, 'last_name', i.last_name, 'email', i.email, 'subject', i.subject,
  'message', i.message, 'wave', i.wave, 'reminders', i.reminders, 'next_action_at', i.next_action_at, 'blocked_code', i.blocked_code,
  'blocked_sentence', i.blocked_sentence, 'sent_by', (select u.name from auth."user" u where u.id = i.sent_by), 'created_at', i.created_at,
  'first_sent_at', i.first_sent_at, 'rotated_at', i.rotated_at, 'expires_at', i.expires_at, 'claimed_at', i.claimed_at,
  'revoked_at', i.revoked_at, 'revoked_reason', i.revoked_reason,
  'campaign', (select jsonb_build_object('id', m.id::text, 'name', m.name, 'due_at', r.due_at) from campaigns m
    left join recipients r on r.invitation_id = i.id and r.campaign_id = m.id where m.id = i.campaign_id),
  'last_sent_at', (select max(a.ended_at) from send_attempts a where a.invitation_id = i.id and a.state = 'accepted'),
  'attempts', coalesce((select jsonb_agg(jsonb_build_object('id', a.id::text, 'wave', a.wave, 'attempt', a.attempt, 'state', a.state,
      'started_at', a.started_at, 'ended_at', a.ended_at, 'next_attempt_at', a.next_attempt_at, 'settled_as', a.settled_as,
      'failure', a.failure, 'reply', case when a.reply_code is not null then concat_ws(' ', a.reply_code, a.enhanced_code, a.reply_text) end) order by a.id)
    from send_attempts a where a.invitation_id = i.id), '[]'))`;

export interface HubRow {
  id: string;
  state: HubState;
  resume_state: ResumableState | null;
  contact: { id: string; firstName: string | null; lastName: string | null; email: string | null };
  agent: { id: string; name: string };
  co_first_name: string | null;
  co_last_name: string | null;
  co_email: string | null;
  home: Record<'street' | 'unit' | 'city' | 'state' | 'zip' | 'country', string | null>;
  has_home: boolean;
  details: HomeDetails;
  invitation: InvitationRow | null;
  open_questions: number;
  open_corrections: number;
  version: number;
  created_at: Stamp;
  updated_at: Stamp;
  claimed_at: Stamp | null;
  archived_at: Stamp | null;
}

/** Hubs with what their lists show, one question to the database for all of them; in no order. */
export async function hubRows(connection: Connection, accountId: string, hubIds: string[]): Promise<HubRow[]> {
  if (hubIds.length === 0) return [];
  const rows = await query<{ hub: HubRow }>(
    connection,
    `select jsonb_build_object('id', h.id::text, 'state', h.state, 'resume_state', h.resume_state,
       'contact', jsonb_build_object('id', c.id::text, 'firstName', c.first_name, 'lastName', c.last_name, 'email', c.email),
       'agent', jsonb_build_object('id', u.id, 'name', u.name),
       'co_first_name', h.co_first_name, 'co_last_name', h.co_last_name, 'co_email', h.co_email,
       'home', jsonb_build_object('street', h.street, 'unit', h.unit, 'city', h.city, 'state', h.state_code, 'zip', h.zip, 'country', h.country),
       'has_home', h.home_key is not null, 'details', h.details, 'version', h.version, 'created_at', h.created_at,
       'updated_at', h.updated_at, 'claimed_at', h.claimed_at, 'archived_at', h.archived_at,
       'invitation', (select ${invitationJson} from invitations i where i.hub_id = h.id and i.role = 'owner' order by i.id desc limit 1),
       'open_questions', (select count(*) from hub_questions q where q.hub_id = h.id and q.answered_at is null),
       'open_corrections', (select count(*) from hub_corrections k where k.hub_id = h.id and k.state = 'proposed')) as hub
     from hubs h join contacts c on c.id = h.contact_id join auth."user" u on u.id = h.agent_id
     where h.account_id = $1 and h.id = any ($2::bigint[])`,
    [accountId, `{${hubIds.join(',')}}`],
  );
  return rows.map(({ hub }) => hub);
}

/** Newest first, of owner and co-owner. */
export async function invitationRows(
  connection: Connection,
  accountId: string,
  of: { hubId: string } | { invitationId: string },
): Promise<InvitationRow[]> {
  const [column, id] = 'hubId' in of ? ['i.hub_id', of.hubId] : ['i.id', of.invitationId];
  const rows = await query<{ invitation: InvitationRow }>(
    connection,
    `select ${invitationJson} as invitation from invitations i join hubs h on h.id = i.hub_id
     where i.account_id = $1 and ${column} = $2 order by i.id desc limit 100`,
    [accountId, id],
  );
  return rows.map(({ invitation }) => invitation);
}
