import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import type { InboundSource } from '../../../domain/mail/reports/outcomes.js';
import type { RefusedInbound } from './inbound.schemas.js';

const flushMs = 1_000;
const shownDays = 30;

/**
 * How often somebody knocked with what was not believed. Whoever knocks a thousand times a second costs one write: it is counted
 * here and written once in a while, and what a killed process had not written yet is no loss.
 */
@Injectable()
export class InboundRefusals implements OnModuleDestroy {
  private readonly log = new Logger('inbound');
  private counted = new Map<string, { source: InboundSource; reason: string; count: number }>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly pool: Pool) {}

  onModuleDestroy(): Promise<void> {
    return this.flush();
  }

  /** @param reason in our words; nothing of what came */
  count(source: InboundSource, reason: string): void {
    const key = `${source} ${reason}`;
    const known = this.counted.get(key) ?? { source, reason, count: 0 };
    this.counted.set(key, { ...known, count: known.count + 1 });
    this.timer ??= setTimeout(() => void this.flush(), flushMs);
  }

  /** Of the last 30 days, the latest first; with what was counted a moment ago. */
  async list(): Promise<{ data: RefusedInbound[]; hasNextPage: false }> {
    await this.flush();
    const { rows } = await this.pool.query<Omit<RefusedInbound, 'lastAt'> & { lastAt: Date }>(
      `select source, reason, sum(count)::int as count, max(last_at) as "lastAt" from inbound_refusals
       where day > (now() at time zone 'UTC')::date - ${shownDays} group by source, reason order by max(last_at) desc limit 50`,
    );
    return { data: rows.map((row) => ({ ...row, lastAt: row.lastAt.toISOString() })), hasNextPage: false };
  }

  private async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const counts = [...this.counted.values()];
    this.counted = new Map();
    if (counts.length === 0) return;
    await this.pool
      .query(
        `insert into inbound_refusals as r (source, reason, day, count, last_at)
         select source, reason, (now() at time zone 'UTC')::date, count, now() from jsonb_to_recordset($1::jsonb) as g (source text, reason text, count int)
         on conflict (day, source, reason) do update set count = r.count + excluded.count, last_at = excluded.last_at`,
        [JSON.stringify(counts)],
      )
      .catch(() => this.log.warn('What was refused could not be counted.'));
  }
}
