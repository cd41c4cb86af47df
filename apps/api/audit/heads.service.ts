import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import {
  digestOf,
  holdOwedMail,
  listDays,
  listUnstored,
  markMailed,
  markStored,
  takeHeads,
} from '../../../database/audit-days.js';
import { inTransaction } from '../../../database/transaction.js';
import { AuditFiles } from '../../../integrations/audit-files.js';
import type { Config } from '../../../integrations/config.js';
import type { ShownAuditDay } from './audit.schemas.js';
import { Mailer } from '../../../integrations/mail/mailer.js';
import { Storage } from '../../../integrations/storage.js';
import { CONFIG } from '../config.js';
import { type ListPage, listPage } from '../list.js';

const soonMs = 2_000;
const everyMs = 10 * 60_000;
/** After a fault, where no other plan is set. */
const againSeconds = 60;

/**
 * Once a day the ends of all chains of the audit are written down outside of the database: a file in storage, a line in the log
 * and, where an address is set, a mail. What could not be stored or mailed is tried again; a day's file never changes.
 */
@Injectable()
export class AuditHeads implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('audit heads');
  private readonly files: AuditFiles;
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly mailer: Mailer,
    storage: Storage,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.files = new AuditFiles(storage);
  }

  onApplicationBootstrap(): void {
    this.schedule(soonMs);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    await this.round;
  }

  /** Takes the day's heads unless they were taken, and brings outside what is not there yet. No file waits for the mail server. */
  async note(now = new Date()): Promise<void> {
    const { auditHeadMail: to } = this.config;
    await takeHeads(this.pool, now);
    for (const { day, content } of await listUnstored(this.pool)) {
      await this.files.write(day, content);
      await markStored(this.pool, day, { isMailOwed: to !== null });
      const chains = content.split('\nchain ').length - 1;
      this.log.log(`Audit heads of ${day}: ${chains} chains, sha256 ${digestOf(content)}`);
    }
    if (to) while (await this.mailNext(to));
  }

  async list({ page, perPage }: { page: number; perPage: number }): Promise<ListPage<ShownAuditDay>> {
    const days = await listDays(this.pool, { limit: perPage + 1, offset: (page - 1) * perPage });
    return listPage(
      days.map((day) => ({ id: day.day, ...day })),
      { perPage },
    );
  }

  kept(): Promise<{ name: string; content: string }[]> {
    return this.files.list();
  }

  private schedule(ms: number): void {
    this.timer = setTimeout(() => {
      this.round = this.note().then(
        () => this.schedule(everyMs),
        (error: unknown) => {
          this.log.warn(`Audit heads wait: ${error instanceof Error ? error.name : 'unknown'}`);
          this.schedule((this.config.mailRetrySeconds?.[0] ?? againSeconds) * 1_000);
        },
      );
    }, ms);
    this.timer.unref();
  }

  /** @returns whether there was one to mail */
  private mailNext(to: string): Promise<boolean> {
    return inTransaction(this.pool, async (tx) => {
      const owed = await holdOwedMail(tx);
      if (!owed) return false;
      await this.mailer.send({ to, ...wordsOf(owed) });
      await markMailed(tx, owed.day);
      return true;
    });
  }
}

const wordsOf = ({ day, content }: { day: string; content: string }) => ({
  subject: `Audit heads of ${day}`,
  text: `The ends of all chains of Porchlight's audit, as they were on ${day}. Keep this mail: npm run audit:verify -- --heads FILE holds the audit to the lines below, saved as a file.\n\nSHA-256 of these lines: ${digestOf(content)}\n\n${content}`,
});
