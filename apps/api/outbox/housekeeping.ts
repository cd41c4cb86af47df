import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import { enqueue } from '../../../database/outbox.js';
import { purgeInbound } from '../../../database/inbound.js';
import { abandonStale } from '../../../database/send-attempts.js';
import { syncMessage } from '../syncs/commands.service.js';

const everyMs = 60 * 60_000;

/**
 * What is kept for a while only: delivered messages and webhooks a week, answers under an Idempotency-Key a day, old counts of
 * sign-ins, homeowners' sessions, codes and limits until they are over. And what the engine may have lost: schedules of connections that have not looked for long are made anew.
 * Hand-overs of mail that nobody comes back to are given up; the bytes of returned mails go after 30 days.
 */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly pool: Pool) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep().catch(() => undefined), everyMs);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
  }

  async sweep(): Promise<void> {
    await this.pool.query(`delete from outbox where delivered_at < now() - interval '7 days'`);
    await this.pool.query(`delete from idempotency_keys where created_at < now() - interval '1 day'`);
    await this.pool.query(
      `delete from auth."rateLimit" where "lastRequest" < extract(epoch from now() - interval '1 day') * 1000`,
    );
    await abandonStale(this.pool);
    await purgeInbound(this.pool);
    await this.pool.query(`delete from hook_deliveries where received_at < now() - interval '7 days'`);
    await this.pool.query('delete from oauth_attempts where expires_at < now()');
    await this.pool.query(`delete from rate_limits where expire < extract(epoch from now()) * 1000`);
    await this.pool.query('delete from hub_sessions where expires_at < now()');
    await this.pool.query(`delete from mailed_codes where expires_at < now() - interval '1 day'`);
    await this.remakeSchedules();
  }

  /** An engine whose own database was lost knows no schedules; the workflow makes one when none is on record. */
  private async remakeSchedules(): Promise<void> {
    const { rows } = await this.pool.query<{ id: string; account_id: string }>(
      `update connections set scheduled_as = null where state = 'active' and scheduled_as ~ '^\\d+$'
         and next_run_at < now() - make_interval(mins => 2 * scheduled_as::int + 10) returning id, account_id`,
    );
    for (const { id, account_id } of rows) await enqueue(this.pool, { accountId: account_id, ...syncMessage(id) });
  }
}
