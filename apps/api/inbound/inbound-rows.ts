import { providerOf } from '../../../domain/campaigns/providers.js';
import { reportSentences, type ReportKind } from '../../../domain/mail/reports/facts.js';
import {
  type InboundOutcome,
  type InboundSource,
  type InboundState,
  outcomeSentences,
} from '../../../domain/mail/reports/outcomes.js';
import { type Connection, query } from '../../../database/execute.js';
import { maskText, withoutAddresses } from '../imports/mask.js';
import type { InboundEvent } from './inbound.schemas.js';

type Stamp = Date | string;

export interface InboundRow {
  id: string;
  source: InboundSource;
  kind: ReportKind;
  state: InboundState;
  outcomes: InboundOutcome[];
  attempt_id: string | null;
  account_id: string | null;
  account_name: string | null;
  campaign: { id: string; name: string; contactId: string | null } | null;
  email: string | null;
  /** Of whom it is about, in hex: as it says itself, else of our mail. */
  hash: string | null;
  reply_code: number | null;
  enhanced_code: string | null;
  reply_text: string | null;
  remote_host: string | null;
  is_dead: boolean;
  happened_at: Stamp | null;
  received_at: Stamp;
  applied_at: Stamp | null;
  failure: string | null;
  dismissed_name: string | null;
  dismissed_reason: string | null;
  dismissed_at: Stamp | null;
  message_id: string;
  marks: { messageIds: string[]; returnKey: string | null; queueId: string | null };
}

/** @param tail condition on `e`, order and limit; staff alone see this list, so no account is named */
export function findInbound(conn: Connection, tail: string, parameters: unknown[]): Promise<InboundRow[]> {
  return query<InboundRow>(
    conn,
    `select e.id::text, e.source, e.kind, e.state, to_jsonb(e.outcomes) as outcomes, e.attempt_id::text, e.account_id::text,
       a.name as account_name, case when c.id is not null then
         jsonb_build_object('id', c.id::text, 'name', c.name, 'contactId', s.contact_id::text) end as campaign, coalesce(e.email, s.email) as email, encode(coalesce(e.address_hash, s.address_hash), 'hex') as hash,
       e.reply_code, e.enhanced_code, e.reply_text, e.remote_host, e.is_dead, e.happened_at, e.received_at, e.applied_at, e.failure,
       u.name as dismissed_name, e.dismissed_reason, e.dismissed_at, e.message_id::text,
       jsonb_build_object('messageIds', e.mail_ids, 'returnKey', e.return_key, 'queueId', e.queue_id) as marks
     from inbound_events e left join accounts a on a.id = e.account_id left join send_attempts s on s.id = e.attempt_id
     left join campaigns c on c.id = s.campaign_id
     left join auth."user" u on u.id = e.dismissed_by ${tail}`,
    parameters,
  );
}

export function presentInbound(row: InboundRow, isMasked: boolean): InboundEvent {
  const hide = (text: string) => (isMasked ? withoutAddresses(text) : text);
  return {
    id: row.id,
    source: row.source,
    kind: row.kind,
    sentence: reportSentences[row.kind],
    state: row.state,
    outcomes: row.outcomes.map((code) => ({ code, sentence: outcomeSentences[code] })),
    attemptId: row.attempt_id,
    accountId: row.account_id,
    accountName: row.account_name,
    campaign: row.campaign,
    provider: row.email ? providerOf(row.email) : null,
    address: row.email && (isMasked ? maskText(row.email) : row.email),
    reply: { code: row.reply_code, enhancedCode: row.enhanced_code, text: row.reply_text && hide(row.reply_text) },
    remoteHost: row.remote_host,
    isDead: row.is_dead,
    happenedAt: timeOrNull(row.happened_at),
    receivedAt: time(row.received_at),
    appliedAt: timeOrNull(row.applied_at),
    failure: row.failure,
    dismissed:
      row.dismissed_at === null
        ? null
        : {
            by: row.dismissed_name,
            reason: row.dismissed_reason ?? '',
            at: time(row.dismissed_at),
          },
  };
}

const time = (at: Stamp) => new Date(at).toISOString();
const timeOrNull = (at: Stamp | null) => (at === null ? null : time(at));
