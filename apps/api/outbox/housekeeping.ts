import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';

const everyMs = 60 * 60_000;

/** What is kept for a while only: delivered messages a week, answers under an Idempotency-Key a day, old counts of sign-ins. */
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
  }
}
