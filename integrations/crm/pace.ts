import type { Limiter } from './connector.js';
import type { Limit } from './vocabulary.js';

/**
 * One step of a leaky bucket (GCRA). A twentieth of the limit may go at once and the rest is spread, so that no window of
 * `perMs`, wherever it begins, holds more than `calls`.
 * @param paidUntil what the step before returned, in milliseconds; 0 at first
 */
export function pace(paidUntil: number, { now, limit, cost }: { now: number; limit: Limit; cost: number }) {
  const { spacing, burst } = paceOf(limit);
  const begin = Math.max(paidUntil, now);
  const waitMs = Math.ceil(begin + (cost - burst) * spacing - now);
  return waitMs > 0 ? { waitMs, paidUntil } : { waitMs: 0, paidUntil: begin + cost * spacing };
}

export const paceOf = ({ calls, perMs }: Limit) => ({
  spacing: perMs / (calls * 0.95),
  burst: Math.max(1, Math.floor(calls * 0.05)),
});

/** A limiter of one process. */
export function memoryLimiter(now: () => Date): Limiter {
  const paid = new Map<string, number>();
  const blocked = new Map<string, number>();
  return {
    async take(scope, limit, cost) {
      const time = +now();
      const block = (blocked.get(scope) ?? 0) - time;
      if (block > 0) return { waitMs: block };
      const { waitMs, paidUntil } = pace(paid.get(scope) ?? 0, { now: time, limit, cost });
      paid.set(scope, paidUntil);
      return { waitMs };
    },
    async block(scope, until) {
      blocked.set(scope, Math.max(blocked.get(scope) ?? 0, +until));
    },
  };
}
