const dayMs = 86_400_000;

/**
 * Mails a day of a new domain, day by day, over three weeks: the plan that SiteVibes publishes for its senders on SendGrid
 * ("Understanding our IP warming process"; its last days are read off its end, 1,000,000 in week three).
 */
export const warmUpPlan = [
  50, 100, 250, 500, 1_000, 2_500, 5_000, 7_500, 10_000, 15_000, 20_000, 30_000, 40_000, 55_000, 70_000, 100_000,
  150_000, 250_000, 400_000, 600_000, 1_000_000,
] as const;

/** The day of the plan on which a domain is, 1 the first, in days of UTC. @param from its first day, `2026-11-25` */
export function warmUpDay(from: string, now: Date): number {
  return Math.floor(now.getTime() / dayMs) - Math.floor(Date.parse(`${from}T00:00:00Z`) / dayMs) + 1;
}

/** What it may send that day; null: the plan is over. Nothing before its first day. */
export function dailyCap(day: number): number | null {
  if (day < 1) return 0;
  return warmUpPlan[day - 1] ?? null;
}

/** When the next day of the plan begins. */
export const nextWarmUpDay = (now: Date): Date => new Date((Math.floor(now.getTime() / dayMs) + 1) * dayMs);
