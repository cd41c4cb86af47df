import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import { Pool, type PoolClient } from 'pg';
import { inTransaction } from '../../../database/transaction.js';
import { Engine, isEngineAway } from './engine.js';

interface DueMessage {
  id: string;
  account_id: string;
  workflow_id: string;
  workflow_type: string;
  task_queue: string;
  signal: string;
  args: unknown[];
  attempts: number;
}

const pollMs = 1_000;
/** Seconds until a message that the engine refused is tried again. */
const backoff = (attempts: number) => Math.min(2 ** attempts, 300);

/**
 * Delivers what the outbox holds: at once after the commit that wrote it, otherwise by a poll in every copy of the API.
 * Copies do not meet (SKIP LOCKED); messages of one workflow keep their order; one that was delivered twice, because a copy
 * died between delivery and commit, only wakes the workflow once more.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly pool: Pool,
    private readonly engine: Engine,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule(0);
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.round;
  }

  /**
   * Called after a commit that enqueued for this workflow. Waits for at most the engine's deadline, and never fails: what was
   * committed is done, and an engine or a database that is away leaves the delivery to a later poll.
   */
  async deliver(workflowId: string): Promise<void> {
    if (this.engine.isAway) return;
    try {
      while ((await this.deliverNext(workflowId)) === 'delivered');
    } catch {
      return;
    }
  }

  private schedule(ms: number): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.round = this.deliverDue().finally(() => this.schedule(pollMs));
    }, ms);
    this.timer.unref();
  }

  /** One round. A database that is away ends it; the next round tries again. */
  private async deliverDue(): Promise<void> {
    try {
      if ((await this.engine.probe()) === 'away') return;
      while (!this.isStopped && (await this.deliverNext(null)) === 'delivered');
    } catch {
      return;
    }
  }

  private deliverNext(workflowId: string | null): Promise<'delivered' | 'refused' | 'nothing'> {
    return inTransaction(this.pool, async (tx) => {
      const message = await takeNext(tx, workflowId);
      return message ? this.tryToSend(tx, message) : 'nothing';
    });
  }

  private async tryToSend(client: PoolClient, message: DueMessage): Promise<'delivered' | 'refused'> {
    try {
      await this.engine.call((temporal) => send(temporal, message));
      await client.query(
        'update outbox set delivered_at = now(), attempts = attempts + 1, last_error = null where id = $1',
        [message.id],
      );
      return 'delivered';
    } catch (error) {
      const seconds = isEngineAway(error) ? 0 : backoff(message.attempts);
      await client.query(
        `update outbox set attempts = attempts + 1, next_at = now() + make_interval(secs => $2), last_error = $3 where id = $1`,
        [message.id, seconds, isEngineAway(error) ? 'engine away' : nameOf(error)],
      );
      return 'refused';
    }
  }
}

/** Signals the workflow, starting it when it does not run (also when an earlier run has closed). */
async function send(client: Client, message: DueMessage): Promise<void> {
  await client.workflow.signalWithStart(message.workflow_type, {
    workflowId: message.workflow_id,
    taskQueue: message.task_queue,
    args: message.args,
    signal: message.signal,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    priority: { fairnessKey: message.account_id },
  });
}

/** The oldest message of a workflow that nobody else is delivering. */
async function takeNext(client: PoolClient, workflowId: string | null): Promise<DueMessage | undefined> {
  const { rows } = await client.query<DueMessage>(
    `select id, account_id, workflow_id, workflow_type, task_queue, signal, args, attempts from outbox o
     where delivered_at is null and next_at <= now() and ($1::text is null or workflow_id = $1)
       and not exists (select from outbox older
         where older.workflow_id = o.workflow_id and older.delivered_at is null and older.id < o.id)
     order by id limit 1 for update skip locked`,
    [workflowId],
  );
  return rows[0];
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');
