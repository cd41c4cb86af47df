import type { EntityManager } from '@mikro-orm/postgresql';
import type { Settlement, AttemptPurpose } from '../../../database/entities/mail.js';
import { query } from '../../../database/execute.js';
import { type AttemptState, failureSentences, type HandoverFailure } from '../../../domain/mail/handover.js';
import { maskText } from '../imports/mask.js';
import type { MailAttempt } from './mail.schemas.js';

type Stamp = Date | string;

interface AttemptRow {
  id: string;
  purpose: AttemptPurpose;
  kind: string | null;
  hub_id: string | null;
  contact_id: string | null;
  invitation_id: string | null;
  notice_id: string | null;
  wave: number;
  attempt: number;
  state: AttemptState;
  failure: HandoverFailure | null;
  email: string | null;
  started_at: Stamp;
  connected_at: Stamp | null;
  handed_at: Stamp | null;
  ended_at: Stamp | null;
  delivered_at: Stamp | null;
  bounced_at: Stamp | null;
  complained_at: Stamp | null;
  next_attempt_at: Stamp | null;
  reply_code: number | null;
  enhanced_code: string | null;
  reply_text: string | null;
  message_id: string;
  sender_domain: string;
  transport: string;
  remote_host: string | null;
  remote_address: string | null;
  tls: string | null;
  queue_id: string | null;
  worker: string | null;
  digest: string;
  mime_size: number;
  template_id: string | null;
  template_version: number | null;
  settled_as: Settlement | null;
  settled_name: string | null;
  settled_reason: string | null;
  settled_at: Stamp | null;
  campaign_id: string | null;
  campaign_name: string | null;
}

/** @param where a condition on `a`, with one parameter `$1`; plain SQL, so it names the account or its contact itself */
export async function findAttempts(em: EntityManager, where: string, parameters: unknown[]): Promise<AttemptRow[]> {
  return query<AttemptRow>(
    em,
    `select a.id::text, a.purpose, t.kind, a.hub_id::text, a.contact_id::text, a.invitation_id::text, a.notice_id::text, a.wave, a.attempt,
       a.state, a.failure, a.email, a.started_at, a.connected_at, a.handed_at, a.ended_at, a.delivered_at, a.bounced_at, a.complained_at, a.next_attempt_at, a.reply_code,
       a.enhanced_code, a.reply_text, a.message_id, a.sender_domain, a.transport, a.remote_host, a.remote_address, a.tls, a.queue_id,
       a.worker, encode(a.mime_digest, 'hex') as digest, a.mime_size, a.template_id::text, a.template_version, a.settled_as,
       coalesce(u.name, case when a.settled_by in ('evidence', 'rule') then 'Porchlight' end) as settled_name, a.settled_reason, a.settled_at,
       a.campaign_id::text, m.name as campaign_name
     from send_attempts a left join mail_templates t on t.id = a.template_id left join auth."user" u on u.id = a.settled_by
       left join campaigns m on m.id = a.campaign_id
     where ${where} order by a.id desc limit 200`,
    parameters,
  );
}

/** @param isOwn whether the viewer is of the account; others see whom it went to masked */
export function presentAttempt(row: AttemptRow, isOwn: boolean): MailAttempt {
  return {
    id: row.id,
    purpose: row.purpose,
    kind: row.kind,
    hubId: row.hub_id,
    contactId: row.contact_id,
    invitationId: row.invitation_id,
    noticeId: row.notice_id,
    wave: row.wave,
    attempt: row.attempt,
    state: row.state,
    sentence: row.failure && failureSentences[row.failure],
    to: row.email && (isOwn ? row.email : maskText(row.email)),
    startedAt: time(row.started_at),
    connectedAt: timeOrNull(row.connected_at),
    handedAt: timeOrNull(row.handed_at),
    endedAt: timeOrNull(row.ended_at),
    deliveredAt: timeOrNull(row.delivered_at),
    bouncedAt: timeOrNull(row.bounced_at),
    complainedAt: timeOrNull(row.complained_at),
    nextAttemptAt: timeOrNull(row.next_attempt_at),
    reply: { code: row.reply_code, enhancedCode: row.enhanced_code, text: row.reply_text },
    messageId: row.message_id,
    senderDomain: row.sender_domain,
    transport: row.transport,
    remoteHost: row.remote_host,
    remoteAddress: row.remote_address,
    tls: row.tls,
    queueId: row.queue_id,
    worker: row.worker,
    digest: row.digest,
    size: row.mime_size,
    template: row.template_id === null ? null : { id: row.template_id, version: row.template_version ?? 0 },
    settled: row.settled_as && {
      as: row.settled_as,
      by: row.settled_name,
      reason: row.settled_reason ?? '',
      at: time(row.settled_at ?? row.started_at),
    },
    campaign: row.campaign_id === null ? null : { id: row.campaign_id, name: row.campaign_name ?? '' },
    isOpen: row.state === 'unknown' && row.settled_as === null,
  };
}

const time = (at: Stamp) => new Date(at).toISOString();
const timeOrNull = (at: Stamp | null) => (at === null ? null : time(at));
