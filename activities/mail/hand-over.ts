import { setTimeout as wait } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { type NewAttempt, openAttempt } from '../../database/send-attempts.js';
import { inTransaction } from '../../database/transaction.js';
import type { HandoverResult } from '../../domain/mail/handover.js';
import type { WrittenMail } from '../../integrations/mail/write.js';
import type { MailDependencies } from '../mail.js';

export interface Prepared {
  mail: WrittenMail;
  attempt: Omit<NewAttempt, 'mail' | 'messageId' | 'transport' | 'worker' | 'addressKey' | 'email'>;
}

export type Conclude = (
  tx: PoolClient,
  result: HandoverResult & { attemptId: string; attempt: number },
) => Promise<void>;

/**
 * One mail: looked at again and written, the intent committed, handed over, the result committed. A kill in between leaves the
 * intent, which says that nobody knows.
 * @param prepare in the transaction of the intent; null: there is nothing to send
 */
export async function handOver(
  { pool, transport, settings, worker }: MailDependencies,
  prepare: (tx: PoolClient) => Promise<Prepared | null>,
  conclude: Conclude,
): Promise<void> {
  const opened = await inTransaction(pool, async (tx) => {
    const prepared = await prepare(tx);
    if (!prepared) return null;
    const { mail, attempt } = prepared;
    const intent = await openAttempt(tx, {
      ...attempt,
      email: mail.envelope.to,
      messageId: mail.messageId,
      mail: { digest: mail.digest, size: mail.raw.length, senderDomain: mail.senderDomain },
      addressKey: settings.addressKey,
      transport: transport.name,
      worker,
    });
    return { mail, ...intent };
  });
  if (!opened) return;
  const { mail, ...intent } = opened;
  const result = await transport.handOver(mail);
  await untilWritten(pool, (tx) => conclude(tx, { ...result, ...intent }));
}

const patienceMs = 10 * 60_000;

/** What the other side said is worth waiting for a database that is away; without it the mail would count as unknown. */
async function untilWritten(pool: Pool, write: (tx: PoolClient) => Promise<void>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await inTransaction(pool, write);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await wait(1_000);
    }
  }
}
