import { readAddress } from '../domain/contacts/email.js';
import type { HandoverResult } from '../domain/mail/handover.js';
import type { AttemptPurpose } from './entities/mail.js';
import { execute, query, type Connection } from './execute.js';

/** Whose mail it is; a test mail is nobody's. */
export type MailSubject = { invitationId: string; wave: number } | { noticeId: string } | null;

export interface NewAttempt {
  accountId: string;
  purpose: AttemptPurpose;
  subject: MailSubject;
  hubId?: string | null | undefined;
  contactId?: string | null | undefined;
  email: string;
  /** `config.addressKey` */
  addressKey: Buffer;
  messageId: string;
  template: { id: string; version: number } | null;
  mail: { digest: Buffer; size: number; senderDomain: string };
  transport: string;
  /** Which process hands it over, e.g. `worker 12`. */
  worker: string;
}

export interface OpenAttempt {
  attemptId: string;
  attempt: number;
}

/** The intent, to be committed before the first byte is handed over. */
export async function openAttempt(tx: Connection, given: NewAttempt): Promise<OpenAttempt> {
  const { subject, template, mail } = given;
  const invitation = subject && 'invitationId' in subject ? subject : null;
  const noticeId = subject && 'noticeId' in subject ? subject.noticeId : null;
  const [row] = await execute<{ id: string; attempt: number }>(
    tx,
    `insert into send_attempts (account_id, purpose, invitation_id, notice_id, hub_id, contact_id, wave, attempt, state, email,
       address_hash, message_id, sender_domain, template_id, template_version, mime_digest, mime_size, transport, worker)
     select g.account_id, g.purpose, g.invitation_id, g.notice_id, g.hub_id, g.contact_id, g.wave,
       1 + coalesce((select max(s.attempt) from send_attempts s
         where s.invitation_id = g.invitation_id and s.wave = g.wave or s.notice_id = g.notice_id), 0),
       'submitting', g.email, address_hash(g.email_normalized, decode(g.address_key, 'hex')), g.message_id, g.sender_domain,
       g.template_id, g.template_version, decode(g.digest, 'hex'), g.size, g.transport, g.worker
     from jsonb_to_record($1::jsonb) as g (account_id bigint, purpose text, invitation_id bigint, notice_id bigint, hub_id bigint,
       contact_id bigint, wave int, email text, email_normalized text, address_key text, message_id text, sender_domain text,
       template_id bigint, template_version int, digest text, size int, transport text, worker text)
     returning id, attempt`,
    JSON.stringify({
      account_id: given.accountId,
      purpose: given.purpose,
      invitation_id: invitation?.invitationId,
      notice_id: noticeId,
      hub_id: given.hubId,
      contact_id: given.contactId,
      wave: invitation?.wave ?? 0,
      email: given.email,
      email_normalized: readAddress(given.email)?.normalized ?? given.email.toLowerCase(),
      address_key: given.addressKey.toString('hex'),
      message_id: given.messageId,
      sender_domain: mail.senderDomain,
      template_id: template?.id,
      template_version: template?.version,
      digest: mail.digest.toString('hex'),
      size: mail.size,
      transport: given.transport,
      worker: given.worker,
    }),
  );
  if (!row) throw new Error('The attempt was not written');
  return { attemptId: row.id, attempt: row.attempt };
}

/**
 * The result. It also holds for an attempt that was given up as unknown meanwhile, because the process that made it was thought
 * gone; not for one that a person has settled.
 * @returns false when it came too late
 */
export async function closeAttempt(
  tx: Connection,
  attemptId: string,
  result: HandoverResult & { nextAttemptAt: Date | null },
): Promise<boolean> {
  const rows = await execute(
    tx,
    `update send_attempts a set state = g.outcome, reply_code = g.reply_code, enhanced_code = g.enhanced_code,
       reply_text = left(g.reply_text, 1000), failure = g.failure, remote_host = g.remote_host, remote_address = g.remote_address,
       tls = g.tls, queue_id = g.queue_id, connected_at = g.connected_at, handed_at = g.handed_at, ended_at = clock_timestamp(),
       next_attempt_at = g.next_attempt_at
     from jsonb_to_record($1::jsonb) as g (id bigint, outcome text, reply_code int, enhanced_code text, reply_text text, failure text,
       remote_host text, remote_address text, tls text, queue_id text, connected_at timestamptz, handed_at timestamptz,
       next_attempt_at timestamptz)
     where a.id = g.id and a.state in ('submitting', 'unknown') and a.settled_at is null returning 1`,
    JSON.stringify({
      id: attemptId,
      outcome: result.outcome,
      reply_code: result.replyCode,
      enhanced_code: result.enhancedCode,
      reply_text: result.replyText,
      failure: result.failure,
      remote_host: result.remoteHost,
      remote_address: result.remoteAddress,
      tls: result.tls,
      queue_id: result.queueId,
      connected_at: result.connectedAt,
      handed_at: result.handedAt,
      next_attempt_at: result.nextAttemptAt,
    }),
  );
  return rows.length > 0;
}

/**
 * Gives up on the handing-over that an ended process left behind: nobody knows what became of it.
 * @returns when the last one had begun; null: there was none
 */
export async function abandonAttempt(tx: Connection, subject: NonNullable<MailSubject>): Promise<Date | null> {
  const [column, id] =
    'invitationId' in subject ? ['invitation_id', subject.invitationId] : ['notice_id', subject.noticeId];
  const rows = await query<{ began: Date | string }>(
    tx,
    `update send_attempts set state = 'unknown', failure = 'worker_gone', ended_at = clock_timestamp()
     where ${column} = $1 and state = 'submitting' returning started_at as began`,
    [id],
  );
  const began = rows.map((row) => new Date(row.began).getTime());
  return began.length > 0 ? new Date(Math.max(...began)) : null;
}

/**
 * Gives up on hand-overs of processes that ended and whose mail nobody takes up again, such as a test. No hand-over takes longer
 * than half an hour.
 * @returns how many there were
 */
export async function abandonStale(conn: Connection): Promise<number> {
  const rows = await query(
    conn,
    `update send_attempts set state = 'unknown', failure = 'worker_gone', ended_at = clock_timestamp()
     where open_since < now() - make_interval(mins => $1) returning 1`,
    [35],
  );
  return rows.length;
}

/** How often one mail has been put off so far, and since when it is tried. @param since attempts before were at another link */
export async function deferralsOf(
  tx: Connection,
  subject: NonNullable<MailSubject>,
  since: Date,
): Promise<{ times: number; firstTriedAt: Date }> {
  const [column, id] =
    'invitationId' in subject ? ['invitation_id', subject.invitationId] : ['notice_id', subject.noticeId];
  const wave = 'invitationId' in subject ? subject.wave : 0;
  const [row] = await query<{ times: number; first: Date | string | null }>(
    tx,
    `select count(*) filter (where state = 'deferred' and failure is distinct from 'not_begun')::int as times, min(started_at) as first
     from send_attempts where ${column} = $1 and wave = $2 and started_at >= $3::timestamptz`,
    [id, wave, since.toISOString()],
  );
  return { times: row?.times ?? 0, firstTriedAt: row?.first ? new Date(row.first) : new Date() };
}
