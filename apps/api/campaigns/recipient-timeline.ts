import { withoutAddresses } from '../imports/mask.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';
import type { HubActor, HubEventDetails, HubEventKind } from '../../../domain/hubs/events.js';
import { hubEventSentence } from '../../../domain/hubs/events.js';
import { verdictSentences, type Verdict } from '../../../domain/campaigns/verdicts.js';
import { type AttemptState, failureSentences } from '../../../domain/mail/handover.js';
import type { Stamp } from '../hubs/hub-rows.js';
import { time } from '../hubs/present.js';
import { decisionsAbout } from './decisions.js';
import { findAttempts } from '../mail/attempt-rows.js';

export interface Evidence {
  replyCode: number | null;
  enhancedCode: string | null;
  replyText: string | null;
  queueId: string | null;
  remoteHost: string | null;
  tls: string | null;
  messageId: string;
  /** SHA-256 of the exact bytes. */
  digest: string;
  templateVersion: number | null;
  worker: string | null;
  attempt: number;
}

export interface RecipientEvent {
  at: string;
  kind: string;
  sentence: string;
  evidence: Evidence | null;
  /** Who did it, where somebody did. */
  actor: { id: string | null; name: string } | null;
}

interface Known {
  verdict: Verdict;
  invitation_id: string | null;
  frozen_at: Stamp | null;
  first_sent_at: Stamp | null;
  delivered_at: Stamp | null;
  bounced_at: Stamp | null;
  complained_at: Stamp | null;
}

interface HubEventRow {
  at: Stamp;
  kind: HubEventKind;
  by_kind: HubActor;
  by_id: string | null;
  details: HubEventDetails;
  by_name: string | null;
}

/** Everything about one recipient with the proof of it, the oldest first: planned, handed over, taken, come back, visited, claimed. */
export async function recipientTimeline(
  em: EntityManager,
  { campaignId, contactId, isMasked }: { campaignId: string; contactId: string; isMasked: boolean },
): Promise<RecipientEvent[]> {
  const [known] = await query<Known>(
    em,
    `select r.verdict, r.invitation_id::text, c.frozen_at, r.first_sent_at, r.delivered_at, r.bounced_at, r.complained_at
     from recipients r join campaigns c on c.id = r.campaign_id where r.campaign_id = $1 and r.contact_id = $2`,
    [campaignId, contactId],
  );
  if (!known) return [];
  const mails = known.invitation_id
    ? await mailsOf(em, { campaignId, invitationId: known.invitation_id, isMasked })
    : [];
  const around = known.invitation_id ? await eventsOf(em, known.invitation_id, isMasked) : [];
  const facts = [
    fact('judged', known.frozen_at, `At the review: ${verdictSentences[known.verdict]}`),
    fact('delivered', known.delivered_at, 'The receiving side has confirmed the delivery.'),
    fact('bounced', known.bounced_at, 'The mail came back.'),
    fact('complained', known.complained_at, 'The mail was reported as spam.'),
  ].flat();
  const decisions = await decisionsAbout(em, campaignId, contactId);
  return [...facts, ...decisions, ...mails, ...around].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

const fact = (kind: string, at: Stamp | null, sentence: string): RecipientEvent[] =>
  at === null ? [] : [{ at: time(at), kind, sentence, evidence: null, actor: null }];

async function mailsOf(
  em: EntityManager,
  { campaignId, invitationId, isMasked }: { campaignId: string; invitationId: string; isMasked: boolean },
): Promise<RecipientEvent[]> {
  const rows = await findAttempts(em, 'a.invitation_id = $1 and a.campaign_id = $2', [invitationId, campaignId]);
  return rows.map((row) => ({
    at: new Date(row.ended_at ?? row.handed_at ?? row.started_at).toISOString(),
    kind: row.state,
    sentence: `${row.wave === 0 ? 'The invitation' : `Reminder ${row.wave}`} ${endings[row.state]}${row.failure ? ` ${failureSentences[row.failure]}` : ''}`,
    evidence: {
      replyCode: row.reply_code,
      enhancedCode: row.enhanced_code,
      replyText: row.reply_text && isMasked ? withoutAddresses(row.reply_text) : row.reply_text,
      queueId: row.queue_id,
      remoteHost: row.remote_host,
      tls: row.tls,
      messageId: row.message_id,
      digest: row.digest,
      templateVersion: row.template_version,
      worker: row.worker,
      attempt: row.attempt,
    },
    actor: null,
  }));
}

const endings: Record<AttemptState, string> = {
  submitting: 'is being handed over.',
  accepted: 'was taken over by the mail server.',
  deferred: 'was put off.',
  rejected: 'was refused.',
  unknown: 'may have arrived or not.',
};

async function eventsOf(em: EntityManager, invitationId: string, isMasked: boolean): Promise<RecipientEvent[]> {
  const rows = await query<HubEventRow>(
    em,
    `select e.at, e.kind, e.by_kind, e.by_id, e.details, case e.by_kind when 'agent' then (select u.name from auth."user" u where u.id = e.by_id)
       when 'homeowner' then (select nullif(concat_ws(' ', m.first_name, m.last_name), '') from hub_members m where m.id::text = e.by_id and m.hub_id = e.hub_id) end as by_name
     from hub_history e where e.hub_id = (select hub_id from invitations where id = $1) and e.invitation_id = $1
       -- Told as facts with the mail.
       and e.kind not in ('mail_returned', 'mail_reported') order by e.at, length(e.id), e.id limit 200`,
    [invitationId],
  );
  return rows.map(({ at, kind, by_kind, by_id, details, by_name }) => {
    const byName = isMasked && by_kind === 'homeowner' ? null : by_name;
    const sentence = hubEventSentence({ kind, byKind: by_kind, byName, details });
    return { at: time(at), kind, sentence, evidence: null, actor: byName ? { id: by_id, name: byName } : null };
  });
}
