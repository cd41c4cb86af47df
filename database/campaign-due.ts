import type { LateReason } from '../domain/campaigns/late.js';
import type { ByProvider } from '../domain/campaigns/limits.js';
import { type MailboxProvider, mailboxProviders } from '../domain/campaigns/providers.js';
import { invitationDays } from '../domain/hubs/reminders.js';
import type { MailAddress } from '../domain/mail/values.js';
import { lateJoins, lateReason } from './campaign-late.js';
import { type Connection, query } from './execute.js';

export interface Share {
  campaignId: string;
  part: number;
}

const providers = [...Object.keys(mailboxProviders), 'other'] as MailboxProvider[];

/**
 * How many of a share are due at `now`, by family of providers, of each at most `limit`. Their order makes the planner look them up by
 * their dates, whatever it knows of the campaign; else it may walk all its recipients.
 */
export async function countDue(
  tx: Connection,
  share: Share,
  { now, limit }: { now: Date; limit: number },
): Promise<ByProvider> {
  const rows = await query<{ provider: MailboxProvider; due: number }>(
    tx,
    `select f.provider, due.count::int as due from jsonb_array_elements_text($3::jsonb) as f (provider) cross join lateral (
       select count(*) from (select from recipients r where r.campaign_id = $1 and r.part = $2 and r.provider = f.provider
         and r.due_at <= $4 order by r.due_at limit $5) met) due where due.count > 0`,
    [share.campaignId, share.part, JSON.stringify(providers), now, limit],
    'count_due',
  );
  return Object.fromEntries(rows.map(({ provider, due }) => [provider, due]));
}

/** When somebody of a share is due next, at `now` or later; null: nobody is any more. */
export async function nextDueOf(tx: Connection, share: Share): Promise<Date | null> {
  const [row] = await query<{ at: Date | string | null }>(
    tx,
    `select min(first.due_at) as at from jsonb_array_elements_text($3::jsonb) as f (provider) cross join lateral (
       select due_at from recipients r where r.campaign_id = $1 and r.part = $2 and r.provider = f.provider and r.due_at is not null
       order by due_at limit 1) first`,
    [share.campaignId, share.part, JSON.stringify(providers)],
  );
  return row?.at ? new Date(row.at) : null;
}

/** A recipient who is due, with all that their mail is made of. */
export interface DueRecipient {
  contactId: string;
  provider: MailboxProvider;
  zone: string | null;
  state: 'planned' | 'deferred' | 'sent';
  wave: number;
  emailNormalized: string;
  /** Why they get nothing after all. */
  late: LateReason | null;
  hubId: string;
  agentId: string;
  invitationId: string;
  email: string;
  subject: string | null;
  message: string | null;
  /** Hex. */
  nonce: string;
  keyId: number;
  expiresAt: Date;
  /** How many the link has in all. */
  reminders: number;
  /** Whether a mail of this campaign has reached the mail server before. */
  wasMailed: boolean;
  /** As written into the invitation, else the contact's. */
  firstName: string | null;
  lastName: string | null;
  contactFirstName: string | null;
  coFirstName: string | null;
  coLastName: string | null;
  coEmail: string | null;
  /** Of the contact who shares the mailbox. */
  partnerFirstName: string | null;
  contactEmail: string | null;
  home: MailAddress;
}

/**
 * The next recipients of a share, of each family of providers as many as were granted, the longest due first; whatever may keep them
 * from being mailed is asked again. Nobody else sends them, since the caller holds the share, and an erasure waits (`holdCampaign`).
 */
export async function holdDue(
  tx: Connection,
  share: Share,
  { granted, now, addressKey }: { granted: ByProvider; now: Date; addressKey: Buffer },
): Promise<DueRecipient[]> {
  // Their ids come first, so that the planner knows how few they are and reads no table as a whole.
  const due = await query<{ id: string }>(
    tx,
    `select p.contact_id::text as id from jsonb_to_recordset($3::jsonb) as f (provider text, count int) cross join lateral (
       select r.contact_id from recipients r where r.campaign_id = $1 and r.part = $2 and r.provider = f.provider and r.due_at <= $4
       order by r.due_at, r.contact_id limit f.count) p`,
    [
      share.campaignId,
      share.part,
      JSON.stringify(Object.entries(granted).map(([provider, count]) => ({ provider, count }))),
      now,
    ],
    'due_next',
  );
  const rows = await query<DueRow>(
    tx,
    `select r.contact_id::text as "contactId", r.provider, r.zone, r.state, r.wave, r.email_normalized as "emailNormalized",
       case when i.expires_at <= $3 and r.first_sent_at is not null then 'expired' else ${lateReason} end as late,
       r.hub_id::text as "hubId", h.agent_id as "agentId", r.invitation_id::text as "invitationId", coalesce(i.email, r.email) as email,
       r.first_sent_at is not null as "wasMailed", i.subject, i.message, encode(i.nonce, 'hex') as nonce, i.key_id as "keyId", i.expires_at as "expiresAt", i.reminders,
       i.first_name as "firstName", coalesce(i.last_name, case when i.first_name is null then c.last_name end) as "lastName",
       c.first_name as "contactFirstName", c.email as "contactEmail", h.co_first_name as "coFirstName", h.co_last_name as "coLastName",
       h.co_email as "coEmail", p.first_name as "partnerFirstName",
       h.street, h.unit, h.city, h.state_code as "stateCode", h.zip
     from recipients r ${lateJoins('$4')}
     left join contacts p on p.id = r.together_with and p.account_id = r.account_id
     where r.campaign_id = $1 and r.contact_id = any ($2::bigint[]) and r.due_at <= $3
     order by r.contact_id`,
    [share.campaignId, `{${due.map(({ id }) => id).join(',')}}`, now, addressKey.toString('hex')],
    'hold_due',
  );
  return beginDays(tx, rows.map(withHome), now);
}

