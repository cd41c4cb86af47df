import type { Pool } from 'pg';
import { platformChain } from '../../domain/audit/events.js';
import { authenticationCodes, burst, busyMs, leastRefusals } from '../../domain/campaigns/brakes.js';
import type { Earned } from './brakes.js';

/** Refusals after the hold before was released count anew. */
export async function refusedCampaigns(pool: Pool, now: Date): Promise<Earned[]> {
  const { rows } = await pool.query<{ campaignId: string; accountId: string; code: string; count: number }>(
    `select s.campaign_id::text as "campaignId", s.account_id::text as "accountId", min(s.enhanced_code) as code, count(*)::int as count
     from send_attempts s
     where s.state = 'rejected' and s.campaign_id is not null and s.enhanced_code = any ($1)
       and s.put_off_at > greatest($2::timestamptz - interval '1 hour', (select max(h.released_at) from sending_holds h
         where h.scope = 'campaign' and h.scope_id = s.campaign_id::text and h.kind = 'authentication'))
     group by s.campaign_id, s.account_id having count(*) >= $3`,
    [authenticationCodes, now, leastRefusals],
  );
  return rows.map(({ campaignId, accountId, code, count }) => ({
    scope: 'campaign',
    scopeId: campaignId,
    chain: accountId,
    kind: 'authentication',
    reason: `Receivers refused ${count} of its mails because they could not be authenticated (${code}); every further one would be refused alike. An operator has to look at SPF, DKIM and DMARC of the domain that sends.`,
    facts: { count, code },
    placedBy: null,
    now,
  }));
}

/** What a family of providers puts off counts from the hold before. */
export async function busyProviders(pool: Pool, now: Date): Promise<Earned[]> {
  const { rows } = await pool.query<{ provider: string; putOff: number; before: number }>(
    `select provider, count(*)::int as "putOff", (select count(*)::int from sending_holds h where h.scope = 'provider'
         and h.scope_id = provider and h.kind = 'provider_busy' and h.placed_at > $1::timestamptz - interval '1 day') as before
     from (
       select r.provider from send_attempts s join recipients r on r.campaign_id = s.campaign_id and r.contact_id = s.contact_id
       where s.state = 'deferred' and s.campaign_id is not null and (s.reply_code = 421 or s.enhanced_code like '4.7.%')
         and s.put_off_at > $1::timestamptz - make_interval(mins => $2) and s.put_off_at > coalesce((select max(h.placed_at) from sending_holds h
           where h.scope = 'provider' and h.scope_id = r.provider and h.kind = 'provider_busy'), '-infinity')) put_off
     where provider <> 'other' group by provider having count(*) >= $3`,
    [now, burst.minutes, burst.least],
  );
  return rows.map(({ provider, putOff, before }) => ({
    scope: 'provider',
    scopeId: provider,
    chain: platformChain,
    kind: 'provider_busy',
    reason: `${provider} put off ${putOff} mails within ${burst.minutes} minutes (421 or 4.7.x); it is left alone for ${busyMs(before) / 60_000} minutes.`,
    facts: { putOff, before },
    placedBy: null,
    until: new Date(now.getTime() + busyMs(before)),
    now,
  }));
}
