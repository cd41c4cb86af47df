import type { MailboxProvider } from '../domain/campaigns/providers.js';
import type { AttemptResult } from './sending-wire.js';
import { type Connection, query } from './execute.js';

/** What has to be known of an attempt to say what comes after it. */
export interface ConcludedAttempt {
  attemptId: string;
  accountId: string;
  contactId: string;
  invitationId: string;
  email: string | null;
  wave: number;
  provider: MailboxProvider;
  zone: string | null;
  reminders: number;
  expiresAt: Date;
  /** How often this mail was put off before, and since when it is tried. */
  times: number;
  firstTriedAt: Date;
}

export async function findConcluded(
  tx: Connection,
  campaignId: string,
  attemptIds: string[],
): Promise<ConcludedAttempt[]> {
  const rows = await query<ConcludedAttempt>(
    tx,
    `select a.id::text as "attemptId", a.account_id::text as "accountId", a.contact_id::text as "contactId", a.invitation_id::text as "invitationId",
       a.email, a.wave, r.provider, r.zone, i.reminders, i.expires_at as "expiresAt", coalesce(d.times, 0)::int as times,
       coalesce(d.first, a.started_at) as "firstTriedAt"
     from jsonb_array_elements_text($2::jsonb) as g (id) join send_attempts a on a.id = g.id::bigint
     join lateral (select provider, zone from recipients where campaign_id = $1 and contact_id = a.contact_id offset 0) r on true
     join invitations i on i.id = a.invitation_id
     left join lateral (
       select count(*) filter (where s.state = 'deferred' and s.failure is distinct from 'not_begun') as times, min(s.started_at) as first
       from send_attempts s where a.attempt > 1 and s.invitation_id = a.invitation_id and s.wave = a.wave) d on true`,
    [campaignId, JSON.stringify(attemptIds)],
  );
  return rows.map((row) => ({ ...row, expiresAt: new Date(row.expiresAt), firstTriedAt: new Date(row.firstTriedAt) }));
}

/** A result with what follows from it. */
export interface Conclusion extends AttemptResult {
  provider: MailboxProvider;
  /** When a mail that was put off is tried again. */
  nextAttemptAt: Date | null;
  /** When there is something to send next: that mail, or the next reminder. */
  dueAt: Date | null;
  /** Why the recipient and the invitation do not go on, with its sentence. */
  code: string | null;
  sentence: string | null;
}

/**
 * Writes many results in one statement: attempts, recipients, invitations, histories of Hubs, counts of the share and of the day.
 * A result also holds for an attempt that was given up as unknown meanwhile, not for one that a person has settled; and what
 * becomes of a mail says nothing about a link that has replaced its own since.
 */
export async function writeResults(
  tx: Connection,
  { campaignId, part, conclusions, now }: { campaignId: string; part: number; conclusions: Conclusion[]; now: Date },
): Promise<void> {
  if (conclusions.length === 0) return;
  const counts = await query<DayCount>(
    tx,
    writeSql,
    [JSON.stringify(alike(conclusions)), campaignId, part, now],
    'write_results',
  );
  const written = counts.reduce((sum, { closed }) => sum + closed, 0);
  if (written < conclusions.length) await assertClosed(tx, conclusions);
  await countDays(tx, counts, now);
}

/** Results that matched no attempt: a fault of the program. */
export class ResultsLost extends Error {
  override readonly name = 'ResultsLost';
  constructor(count: number) {
    super(`${count} results of mails did not reach their attempts`);
  }
}

/** A mail whose result did not reach its attempt would be due again: better nothing more is sent. */
async function assertClosed(tx: Connection, conclusions: Conclusion[]): Promise<void> {
  const ids = `{${conclusions.map(({ attemptId }) => attemptId).join(',')}}`;
  const open = await query(tx, `select 1 from send_attempts where id = any ($1::bigint[]) and state = 'submitting'`, [
    ids,
  ]);
  if (open.length > 0) throw new ResultsLost(open.length);
}

