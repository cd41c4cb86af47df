import {
  type Bucket,
  type ByProvider,
  refilledTo,
  type SendingLimits,
  shareOut,
  sumOf,
  tokensAt,
} from '../domain/campaigns/limits.js';
import type { MailboxProvider } from '../domain/campaigns/providers.js';
import { type WaitReason, waitSentences } from '../domain/campaigns/waits.js';
import { nextWarmUpDay } from '../domain/campaigns/warm-up.js';
import { type Connection, query } from './execute.js';
import { type Hold, listHeldProviders } from './holds.js';
import { findWarmUp, limitKeys, readLimits } from './sending-limits.js';

export interface AllowanceAsked {
  accountId: string;
  campaignId: string;
  senderDomain: string;
  wanted: ByProvider;
  now: Date;
}

export interface Allowance {
  granted: ByProvider;
  /** Why it is less than was wanted, and when to ask again. */
  wait: { reason: WaitReason; sentence: string; until: Date | null } | null;
}

/** A bucket at the moment of asking. */
interface Level {
  key: string;
  reason: WaitReason;
  holds: number;
  perHour: number | null;
}

/**
 * How many mails may leave now, taken from all buckets that have a limit; in the caller's transaction, which holds their rows until
 * it ends. Rows are locked in the order of their keys, so that nobody waits in a circle. What is not used is given back by `giveBack`.
 */
export async function takeAllowance(tx: Connection, asked: AllowanceAsked, limits: SendingLimits): Promise<Allowance> {
  const { senderDomain, now } = asked;
  const held = await listHeldProviders(tx, now);
  const wanted = Object.fromEntries(
    Object.entries(asked.wanted).filter(
      ([provider, count]) => count > 0 && !held.some(({ scopeId }) => scopeId === provider),
    ),
  ) as ByProvider;
  const providers = Object.keys(wanted) as MailboxProvider[];
  if (providers.length === 0) return { granted: {}, wait: waitForHold(asked.wanted, held) };

  const perHour = await readLimits(tx, { ...asked, providers }, limits);
  const warmUp = await findWarmUp(tx, { domain: senderDomain, now, limits });
  const fresh = warmUp && { key: limitKeys.warmUp(senderDomain, now), tokens: await leftToday(tx, asked, warmUp.cap) };
  const levels = await holdBuckets(tx, perHour, fresh, now);
  const own = Object.fromEntries(
    providers.flatMap((provider) => {
      const level = levels.find(({ key }) => key === limitKeys.provider(provider));
      return level ? [[provider, level.holds]] : [];
    }),
  ) as ByProvider;
  const general = levels.filter(({ reason }) => reason !== 'provider_rate').toSorted((a, b) => a.holds - b.holds);
  const granted = shareOut(wanted, own, Math.max(0, general[0]?.holds ?? Infinity));
  await takeOut(tx, levels, granted, now);
  if (sumOf(granted) >= sumOf(asked.wanted)) return { granted, wait: null };
  if (sumOf(granted) >= sumOf(wanted)) return { granted, wait: waitForHold(asked.wanted, held) };
  return { granted, wait: waitFor(levels, { wanted, granted }, now) };
}

/** What was granted and not used, back into the buckets it came from. @param asked with the same `now` as the allowance */
export async function giveBack(
  tx: Connection,
  asked: Omit<AllowanceAsked, 'wanted'> & { unused: ByProvider },
): Promise<void> {
  const { accountId, campaignId, senderDomain, unused, now } = asked;
  const total = sumOf(unused);
  if (total === 0) return;
  const keys = [
    limitKeys.platform,
    limitKeys.account(accountId),
    limitKeys.domain(senderDomain),
    limitKeys.campaign(campaignId),
    limitKeys.warmUp(senderDomain, now),
  ].map((key) => ({ key, count: total }));
  const families = (Object.entries(unused) as [MailboxProvider, number][]).map(([provider, count]) => ({
    key: limitKeys.provider(provider),
    count,
  }));
  await add(tx, [...keys, ...families]);
}

const reasons: Record<string, WaitReason> = {
  platform: 'platform_rate',
  account: 'account_rate',
  domain: 'domain_rate',
  provider: 'provider_rate',
  campaign: 'campaign_rate',
  'warm-up': 'warm_up',
};

