import type { HandoverFailure } from './handover.js';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** After so long a mail that is always put off has failed. */
export const giveUpMs = 72 * hour;

/** Waits by who put the mail off; the last one repeats. */
const plans = {
  /** The receiving side: it wants to be left alone, and grey lists open after minutes. */
  receiver: [5 * minute, 30 * minute, 2 * hour, 6 * hour, 24 * hour],
  /** Our own mail server was away or refused us: nobody was bothered, and people wait. */
  server: [30 * second, minute, 2 * minute, 5 * minute, 10 * minute, 30 * minute],
  /** Somebody sits before a page and waits for a code. */
  urgent: [15 * second, 30 * second, minute, 2 * minute],
};

export interface Deferral {
  failure: HandoverFailure | null;
  /** How often this mail has been put off, this time included. */
  times: number;
  firstTriedAt: Date;
  /** When the mail is of no use any more. */
  uselessAt: Date | null;
  /** Seconds between the attempts, where they are set by hand. */
  ownPlan: readonly number[] | null;
}

/** When a mail that was put off is tried again; null: not any more. */
export function nextAttemptAt({ failure, times, firstTriedAt, uselessAt, ownPlan }: Deferral, now: Date): Date | null {
  const plan = ownPlan?.map((seconds) => seconds * second) ?? planOf(failure, uselessAt, firstTriedAt);
  const at = new Date(now.getTime() + (plan[times - 1] ?? plan.at(-1) ?? hour));
  const end = Math.min(firstTriedAt.getTime() + giveUpMs, uselessAt?.getTime() ?? Infinity);
  return at.getTime() < end ? at : null;
}

function planOf(failure: HandoverFailure | null, uselessAt: Date | null, firstTriedAt: Date): readonly number[] {
  if (uselessAt && uselessAt.getTime() - firstTriedAt.getTime() <= hour) return plans.urgent;
  return failure === 'put_off' ? plans.receiver : plans.server;
}