/** Conclusions that are the same but for what each mail was answered. */
interface Alike extends Omit<Conclusion, 'attemptId' | 'replyText' | 'queueId' | 'handedAt'> {
  attemptIds: string[];
  replyTexts: (string | null)[];
  queueIds: (string | null)[];
  handedAts: (Date | null)[];
}

/** Mails that were taken over one connection differ little, and the database reads so much less of them. */
function alike(conclusions: Conclusion[]): Alike[] {
  const groups = new Map<string, Alike>();
  for (const { attemptId, replyText, queueId, handedAt, ...same } of conclusions) {
    const { outcome, replyCode, enhancedCode, remoteHost, remoteAddress, tls, connectedAt, provider, dueAt } = same;
    const place = `${remoteHost} ${remoteAddress} ${tls} ${connectedAt?.getTime()}`;
    const key = outcome === 'accepted' ? `${replyCode} ${enhancedCode} ${place} ${provider} ${dueAt?.getTime()}` : attemptId; // prettier-ignore
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { ...same, attemptIds: [], replyTexts: [], queueIds: [], handedAts: [] }));
    group.attemptIds.push(attemptId);
    group.replyTexts.push(replyText);
    group.queueIds.push(queueId);
    group.handedAts.push(handedAt);
  }
  return [...groups.values()];
}

/**
 * The planner takes a range of ids for few, so it looks for these; and the state of an attempt is hidden from it. Otherwise it would
 * walk all attempts, or all that are open, once statistics lag behind.
 */
