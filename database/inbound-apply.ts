import type { InboundOutcome } from '../domain/mail/reports/outcomes.js';
import { provesTaking, type ReportKind, reportSentences } from '../domain/mail/reports/facts.js';
import { readAddress } from '../domain/contacts/email.js';
import { invitationWorkflow } from '../domain/engine.js';
import { type Connection, query } from './execute.js';
import { recordHubEvent } from './hub-events.js';
import { holdHub } from './hubs.js';
import { type FoundMail, findMail, type Marks } from './inbound-match.js';
import { countFact, hasFact, recordFact, stopReminders } from './inbound-facts.js';
import { recordAudit } from './record-audit.js';
import { settleAttempt, settlers } from './settle-attempt.js';
import { suppress } from './suppressions.js';
import { suppressHash } from './suppress-hash.js';

export interface Applying {
  addressKey: Buffer;
  /** What stands behind the @ of our Message-IDs. */
  domains: readonly string[];
  now: Date;
}

interface HeldEvent extends Marks {
  id: string;
  messageId: string;
  kind: ReportKind;
  /** In hex. */
  addressHash: string | null;
  isDead: boolean;
  happenedAt: Date | string | null;
  receivedAt: Date | string;
  tries: number;
  /** Whether another event of the same report names the address that we mailed, by its hash in hex. */
  siblings: string[];
}

export interface Applied {
  /** Workflows to be woken once it has committed. */
  woken: string[];
}

const needsPerson: ReadonlySet<ReportKind> = new Set(['unreadable', 'reply']);

/**
 * Does what one event calls for, in the caller's transaction: facts, the settling of what was unknown, the end of mail to an address
 * that is dead or does not want it. Facts are added and no state that is final moves back, whenever the event comes and however often.
 * @returns null when another process has it, or it was applied before
 */
export async function applyInboundEvent(tx: Connection, eventId: string, applying: Applying): Promise<Applied | null> {
  const event = await hold(tx, eventId);
  if (!event) return null;
  const mail = await findMail(tx, event, applying.domains);
  if (!mail) {
    await close(tx, event, mail, needsPerson.has(event.kind) ? ['for_a_person'] : ['no_mail_found']);
    return { woken: [] };
  }
  const done = await follow(tx, { event, mail, applying });
  await close(tx, event, mail, done.outcomes);
  if (mail.email === null) await forgetMessage(tx, event.messageId);
  // Audit events come last: from them on the account's chain is locked.
  const woken = await done.conclude();
  return { woken };
}

async function hold(tx: Connection, eventId: string): Promise<HeldEvent | null> {
  const [event] = await query<HeldEvent>(
    tx,
    `select e.id::text, e.message_id::text as "messageId", e.kind, to_jsonb(e.mail_ids) as "mailIds", e.return_key as "returnKey",
       e.queue_id as "queueId", encode(e.address_hash, 'hex') as "addressHash", e.is_dead as "isDead", e.happened_at as "happenedAt",
       e.received_at as "receivedAt", e.tries,
       (select coalesce(jsonb_agg(encode(s.address_hash, 'hex')), '[]') from inbound_events s
        where s.message_id = e.message_id and s.id <> e.id and s.address_hash is not null) as siblings
     from inbound_events e where id = $1 and next_at is not null for no key update skip locked`,
    [eventId],
  );
  return event ?? null;
}

interface Following {
  event: HeldEvent;
  mail: FoundMail;
  applying: Applying;
}

interface Followed {
  outcomes: InboundOutcome[];
  conclude: () => Promise<string[]>;
}

const nothing = (outcome: InboundOutcome): Followed => ({ outcomes: [outcome], conclude: async () => [] });

async function follow(tx: Connection, { event, mail, applying }: Following): Promise<Followed> {
  const { kind } = event;
  if (needsPerson.has(kind)) return nothing('for_a_person');
  if (kind === 'auto_reply') return nothing('nothing_to_do');
  if (event.addressHash !== mail.addressHash && event.siblings.includes(mail.addressHash))
    return nothing('other_address');
  // The order of locks of all who change a Hub and its invitations.
  const hub = mail.hubId && (await holdHub(tx, mail.hubId));
  const { now } = applying;
  const isNew = await recordFact(tx, mail, { kind, at: timeOf(event, mail) });
  const settled = await settleByEvidence(tx, { mail, kind, now });
  const stop = stopFor(event);
  const stopped = stop && (await stopReminders(tx, mail, stop));
  if (isNew) await countFact(tx, mail, { kind, now });
  if (isNew && hub && mail.contactId && (kind === 'bounced' || kind === 'complained'))
    await recordHubEvent(tx, {
      accountId: mail.accountId,
      hubId: hub.hubId,
      contactId: mail.contactId,
      kind: kind === 'bounced' ? 'mail_returned' : 'mail_reported',
      byKind: kind === 'bounced' ? 'system' : 'homeowner',
      invitationId: mail.invitationId,
      details: { wave: mail.wave, isDead: event.isDead },
    });
  const mayStop = stop && mail.purpose !== 'test' && mail.accountId !== '0';
  const outcomes: InboundOutcome[] = [
    isNew || !hasFact(kind) ? 'recorded' : 'repeated',
    ...(settled ? (['settled'] as const) : []),
    ...(mayStop ? (['suppressed'] as const) : []),
    ...(stopped ? (['reminders_stopped'] as const) : []),
    ...(mail.email === null ? (['of_erased'] as const) : []),
  ];
  const conclude = async () => [
    ...(mayStop ? await suppressMailed(tx, { mail, reason: stop, addressKey: applying.addressKey }) : []),
    ...(settled ? await settled() : []),
  ];
  return { outcomes, conclude };
}

