import type { SendingLimits } from '../domain/campaigns/limits.js';
import { type MailboxProvider, mailboxProviders } from '../domain/campaigns/providers.js';
import { dailyCap, warmUpDay } from '../domain/campaigns/warm-up.js';
import { type Connection, query } from './execute.js';

export const providerNames = [...(Object.keys(mailboxProviders) as MailboxProvider[]), 'other'] as MailboxProvider[];

/** The keys of buckets and limits. */
export const limitKeys = {
  platform: 'platform',
  account: (accountId: string) => `account:${accountId}`,
  domain: (domain: string) => `domain:${domain}`,
  provider: (provider: MailboxProvider) => `provider:${provider}`,
  campaign: (campaignId: string) => `campaign:${campaignId}`,
  /** What a domain may still send on one day of its warm-up; never refilled. */
  warmUp: (domain: string, now: Date) => `warm-up:${domain}/${now.toISOString().slice(0, 10)}`,
} as const;

export interface LimitsAsked {
  accountId: string;
  campaignId: string;
  senderDomain: string;
  providers: MailboxProvider[];
}

/** Mails an hour by key, where there is a limit: the one that somebody has set, else that of the settings. */
export async function readLimits(
  conn: Connection,
  asked: LimitsAsked,
  limits: SendingLimits,
): Promise<Map<string, number>> {
  const standard: [string, number | null][] = [
    [limitKeys.platform, limits.platform],
    [limitKeys.account(asked.accountId), limits.account],
    [limitKeys.domain(asked.senderDomain), limits.domain],
    // Hosted domains are many providers, none of which we know: they share a limit only where somebody has set one.
    ...asked.providers.map((provider): [string, number | null] => [
      limitKeys.provider(provider),
      provider === 'other' ? null : limits.provider,
    ]),
    [limitKeys.campaign(asked.campaignId), null],
  ];
  const found = new Map(standard.filter((entry): entry is [string, number] => entry[1] !== null));
  const rows = await query<{ key: string; perHour: number }>(
    conn,
    `select key, per_hour as "perHour" from rate_limits_of_sending where key in (select jsonb_array_elements_text($1::jsonb))
     union all
     select $2, (settings ->> 'perHour')::int from campaigns where id = $3 and (settings ->> 'perHour')::int > 0`,
    [JSON.stringify(standard.map(([key]) => key)), limitKeys.campaign(asked.campaignId), asked.campaignId],
  );
  for (const { key, perHour } of rows) {
    const other = key.startsWith('campaign:') ? (found.get(key) ?? Infinity) : Infinity;
    found.set(key, Math.min(perHour, other));
  }
  return found;
}

/** Where a domain is in its warm-up at `now`; null: it is not warmed up, or has been. */
export async function findWarmUp(
  tx: Connection,
  { domain, now, limits }: { domain: string; now: Date; limits: Pick<SendingLimits, 'warmsUp'> },
): Promise<{ day: number; cap: number } | null> {
  const [row] = await query<{ from: string | null }>(
    tx,
    `with made as (
       insert into sending_domains (domain, warm_up_from) values ($1, $2) on conflict (domain) do nothing returning warm_up_from
     )
     select to_char(warm_up_from, 'YYYY-MM-DD') as "from" from made
     union all select to_char(warm_up_from, 'YYYY-MM-DD') from sending_domains where domain = $1 limit 1`,
    [domain, limits.warmsUp ? now.toISOString().slice(0, 10) : null],
  );
  if (!row?.from) return null;
  const day = warmUpDay(row.from, now);
  const cap = dailyCap(day);
  return cap === null ? null : { day, cap };
}