const writeSql = `
with g as materialized (
  select o.*, t.outcome, t."replyCode", t."enhancedCode", t.failure, t."remoteHost", t."remoteAddress", t.tls, t."connectedAt", t."nextAttemptAt",
    t.provider, t."dueAt", t.code, t.sentence
  from json_to_recordset($1) as t (outcome text, "replyCode" int, "enhancedCode" text, failure text, "remoteHost" text, "remoteAddress" text, tls text,
    "connectedAt" timestamptz, "nextAttemptAt" timestamptz, provider text, "dueAt" timestamptz, code text, sentence text,
    "attemptIds" bigint[], "replyTexts" text[], "queueIds" text[], "handedAts" timestamptz[])
  cross join lateral unnest(t."attemptIds", t."replyTexts", t."queueIds", t."handedAts") as o ("attemptId", "replyText", "queueId", "handedAt")
  where o."attemptId" between 1 and 9223372036854775807
), closed as (
  update send_attempts a set state = g.outcome, reply_code = g."replyCode", enhanced_code = g."enhancedCode", reply_text = left(g."replyText", 1000),
    failure = g.failure, remote_host = g."remoteHost", remote_address = g."remoteAddress", tls = g.tls, queue_id = g."queueId",
    connected_at = g."connectedAt", handed_at = g."handedAt", ended_at = clock_timestamp(), next_attempt_at = g."nextAttemptAt"
  from g where a.id = g."attemptId" and coalesce(a.state) in ('submitting', 'unknown') and a.settled_at is null
  returning a.campaign_id, a.contact_id, a.hub_id, a.account_id, a.invitation_id, a.wave, a.started_at, a.sender_domain, old.state as was, g.outcome, g.provider,
    g."dueAt" as due_at, g.code, g.sentence
), moved as (
  update recipients r set
    state = case c.outcome when 'accepted' then 'sent' when 'unknown' then 'unknown' when 'rejected' then 'rejected'
      else case when c.due_at is null then 'rejected' else 'deferred' end end,
    state_reason = case when c.outcome = 'accepted' then null else c.code end,
    wave = case when c.outcome = 'accepted' then c.wave + 1 else r.wave end,
    due_at = c.due_at,
    first_sent_at = case when c.outcome = 'accepted' then coalesce(r.first_sent_at, $4) else r.first_sent_at end,
    last_sent_at = case when c.outcome = 'accepted' then $4 else r.last_sent_at end
  from closed c where r.campaign_id = c.campaign_id and r.contact_id = c.contact_id and r.wave = c.wave
    and r.state in ('planned', 'deferred', 'sent', 'unknown')
  returning old.state as was, new.state as is_now, c.outcome, old.first_sent_at is null and new.first_sent_at is not null as is_first,
    old.last_sent_at = old.first_sent_at and new.last_sent_at > old.last_sent_at as is_reminded
), current as (
  select c.* from closed c join invitations i on i.id = c.invitation_id
  where i.wave = c.wave and i.next_action_at is null and coalesce(i.rotated_at, i.created_at) <= c.started_at
), sent as (
  update invitations i set wave = i.wave + 1, first_sent_at = coalesce(i.first_sent_at, $4), blocked_code = null, blocked_sentence = null,
    updated_at = now()
  from current c where i.id = c.invitation_id and c.outcome = 'accepted'
), blocked as (
  update invitations i set blocked_code = c.code, blocked_sentence = c.sentence, updated_at = now()
  from current c where i.id = c.invitation_id and c.code is not null and c.outcome <> 'accepted' and c.due_at is null and i.state = 'waiting'
), told as (
  insert into hub_events (account_id, hub_id, contact_id, kind, by_kind, invitation_id, details)
  select c.account_id, c.hub_id, c.contact_id, 'invitation_blocked', 'system', c.invitation_id, jsonb_build_object('code', c.code)
  from current c where c.outcome <> 'accepted' and c.due_at is null
), counted as (
  select state, count(*) filter (where is_now = state) - count(*) filter (where was = state) as change
  from moved cross join unnest(array['planned', 'deferred', 'sent', 'unknown', 'rejected']) as s (state) group by state
), turned as (
  select coalesce(sum(change) filter (where state = 'planned'), 0) as planned, coalesce(sum(change) filter (where state = 'deferred'), 0) as deferred,
    coalesce(sum(change) filter (where state = 'sent'), 0) as sent, coalesce(sum(change) filter (where state = 'unknown'), 0) as unknown,
    coalesce(sum(change) filter (where state = 'rejected'), 0) as rejected, (select count(*) from closed where outcome = 'accepted') as mails,
    (select count(*) from moved where is_first) as invited, (select count(*) from moved where is_reminded) as reminded
  from counted
), parts as (
  update campaign_parts p set planned = p.planned + t.planned, deferred = p.deferred + t.deferred, sent = p.sent + t.sent,
    unknown = p.unknown + t.unknown, rejected = p.rejected + t.rejected, mails = p.mails + t.mails, invited = p.invited + t.invited,
    reminded = p.reminded + t.reminded, wait_reason = null, wait_until = null, updated_at = $4
  from turned t where p.campaign_id = $2 and p.part = $3
)
select sender_domain as domain, account_id::text as "accountId", provider, count(*) filter (where outcome = 'accepted')::int as accepted,
  count(*) filter (where outcome = 'deferred')::int as deferred, count(*) filter (where outcome = 'rejected')::int as rejected,
  (count(*) filter (where outcome = 'unknown') - count(*) filter (where was = 'unknown'))::int as unknown, count(*)::int as closed
from closed group by 1, account_id, 3 order by 1, account_id, 3`;

interface DayCount {
  domain: string;
  accountId: string;
  provider: MailboxProvider;
  accepted: number;
  deferred: number;
  rejected: number;
  unknown: number;
  /** Attempts that ended now, or another way than was thought. */
  closed: number;
}

/** All shares of all campaigns of an account meet in these rows: they are held for the last moment alone. */
async function countDays(tx: Connection, counts: DayCount[], now: Date): Promise<void> {
  await query(
    tx,
    `insert into sending_days as d (domain, account_id, provider, day, accepted, deferred, rejected, unknown)
     select domain, "accountId", provider, ($2::timestamptz at time zone 'UTC')::date, accepted, deferred, rejected, unknown
     from jsonb_to_recordset($1::jsonb) as g (domain text, "accountId" bigint, provider text, accepted int, deferred int, rejected int, unknown int)
     on conflict (domain, day, account_id, provider) do update set accepted = d.accepted + excluded.accepted,
       deferred = d.deferred + excluded.deferred, rejected = d.rejected + excluded.rejected, unknown = greatest(0, d.unknown + excluded.unknown)`,
    [JSON.stringify(counts), now],
    'count_days',
  );
}