/** Locks the buckets, makes those that are missing, and says what they hold. */
async function holdBuckets(
  tx: Connection,
  perHour: Map<string, number>,
  daily: { key: string; tokens: number } | null,
  now: Date,
): Promise<Level[]> {
  const keys = [...perHour.keys(), ...(daily ? [daily.key] : [])].toSorted();
  if (keys.length === 0) return [];
  const fresh = keys.map((key) => ({
    key,
    tokens: daily?.key === key ? daily.tokens : tokensAt(null, perHour.get(key)!, now),
  }));
  await query(
    tx,
    `insert into rate_buckets (key, tokens, refilled_at)
     select key, tokens, $2 from jsonb_to_recordset($1::jsonb) as g (key text, tokens float8) order by key on conflict do nothing`,
    [JSON.stringify(fresh), now],
  );
  const rows = await query<{ key: string; tokens: number; refilledAt: Date | string }>(
    tx,
    `select key, tokens, refilled_at as "refilledAt" from rate_buckets
     where key in (select jsonb_array_elements_text($1::jsonb)) order by key for no key update`,
    [JSON.stringify(keys)],
  );
  return rows.map(({ key, tokens, refilledAt }) => {
    const limit = perHour.get(key) ?? null;
    const bucket: Bucket = { tokens, refilledAt: new Date(refilledAt) };
    return {
      key,
      reason: reasons[key.split(':')[0]!] ?? 'platform_rate',
      perHour: limit,
      holds: limit === null ? tokens : tokensAt(bucket, limit, now),
    };
  });
}

/** What a domain's day has left when its bucket is made: mails that left it otherwise count as well. */
async function leftToday(tx: Connection, { senderDomain, now }: AllowanceAsked, cap: number): Promise<number> {
  const [row] = await query<{ sent: number }>(
    tx,
    `select coalesce(sum(accepted + unknown), 0)::int as sent from sending_days where domain = $1 and day = $2`,
    [senderDomain, now.toISOString().slice(0, 10)],
  );
  return Math.max(0, cap - (row?.sent ?? 0));
}

async function takeOut(tx: Connection, levels: Level[], granted: ByProvider, now: Date): Promise<void> {
  if (levels.length === 0) return;
  const total = sumOf(granted);
  const rows = levels.map(({ key, reason, holds }) => {
    const used = reason === 'provider_rate' ? (granted[key.split(':')[1] as MailboxProvider] ?? 0) : total;
    return { key, tokens: holds - used };
  });
  await query(
    tx,
    `update rate_buckets b set tokens = g.tokens, refilled_at = greatest(b.refilled_at, $2)
     from jsonb_to_recordset($1::jsonb) as g (key text, tokens float8) where b.key = g.key`,
    [JSON.stringify(rows), now],
  );
}

async function add(tx: Connection, given: { key: string; count: number }[]): Promise<void> {
  await query(
    tx,
    `with held as (
       select b.key, g.count from rate_buckets b join jsonb_to_recordset($1::jsonb) as g (key text, count int) on g.key = b.key
       order by b.key for no key update of b
     )
     update rate_buckets b set tokens = b.tokens + held.count from held where b.key = held.key`,
    [JSON.stringify(given.filter(({ count }) => count > 0))],
  );
}

/** The bucket that was the narrowest, and when it will have enough for a chunk. */
function waitFor(
  levels: Level[],
  { wanted, granted }: { wanted: ByProvider; granted: ByProvider },
  now: Date,
): Allowance['wait'] {
  const missing = levels
    .map((level) => {
      const family = level.key.split(':')[1] as MailboxProvider;
      const isOfFamily = level.reason === 'provider_rate';
      const used = isOfFamily ? (granted[family] ?? 0) : sumOf(granted);
      const asked = isOfFamily ? (wanted[family] ?? 0) : sumOf(wanted);
      return { ...level, left: level.holds - used, short: asked - used };
    })
    .filter(({ left, short }) => short > 0 && left < 1);
  const narrowest = missing.toSorted((a, b) => untilOf(b, now).getTime() - untilOf(a, now).getTime())[0];
  if (!narrowest) return null;
  const { reason } = narrowest;
  return { reason, sentence: waitSentences[reason], until: untilOf(narrowest, now) };
}

const untilOf = ({ perHour, left, short }: { perHour: number | null; left: number; short: number }, now: Date): Date =>
  perHour === null ? nextWarmUpDay(now) : refilledTo(short, left, perHour, now);

function waitForHold(wanted: ByProvider, held: Hold[]): Allowance['wait'] {
  const holds = held.filter(({ scopeId }) => (wanted[scopeId as MailboxProvider] ?? 0) > 0);
  const [first] = holds.toSorted((a, b) => (a.until?.getTime() ?? Infinity) - (b.until?.getTime() ?? Infinity));
  return first ? { reason: 'held', sentence: first.reason, until: first.until } : null;
}