type DueRow = Omit<DueRecipient, 'home'> & Record<'street' | 'unit' | 'city' | 'stateCode' | 'zip', string | null>;

const withHome = ({ street, unit, city, stateCode, zip, ...row }: DueRow): DueRecipient => ({
  ...row,
  expiresAt: new Date(row.expiresAt),
  home: { street, unit, city, state: stateCode, zip },
});

const dayMs = 86_400_000;

/**
 * The days of a link begin with its first mail: where that comes more than a day later than it was planned, because the campaign was
 * slow or paused, they begin now.
 */
async function beginDays(tx: Connection, rows: DueRecipient[], now: Date): Promise<DueRecipient[]> {
  const whole = new Date(now.getTime() + invitationDays * dayMs);
  const isShort = ({ late, wasMailed, expiresAt }: DueRecipient) =>
    late === null && !wasMailed && expiresAt.getTime() < whole.getTime() - dayMs;
  const ids = rows.filter(isShort).map(({ invitationId }) => invitationId);
  if (ids.length === 0) return rows;
  await query(tx, 'update invitations set expires_at = $2 where id = any ($1::bigint[])', [
    `{${ids.join(',')}}`,
    whole,
  ]);
  return rows.map((row) => (isShort(row) ? { ...row, expiresAt: whole } : row));
}

/** Puts recipients off, for instance because it is night where they live. */
export async function moveDue(
  tx: Connection,
  campaignId: string,
  moved: { contactId: string; dueAt: Date }[],
): Promise<void> {
  if (moved.length === 0) return;
  await query(
    tx,
    `with g as materialized (
       select $1::bigint as campaign_id, g.* from jsonb_to_recordset($2::jsonb) as g ("contactId" bigint, "dueAt" timestamptz))
     update recipients r set due_at = g."dueAt" from g
     where r.campaign_id = g.campaign_id and r.contact_id = g."contactId" and r.due_at is not null`,
    [campaignId, JSON.stringify(moved)],
  );
}

/** Who gets no mail after all, and why: a code of `LateReason`, or of a mail that cannot be written. */
export interface LeftOut {
  contactId: string;
  reason: string;
  as: 'late_excluded' | 'rejected';
  /** For people, where the agent can mend it. */
  sentence: string | null;
}

/**
 * Takes people out in the very transaction that would have sent. Whoever has had the first mail stays `sent` and gets no more; a mail
 * that cannot be written blocks its invitation, with the sentence.
 */
export async function leaveOut(tx: Connection, share: Share, left: LeftOut[]): Promise<void> {
  if (left.length === 0) return;
  await query(
    tx,
    `with g as materialized (
       select $1::bigint as campaign_id, g.* from jsonb_to_recordset($3::jsonb) as g ("contactId" bigint, reason text, "as" text, sentence text)),
     moved as (
       update recipients r set due_at = null, state_reason = g.reason, state = case when r.wave = 0 then g."as" else 'sent' end
       from g where r.campaign_id = g.campaign_id and r.contact_id = g."contactId" and r.due_at is not null
       returning old.state as was, new.state as is_now, r.invitation_id, g.reason, g.sentence
     ), blocked as (
       update invitations i set blocked_code = m.reason, blocked_sentence = m.sentence, updated_at = now() from moved m
       where i.id = m.invitation_id and m.sentence is not null and i.state = 'waiting'
     ), counted as (
       select count(*) filter (where was = 'planned' and is_now <> 'planned') as planned,
         count(*) filter (where was = 'deferred' and is_now <> 'deferred') as deferred,
         count(*) filter (where is_now = 'sent' and was <> 'sent') as sent,
         count(*) filter (where is_now = 'late_excluded') as late, count(*) filter (where is_now = 'rejected') as rejected
       from moved
     )
     update campaign_parts p set planned = p.planned - c.planned, deferred = p.deferred - c.deferred, sent = p.sent + c.sent,
       late_excluded = p.late_excluded + c.late, rejected = p.rejected + c.rejected, updated_at = now()
     from counted c where p.campaign_id = $1 and p.part = $2`,
    [share.campaignId, share.part, JSON.stringify(left)],
  );
}
