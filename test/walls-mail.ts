import { openAttempt } from '../database/send-attempts.js';
import { createPool } from '../database/pool.js';
import { platform } from './platform/platform.js';

export interface MailThings {
  sendAttemptId: string;
  inboundEventId: string;
}

/** A mail of which nobody knows what became of it: what is settled is put beside, since no route of the API makes one. */
export async function makeMailThings(given: {
  accountId: string;
  contactId: string;
  canary: string;
}): Promise<MailThings> {
  const { accountId, contactId, canary } = given;
  const pool = createPool(platform().databaseUrl, { max: 1 });
  const { attemptId } = await openAttempt(pool, {
    accountId,
    contactId,
    purpose: 'test',
    subject: null,
    email: `${canary}@example.com`,
    addressKey: Buffer.alloc(32),
    messageId: `<${canary}@porchlight.example>`,
    template: null,
    mail: { digest: Buffer.alloc(32), size: 1, senderDomain: 'porchlight.example' },
    transport: 'smtp',
    worker: 'worker 0',
  });
  await pool.query(`update send_attempts set state = 'unknown' where id = $1`, [attemptId]);
  const { rows } = await pool.query<{ id: string }>(
    `with came as (
       insert into inbound_messages (source, message_key, raw, size, state) values ('mailbox', 'walls-' || $1, convert_to($2, 'UTF8'), 1, 'read')
       returning id)
     insert into inbound_events (message_id, source, event_key, kind, state, email, attempt_id, account_id, next_at)
     select id, 'mailbox', 'walls-' || $1, 'unreadable', 'open', $2, $1::bigint, $3, null from came returning id::text`,
    [attemptId, `${canary}@example.com`, accountId],
  );
  await pool.end();
  return { sendAttemptId: attemptId, inboundEventId: rows[0]!.id };
}

export const mailBodies: Record<string, object> = {
  'POST /api/inbound-events/:id/dismiss': { reason: 'not theirs' },
  'POST /api/inbound-events/:id/reveal': { reason: 'not theirs' },
  'POST /api/send-attempts/:id/settle': { as: 'accepted', reason: 'not theirs' },
};
