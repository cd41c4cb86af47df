import type { EntityManager } from '@mikro-orm/postgresql';
import type { Campaign } from '../../../database/entities/campaigns.js';
import { query } from '../../../database/execute.js';
import { type WaitReason, waitSentences } from '../../../domain/campaigns/waits.js';
import { countedStates } from '../../../domain/campaigns/states.js';
import type { Stamp } from '../hubs/hub-rows.js';
import { time, timeOrNull } from '../hubs/present.js';
import type { CampaignFunnel, CampaignHold, CampaignPart, CampaignRate } from './campaign.shapes.js';

interface PartRow extends Omit<CampaignPart, 'wait' | 'nextDueAt'> {
  wait_reason: WaitReason | null;
  wait_until: Stamp | null;
  next_due_at: Stamp | null;
}

export async function findParts(em: EntityManager, { id }: Campaign): Promise<CampaignPart[]> {
  const rows = await query<PartRow>(
    em,
    `select part, ${countedStates.join(', ')}, mails, wait_reason, wait_until, next_due_at from campaign_parts where campaign_id = $1 order by part`,
    [id],
  );
  return rows.map(({ wait_reason, wait_until, next_due_at, ...counts }) => ({
    ...counts,
    wait: wait_reason === null ? null : { sentence: waitSentences[wait_reason], until: timeOrNull(wait_until) },
    nextDueAt: timeOrNull(next_due_at),
  }));
}

/** Told from the latest hand-overs of the last minute; of many, from as many as are quickly counted. */
const sampled = 2_000;

interface RateRow {
  id: string;
  count: number;
  seconds: number | null;
  limit: number | null;
  reason: WaitReason | null;
  until: Stamp | null;
}

/**
 * Of those that send: how fast at present, and what the share that waits longest waits for. `between`, so that the order asks for the
 * index of campaigns: by id alone the mails of a campaign that has few would be looked for among all.
 */
const ratesSql = `
select c.id::text, coalesce(l.count, 0)::int as count, l.seconds, w.wait_reason as reason, w.wait_until as until,
  (select per_hour from rate_limits_of_sending where key = 'campaign:' || c.id) as "limit"
from campaigns c
left join lateral (
  select count(*) as count, extract(epoch from clock_timestamp() - min(started_at))::float8 as seconds
  from (select started_at from send_attempts where campaign_id between c.id and c.id and c.state in ('sending', 'reminding')
    order by campaign_id desc, id desc limit $2) latest
  where started_at > clock_timestamp() - interval '1 minute') l on true
left join lateral (
  select wait_reason, wait_until from campaign_parts where campaign_id = c.id and wait_reason is not null
  order by wait_until nulls last limit 1) w on true
where c.id = any ($1::bigint[])`;

export async function findRates(em: EntityManager, campaigns: Campaign[]): Promise<Map<string, CampaignRate>> {
  // A list need not know of any campaign whether it is at 2,000 or at 20,000 a minute to the mail.
  const each = campaigns.length > 1 ? sampled / 4 : sampled;
  const rows = new Map((await query<RateRow>(em, ratesSql, [idsOf(campaigns), each])).map((row) => [row.id, row]));
  return new Map(
    campaigns.map(({ id, settings }) => {
      const { count = 0, seconds = null, limit = null, reason = null, until = null } = rows.get(id) ?? {};
      return [
        id,
        {
          perHour: limit ?? settings.perHour,
          lastMinute: count < each || !seconds ? count : Math.round((count * 60) / seconds),
          sentence: reason && waitSentences[reason],
          until: reason && timeOrNull(until),
        },
      ];
    }),
  );
}

interface FunnelRow extends CampaignFunnel {
  id: string;
  next_due_at: Stamp | null;
}

/** Kept as it happens: a list of campaigns with a million recipients each costs what one with ten does. */
const funnelsSql = `
select c.id::text, coalesce(p.invited, 0)::int as invited, coalesce(p.reminded, 0)::int as reminded, p.next_due_at,
  coalesce(f.delivered, 0) as delivered, coalesce(f.bounced, 0) as bounced, coalesce(f.visited, 0) as visited, coalesce(f.claimed, 0) as claimed
from campaigns c left join campaign_funnels f on f.campaign_id = c.id
left join lateral (
  select sum(invited) as invited, sum(reminded) as reminded, min(next_due_at) as next_due_at from campaign_parts where campaign_id = c.id) p on true
where c.id = any ($1::bigint[])`;

export interface Come {
  funnel: CampaignFunnel;
  /** When the next mail is due. */
  nextAt: string | null;
}

export async function findFunnels(em: EntityManager, campaigns: Campaign[]): Promise<Map<string, Come>> {
  const rows = await query<FunnelRow>(em, funnelsSql, [idsOf(campaigns)]);
  return new Map(rows.map(({ id, next_due_at, ...funnel }) => [id, { funnel, nextAt: timeOrNull(next_due_at) }]));
}

type HoldRow = Omit<CampaignHold, 'placedAt' | 'until'> & { scopeId: string; placed_at: Stamp; until: Stamp | null };

/**
 * Holds that stop a campaign, its account, the domain that sends, a family of providers or everybody, in the order in which they were
 * placed, or placed again; those whose time is over stop nothing.
 * @param domains the domain that sends and its primary domain
 */
export async function findHoldsOf(
  em: EntityManager,
  campaigns: Campaign[],
  domains: readonly string[],
): Promise<Map<string, CampaignHold[]>> {
  const rows = await query<HoldRow>(
    em,
    `select id::text, scope, scope_id as "scopeId", kind, reason, placed_at, until from sending_holds
     where released_at is null and (until is null or until > now()) and (scope in ('platform', 'provider') or (scope = 'domain' and scope_id = any ($3::text[]))
       or (scope = 'account' and scope_id = any ($2::text[])) or (scope = 'campaign' and scope_id = any ($1::text[]))) order by sending_holds.placed_at, sending_holds.id`,
    [idsOf(campaigns), `{${campaigns.map(({ accountId }) => accountId).join(',')}}`, `{${domains.join(',')}}`],
  );
  const holds = rows.map(({ placed_at, until, ...hold }) => ({
    ...hold,
    placedAt: time(placed_at),
    until: timeOrNull(until),
  }));
  return new Map(
    campaigns.map(({ id, accountId }) => [
      id,
      holds.filter(({ scope, scopeId }) =>
        scope === 'campaign' ? scopeId === id : scope !== 'account' || scopeId === accountId,
      ),
    ]),
  );
}

const idsOf = (campaigns: Campaign[]) => `{${campaigns.map(({ id }) => id).join(',')}}`;
