import type { LateReason } from '../domain/campaigns/late.js';
import type { HubState, ResumableState } from '../domain/hubs/states.js';
import { lateJoins, lateReason } from './campaign-late.js';
import { type Connection, query } from './execute.js';

export interface LivingHub {
  id: string;
  homeKey: string | null;
  state: HubState;
  resumeState: ResumableState | null;
  coFirstName: string | null;
  coLastName: string | null;
  coEmail: string | null;
}

/** A recipient who needs a Hub and an invitation, with what both are made of. */
export interface ToPrepare {
  contactId: string;
  email: string;
  emailNormalized: string;
  firstName: string | null;
  lastName: string | null;
  street: string | null;
  unit: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  country: string | null;
  coFirstName: string | null;
  coLastName: string | null;
  coEmail: string | null;
  /** Who shares mailbox and home. */
  partner: { firstName: string | null; lastName: string | null } | null;
  late: LateReason | null;
  /** Of the contact, without archived ones; newest first. */
  hubs: LivingHub[];
}

/** Recipients of contacts with ids above `after`, up to `upTo`. */
export interface BatchRange {
  after: string;
  upTo: string;
}

/** Who has no part yet was not prepared. */
const waits = `r.campaign_id = $1 and r.state = 'planned' and r.part is null`;

/** The next batches of a campaign, in the order of the contacts, behind its cursor. */
export async function nextBatches(
  conn: Connection,
  campaignId: string,
  { size, count }: { size: number; count: number },
): Promise<BatchRange[]> {
  return query<BatchRange>(
    conn,
    `select (min(contact_id) - 1)::text as after, max(contact_id)::text as "upTo" from (
       select contact_id, (row_number() over (order by contact_id) - 1) / $2::int as batch from (
         select r.contact_id from recipients r where ${waits} and r.contact_id > (select prepare_cursor from campaigns where id = $1)
         order by r.contact_id limit $2::int * $3::int) next) numbered
     group by batch order by batch`,
    [campaignId, size, count],
  );
}

/** Those of a range who are not prepared yet; their living Hubs are locked until the transaction ends. */
export async function readBatch(
  tx: Connection,
  asked: BatchRange & { campaignId: string; addressKey: Buffer },
): Promise<ToPrepare[]> {
  const parameters = [asked.campaignId, asked.after, asked.upTo];
  await query(tx, `select id from hubs where contact_id in (select r.contact_id from recipients r where ${inRange}) and state <> 'archived' order by id for no key update`, parameters); // prettier-ignore
  return query<ToPrepare>(
    tx,
    `select r.contact_id::text as "contactId", r.email, r.email_normalized as "emailNormalized", c.first_name as "firstName", c.last_name as "lastName",
       c.street, c.unit, c.city, c.state, c.zip, c.country, c.co_first_name as "coFirstName", c.co_last_name as "coLastName", c.co_email as "coEmail",
       case when p.id is not null then jsonb_build_object('firstName', p.first_name, 'lastName', p.last_name) end as partner,
       ${lateReason} as late, coalesce(l.hubs, '[]') as hubs
     from recipients r ${lateJoins('$4')}
     left join contacts p on p.id = r.together_with and p.account_id = r.account_id
     left join lateral (
       select jsonb_agg(jsonb_build_object('id', k.id::text, 'homeKey', k.home_key, 'state', k.state, 'resumeState', k.resume_state,
         'coFirstName', k.co_first_name, 'coLastName', k.co_last_name, 'coEmail', k.co_email) order by k.id desc) as hubs
       from hubs k where k.contact_id = r.contact_id and k.account_id = r.account_id and k.state <> 'archived') l on true
     where ${inRange}
     order by r.contact_id`,
    [...parameters, asked.addressKey.toString('hex')],
  );
}

const inRange = `${waits} and r.contact_id > $2::bigint and r.contact_id <= $3::bigint`;

/** What became of one of them. */
export interface Prepared {
  contactId: string;
  part: number;
  zone: string | null;
  dueAt: Date | null;
  hubId: string | null;
  invitationId: string | null;
  late: LateReason | null;
}

/**
 * Writes a batch into the recipients and into the counts of their parts. The campaign stands in each given row, here and wherever
 * recipients are written: a planner that sees it as one value takes the recipients of a campaign it does not know for one row, and goes
 * through all that is given for each of them.
 */
export async function writeBatch(
  tx: Connection,
  { campaignId, batch, now }: { campaignId: string; batch: Prepared[]; now: Date },
): Promise<void> {
  await query(
    tx,
    `with given as materialized (
       select $1::bigint as campaign_id, g.* from jsonb_to_recordset($2::jsonb) as g ("contactId" bigint, part smallint, zone text, "dueAt" timestamptz, "hubId" bigint, "invitationId" bigint, late text)
     ), written as (
       update recipients r set part = g.part, zone = g.zone, due_at = g."dueAt", hub_id = g."hubId", invitation_id = g."invitationId",
         state = case when g.late is null then 'planned' else 'late_excluded' end, state_reason = g.late
       from given g where r.campaign_id = g.campaign_id and r.contact_id = g."contactId"
     )
     insert into campaign_parts as p (campaign_id, part, planned, late_excluded, next_due_at, updated_at)
     select $1, part, count(*) filter (where late is null), count(*) filter (where late is not null), min("dueAt"), $3::timestamptz
     from given group by part order by part
     on conflict (campaign_id, part) do update set planned = p.planned + excluded.planned, late_excluded = p.late_excluded + excluded.late_excluded,
       next_due_at = least(p.next_due_at, excluded.next_due_at), updated_at = excluded.updated_at`,
    [campaignId, JSON.stringify(batch), now.toISOString()],
  );
}
