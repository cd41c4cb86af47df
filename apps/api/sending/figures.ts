import type { SendingFigures } from './sending.schemas.js';

export const windows = [1, 7, 30] as const;
export type Days = (typeof windows)[number];

export type Counts = Omit<SendingFigures, 'bounceRate' | 'complaintRate'>;
export type CountsByDays = Record<Days, Counts>;

const nothing: Counts = { accepted: 0, deferred: 0, rejected: 0, unknown: 0, delivered: 0, bounced: 0, complained: 0 };

/** With the rates that mailbox providers judge by: shares of what they took. */
export function figuresOf(counts: Counts): SendingFigures {
  const share = (count: number) => (counts.accepted === 0 ? null : count / counts.accepted);
  return { ...counts, bounceRate: share(counts.bounced), complaintRate: share(counts.complained) };
}

/** All families of a domain as one. */
export function addUp(parts: readonly CountsByDays[]): CountsByDays {
  const sum = (days: Days) => parts.reduce((total, part) => plus(total, part[days]), nothing);
  return { 1: sum(1), 7: sum(7), 30: sum(30) };
}

const plus = (one: Counts, other: Counts): Counts => ({
  accepted: one.accepted + other.accepted,
  deferred: one.deferred + other.deferred,
  rejected: one.rejected + other.rejected,
  unknown: one.unknown + other.unknown,
  delivered: one.delivered + other.delivered,
  bounced: one.bounced + other.bounced,
  complained: one.complained + other.complained,
});