/** Why nothing more may be mailed; null: it may. */
function stopFor({ kind, isDead }: HeldEvent): 'bounced' | 'complained' | 'unsubscribed' | null {
  if (kind === 'bounced') return isDead ? 'bounced' : null;
  return kind === 'complained' || kind === 'unsubscribed' ? kind : null;
}

/** As the report says, where that can be; else when it came. */
function timeOf({ happenedAt, receivedAt }: HeldEvent, { startedAt }: FoundMail): Date {
  const [said, came] = [happenedAt === null ? null : new Date(happenedAt), new Date(receivedAt)];
  return said && said >= startedAt && said <= came ? said : came;
}

/** What was unknown is known now: a server that reports on a mail has had it. @returns what then has to be recorded, or null */
export async function settleByEvidence(
  tx: Connection,
  { mail, kind, now }: { mail: Pick<FoundMail, 'attemptId' | 'accountId'>; kind: ReportKind; now: Date },
): Promise<(() => Promise<string[]>) | null> {
  if (!provesTaking.includes(kind)) return null;
  const as = kind === 'bounced' ? 'rejected' : 'accepted';
  const { attemptId, accountId } = mail;
  const reason = `A report came back: ${reportSentences[kind]}`;
  const settled = await settleAttempt(tx, { attemptId, as, reason, by: settlers.evidence, now });
  if (!settled) return null;
  return async () => {
    await recordAudit(tx, {
      accountId,
      actor: { kind: 'system', id: null, role: null },
      action: 'send_attempt.settled',
      subject: { kind: 'send_attempt', id: attemptId },
      before: { state: 'unknown' },
      after: { as, by: 'evidence', report: kind },
    });
    return settled.workflowId ? [settled.workflowId] : [];
  };
}

async function suppressMailed(
  tx: Connection,
  stop: { mail: FoundMail; reason: 'bounced' | 'complained' | 'unsubscribed'; addressKey: Buffer },
): Promise<string[]> {
  const { mail, reason, addressKey } = stop;
  const { accountId, invitationId, email, addressHash } = mail;
  const given = {
    accountId,
    reason,
    source: 'provider',
    by: { actor: { kind: 'system', id: null, role: null } },
  } as const;
  if (email === null) {
    await suppressHash(tx, { ...given, addressHash });
    return [];
  }
  const emailNormalized = readAddress(email)?.normalized ?? email.toLowerCase();
  const { stopped } = await suppress(tx, { ...given, email, emailNormalized, addressKey, invitationId });
  return invitationId ? [...new Set([...stopped, invitationWorkflow.id(invitationId)])] : stopped;
}

/** Minutes after which it is looked again for a mail that was not found: its hand-over may not have been written down yet. */
const lookAgainMinutes = [1, 10];

async function close(
  tx: Connection,
  event: HeldEvent,
  mail: FoundMail | null,
  outcomes: InboundOutcome[],
): Promise<void> {
  const isMissing = outcomes.includes('no_mail_found');
  const again = isMissing ? lookAgainMinutes[event.tries] : undefined;
  const isOpen = isMissing || outcomes.includes('for_a_person');
  const isApplied = outcomes.some((outcome) =>
    ['recorded', 'settled', 'suppressed', 'reminders_stopped'].includes(outcome),
  );
  await query(
    tx,
    `update inbound_events set state = $2, outcomes = (select array_agg(o) from jsonb_array_elements_text($3::jsonb) o), attempt_id = $4,
       account_id = $5, applied_at = clock_timestamp(), tries = tries + 1, next_at = now() + make_interval(mins => $6::int), failure = null,
       email = case when $7::boolean then null else email end, reply_text = case when $7::boolean then null else reply_text end
     where id = $1`,
    [
      event.id,
      isOpen ? 'open' : isApplied ? 'applied' : 'noted',
      JSON.stringify(outcomes),
      mail?.attemptId ?? null,
      mail?.accountId ?? null,
      again ?? null,
      mail?.email === null,
    ],
  );
}

/** What comes about somebody who was erased brings their address back: it is not kept. */
async function forgetMessage(tx: Connection, messageId: string): Promise<void> {
  await query(
    tx,
    `update inbound_messages set raw = null, envelope_from = null, purged_at = clock_timestamp() where id = $1 and raw is not null`,
    [messageId],
  );
}
