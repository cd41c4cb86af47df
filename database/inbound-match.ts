import type { AttemptPurpose } from './entities/mail.js';
import { type Connection, query } from './execute.js';
import type { AttemptState } from '../domain/mail/handover.js';

/** The mail of ours that something is about. */
export interface FoundMail {
  attemptId: string;
  accountId: string;
  purpose: AttemptPurpose;
  state: AttemptState;
  isSettled: boolean;
  campaignId: string | null;
  contactId: string | null;
  hubId: string | null;
  invitationId: string | null;
  wave: number;
  /** Null: the person was erased. */
  email: string | null;
  /** In hex. */
  addressHash: string;
  senderDomain: string;
  startedAt: Date;
}

export interface Marks {
  mailIds: string[];
  returnKey: string | null;
  queueId: string | null;
}

/**
 * The hand-over that these marks lead to: by the Message-ID, by the return path, whose key is the first part of the Message-ID, or by
 * what Amazon SES calls it. Of several attempts at one mail the one of which nobody knows, else the last.
 * @param domains what stands behind the @ of our Message-IDs
 */
export async function findMail(tx: Connection, marks: Marks, domains: readonly string[]): Promise<FoundMail | null> {
  const ids = [
    ...(marks.returnKey ? domains.map((domain) => `<${marks.returnKey}@${domain}>`) : []),
    ...marks.mailIds.map((id) => `<${id}>`),
  ];
  const queueIds = [
    ...(marks.queueId ? [marks.queueId] : []),
    ...marks.mailIds.flatMap((id) => /^([\w-]{20,100})@(?:[\w-]+\.)*amazonses\.com$/.exec(id)?.[1] ?? []),
  ];
  const [found] = await query<FoundMail & { startedAt: Date | string }>(
    tx,
    `select id::text as "attemptId", account_id::text as "accountId", purpose, state, settled_at is not null as "isSettled",
       campaign_id::text as "campaignId", contact_id::text as "contactId", hub_id::text as "hubId", invitation_id::text as "invitationId",
       wave, email, encode(address_hash, 'hex') as "addressHash", sender_domain as "senderDomain", started_at as "startedAt"
     from send_attempts
     where message_id in (select jsonb_array_elements_text($1::jsonb))
       or (ses_id in (select jsonb_array_elements_text($2::jsonb)))
     order by unsettled_id is not null desc, id desc limit 1`,
    [JSON.stringify(ids), JSON.stringify(queueIds)],
  );
  return found ? { ...found, startedAt: new Date(found.startedAt) } : null;
}
