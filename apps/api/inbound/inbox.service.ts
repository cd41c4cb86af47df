import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import { applyInboundEvent } from '../../../database/inbound-apply.js';
import { type InboundMessage, storeInbound, writeInboundEvents } from '../../../database/inbound.js';
import { inTransaction } from '../../../database/transaction.js';
import type { Config } from '../../../integrations/config.js';
import { domainOf } from '../../../integrations/mail/settings.js';
import { CONFIG } from '../config.js';
import { Relay } from '../outbox/relay.js';
import { readMessage, type StoredMessage } from './read-message.js';

const pollMs = 2_000;
const mostTries = 8;
/** Seconds until what failed is tried again. */
const backoff = (tries: number) => Math.min(5 * 2 ** tries, 600);

/**
 * What came back, on its way from the bytes to what they change: kept first and answered; then read into events; then each event
 * applied, in a transaction of its own. Every copy of the API takes what is due and none takes what another has, so what a process
 * left behind that died goes on by itself.
 */
@Injectable()
export class Inbox implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly pool: Pool,
    private readonly relay: Relay,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule(0);
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.round;
  }

  /** Kept once this has resolved; what it says is looked at right after. @returns false when the very same came before */
  async keep(message: InboundMessage): Promise<boolean> {
    const id = await storeInbound(this.pool, message);
    if (id) this.schedule(0);
    return id !== null;
  }

  /** Applies one event again, whatever became of it before. */
  async applyAgain(eventId: string): Promise<void> {
    await this.pool.query(
      `update inbound_events set next_at = now(), tries = 0, state = case when state = 'failed' then 'waiting' else state end where id = $1`,
      [eventId],
    );
    await this.applyOne(eventId);
  }

  private schedule(ms: number): void {
    if (this.isStopped) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.round = this.round.then(() => this.workOff()).finally(() => this.schedule(pollMs));
    }, ms);
    this.timer.unref();
  }

  /** A database that is away ends the round; the next one tries again. */
  private async workOff(): Promise<void> {
    try {
      while (!this.isStopped && (await this.readNext()));
      const tried = new Set<string>();
      for (;;) {
        const due = await this.findDue(tried);
        if (this.isStopped || due.length === 0) return;
        for (const id of due) {
          tried.add(id);
          if (!this.isStopped) await this.applyOne(id);
        }
      }
    } catch {
      return;
    }
  }

  private async findDue(tried: ReadonlySet<string>): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `select id::text from inbound_events where next_at <= now() and id <> all ($1::bigint[]) order by next_at, inbound_events.id limit 100`,
      [[...tried]],
    );
    return rows.map(({ id }) => id);
  }

  /** @returns false when there is nothing to read */
  private async readNext(): Promise<boolean> {
    return inTransaction(this.pool, async (tx) => {
      const { rows } = await tx.query<StoredMessage & { id: string; tries: number }>(
        `select id::text, source, message_key as key, envelope_from as "envelopeFrom", envelope_to as "envelopeTo", raw, tries
         from inbound_messages where state = 'received' and next_at <= now() order by next_at, inbound_messages.id limit 1 for update skip locked`,
      );
      const [message] = rows;
      if (!message) return false;
      const { id, source, tries } = message;
      await tx.query('savepoint unread');
      try {
        const facts = await readMessage(message);
        await writeInboundEvents(tx, { messageId: id, source, addressKey: this.config.addressKey }, facts);
        await tx.query(
          `update inbound_messages set state = 'read', read_at = clock_timestamp(), tries = tries + 1, failure = null where id = $1`,
          [id],
        );
      } catch (error) {
        await tx.query('rollback to savepoint unread');
        await tx.query(
          `update inbound_messages set tries = tries + 1, failure = $2, next_at = now() + make_interval(secs => $3),
             state = case when tries + 1 >= $4 then 'failed' else state end where id = $1`,
          [id, nameOf(error), backoff(tries), mostTries],
        );
      }
      return true;
    });
  }

  private async applyOne(eventId: string): Promise<void> {
    const { addressKey, hubMailFrom, mailFrom } = this.config;
    const domains = [...new Set([domainOf(hubMailFrom), domainOf(mailFrom)])];
    try {
      const applying = { addressKey, domains, now: new Date() };
      const applied = await inTransaction(this.pool, (tx) => applyInboundEvent(tx, eventId, applying));
      // Not waited for: what the engine does not get now, the relay brings later.
      for (const workflowId of applied?.woken ?? []) void this.relay.deliver(workflowId);
    } catch (error) {
      await this.pool.query(
        `update inbound_events set tries = tries + 1, failure = $2, state = case when tries + 1 >= $3 then 'failed' else state end,
           next_at = case when tries + 1 >= $3 then null else now() + make_interval(secs => least(5 * 2 ^ tries, 600)) end where id = $1`,
        [eventId, nameOf(error), mostTries],
      );
    }
  }
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');
