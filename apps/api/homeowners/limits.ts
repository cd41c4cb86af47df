import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { siblingLimit } from '../../../domain/homeowners/machines.js';
import type { Config } from '../../../integrations/config.js';
import { CONFIG } from '../config.js';

const minutes = 60;
const hours = 60 * minutes;

/** How often something may happen, and within how many seconds. */
const rules = {
  /** Links that are no good, by address of the internet, by network (/24, /48) and from everywhere. */
  miss: { points: 30, duration: 10 * minutes },
  missOfNetwork: { points: 120, duration: 10 * minutes },
  missAlarm: { points: 200, duration: 10 * minutes },
  /** One invitation opened from one place counts once. */
  opened: { points: 1_000_000, duration: 10 * minutes },
  siblings: { points: siblingLimit, duration: 10 * minutes },
  /** Tries of a code, and mails with codes, by purpose and address of mail. */
  codeTries: { points: 5, duration: 15 * minutes },
  codeMails: { points: 3, duration: 15 * minutes },
  codeMailsOfDay: { points: 10, duration: 24 * hours },
  /** Mails with codes that one place may cause, and one landing link. */
  codesAsked: { points: 20, duration: 1 * hours },
  joinsOfLink: { points: 200, duration: 1 * hours },
  /** New links by invitation and by account. */
  freshLink: { points: 3, duration: 24 * hours },
  freshLinksOfAccount: { points: 300, duration: 1 * hours },
  /** What a member may ask of the agent. */
  questions: { points: 20, duration: 24 * hours },
  corrections: { points: 10, duration: 24 * hours },
  coOwners: { points: 5, duration: 24 * hours },
} as const;
export type Rule = keyof typeof rules;

/** Counts in Postgres, common to all copies of the API. What is counted stands there as a hash alone. */
@Injectable()
export class Limits {
  private readonly limiters: Record<Rule, RateLimiterPostgres>;

  constructor(
    pool: Pool,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    const limiterOf = (rule: Rule) =>
      new RateLimiterPostgres({
        storeClient: pool,
        tableName: 'rate_limits',
        tableCreated: true,
        keyPrefix: rule,
        clearExpiredByTimeout: false,
        ...rules[rule],
      });
    this.limiters = Object.fromEntries(
      (Object.keys(rules) as Rule[]).map((rule) => [rule, limiterOf(rule)]),
    ) as typeof this.limiters;
  }

  /** Counts once more. @returns how often it has happened, and whether that is more than allowed */
  async take(rule: Rule, ...of: string[]): Promise<{ count: number; isOver: boolean }> {
    try {
      const { consumedPoints } = await this.limiters[rule].consume(this.keyOf(of));
      return { count: consumedPoints, isOver: false };
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return { count: refused.consumedPoints, isOver: true };
    }
  }

  /** Whether once more would be more than allowed; counts nothing. */
  async isSpent(rule: Rule, ...of: string[]): Promise<boolean> {
    const counted = await this.limiters[rule].get(this.keyOf(of));
    return counted !== null && counted.consumedPoints >= rules[rule].points;
  }

  async forget(rule: Rule, ...of: string[]): Promise<void> {
    await this.limiters[rule].delete(this.keyOf(of));
  }

  private keyOf(of: string[]): string {
    const hash = createHash('sha256').update(this.config.addressKey);
    for (const part of of) hash.update('\0').update(part);
    return hash.digest('base64url').slice(0, 32);
  }
}
