import { createHash } from 'node:crypto';
import { readAddress } from '../domain/contacts/email.js';
import type { ReportedFact } from '../domain/mail/reports/facts.js';
import type { InboundSource } from '../domain/mail/reports/outcomes.js';
import { execute, type Connection, query } from './execute.js';
import { hashAddress } from './suppressions.js';

export interface InboundMessage {
  source: InboundSource;
  /** What its provider calls it; null: its bytes are its name. */
  key: string | null;
  envelope?: { from: string | null; to: string | null };
  raw: Buffer;
  /** How many bytes came, where not all were kept. */
  size?: number;
}

/**
 * Keeps what came, before anybody reads it: once this has committed it may be answered.
 * @returns its id, or null when the very same came before
 */
export async function storeInbound(conn: Connection, message: InboundMessage): Promise<string | null> {
  const { source, raw, envelope } = message;
  const size = message.size ?? raw.length;
  const [stored] = await query<{ id: string }>(
    conn,
    `insert into inbound_messages (source, message_key, envelope_from, envelope_to, raw, size, is_cut)
     values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7) on conflict (source, message_key) do nothing returning id::text`,
    [
      source,
      message.key ?? createHash('sha256').update(raw).digest('hex'),
      envelope?.from ?? null,
      envelope?.to ?? null,
      raw.toString('hex'),
      size,
      size > raw.length,
    ],
  );
  return stored?.id ?? null;
}

/** An event with the name by which it counts once. */
export interface InboundFact extends ReportedFact {
  eventKey: string;
}

/** What a message says, one row for an event; events that came before are left as they are. @returns the ids of the new ones */
export async function writeInboundEvents(
  tx: Connection,
  { messageId, source, addressKey }: { messageId: string; source: InboundSource; addressKey: Buffer },
  facts: InboundFact[],
): Promise<string[]> {
  const rows = await execute<{ id: string }>(
    tx,
    `insert into inbound_events (message_id, source, event_key, kind, mail_ids, return_key, queue_id, email, address_hash, reply_code,
       enhanced_code, reply_text, remote_host, is_dead, happened_at)
     select e.message_id, e.source, e.event_key, e.kind, e.mail_ids, e.return_key, e.queue_id, e.email, decode(e.hash, 'hex'), e.reply_code,
       e.enhanced_code, e.reply_text, e.remote_host, e.is_dead, e.happened_at
     from jsonb_to_recordset($1::jsonb) as e (message_id bigint, source text, event_key text, kind text, mail_ids text[], return_key text,
       queue_id text, email text, hash text, reply_code int, enhanced_code text, reply_text text, remote_host text, is_dead boolean,
       happened_at timestamptz)
     on conflict (source, event_key) do nothing returning id::text`,
    JSON.stringify(
      facts.map((fact) => ({
        message_id: messageId,
        source,
        event_key: fact.eventKey,
        kind: fact.kind,
        mail_ids: fact.messageIds,
        return_key: fact.returnKey,
        queue_id: fact.queueId,
        ...addressOf(fact.recipient, addressKey),
        reply_code: fact.replyCode,
        enhanced_code: fact.enhancedCode,
        reply_text: fact.text?.slice(0, 1000),
        remote_host: fact.remoteHost?.slice(0, 255),
        is_dead: fact.isDead,
        happened_at: fact.at,
      })),
    ),
  );
  return rows.map(({ id }) => id);
}

function addressOf(recipient: string | null, addressKey: Buffer) {
  const address = recipient === null ? null : readAddress(recipient);
  return address
    ? { email: recipient, hash: hashAddress(address.normalized, addressKey).toString('hex') }
    : { email: null, hash: null };
}

const rawDays = 30;

/** Bytes that have been kept long enough go, and with them whom they were about where that is no mail of ours. */
export async function purgeInbound(conn: Connection): Promise<void> {
  await query(
    conn,
    `with purged as (
       update inbound_messages set raw = null, envelope_from = null, purged_at = now()
       where raw is not null and received_at < now() - make_interval(days => $1) returning id)
     update inbound_events e set email = null from purged p where e.message_id = p.id and e.attempt_id is null`,
    [rawDays],
  );
}
