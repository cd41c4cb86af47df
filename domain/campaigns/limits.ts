import type { MailboxProvider } from './providers.js';

/** Mails an hour where nobody has set another limit; null: no limit. */
export interface SendingLimits {
  platform: number | null;
  account: number | null;
  domain: number | null;
  provider: number | null;
  /** Whether a domain that has not sent before is warmed up. */
  warmsUp: boolean;
}

/** Mails of one step of sending: what a limit may be exceeded by. */
export const chunkSize = 500;

/**
 * What a bucket holds at most, and so the mails that may leave at once after a rest: a minute's worth, within one chunk. A limit
 * so high that a chunk is less than a second's worth may hold that.
 */
export function capacityOf(perHour: number): number {
  return Math.max(1, Math.min(perHour / 60, chunkSize), perHour / 3600);
}

export interface Bucket {
  tokens: number;
  refilledAt: Date;
}

/** What a bucket holds at `now`; clocks that went back take nothing away. Null: it is new, and full. */
export function tokensAt(bucket: Bucket | null, perHour: number, now: Date): number {
  if (!bucket) return capacityOf(perHour);
  const elapsed = Math.max(0, now.getTime() - bucket.refilledAt.getTime());
  return Math.min(capacityOf(perHour), bucket.tokens + (elapsed / 3_600_000) * perHour);
}

/** When it will hold so many, or all that it can hold. */
export function refilledTo(tokens: number, holds: number, perHour: number, now: Date): Date {
  const missing = Math.max(0, Math.min(tokens, capacityOf(perHour)) - holds);
  return new Date(now.getTime() + Math.max(1_000, Math.ceil((missing / perHour) * 3_600_000)));
}

export type ByProvider = Partial<Record<MailboxProvider, number>>;
export const sumOf = (counts: ByProvider): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/**
 * Shares whole mails out among providers, of each at most what is wanted and what its own bucket has. One after the other gets an
 * equal share of what is left, the modest ones first, so that a busy provider does not take everything.
 */
export function shareOut(wanted: ByProvider, own: ByProvider, total: number): ByProvider {
  const asks = (Object.entries(wanted) as [MailboxProvider, number][])
    .map(([provider, count]) => [provider, Math.floor(Math.min(count, own[provider] ?? Infinity))] as const)
    .toSorted((a, b) => a[1] - b[1]);
  const granted: ByProvider = {};
  let left = Math.floor(total);
  asks.forEach(([provider, count], index) => {
    const share = Math.max(0, Math.min(count, Math.ceil(left / (asks.length - index))));
    granted[provider] = Math.min(share, left);
    left -= granted[provider];
  });
  return granted;
}
