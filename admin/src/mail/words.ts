import type { MailAttempt, MailNotSent } from '../../../apps/api/mail/mail.schemas.js';
import { inBytes } from '../fields/numbers.js';

/** Kinds of mail as people call them; one that is missing here is shown by its own name. */
const kinds: Record<string, string> = {
  invitation: 'Invitation',
  reminder_1: 'Reminder 1',
  reminder_2: 'Reminder 2',
  co_owner_invitation: 'Invitation of the co-owner',
  claim_code: 'Code to claim',
  join_code: 'Code to join',
  sign_in_code: 'Code to sign in',
  claimed: 'News of the claim',
  question: 'Question to the agent',
  answer: 'Answer',
  correction_proposed: 'Correction, to the agent',
  correction_decided: 'Decision about a correction',
  hub_claimed: 'News of the claim, to the agent',
  fresh_link: 'Fresh link',
  data_deleted: 'Data deleted',
};

const settledWords = {
  accepted: 'settled: it arrived',
  rejected: 'settled: it did not arrive',
  send_again: 'settled: send it again',
} as const;

export const kindName = ({ kind, purpose }: Pick<MailAttempt, 'kind' | 'purpose'>): string => {
  if (purpose === 'test') return 'Test mail';
  const name = kind ?? purpose;
  return kinds[name] ?? name.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase());
};
export const notSentName = ({ kind }: MailNotSent): string => kindName({ kind, purpose: 'notice' });

/** "Reminder 1, attempt 2 · to anna@example.com" */
export function nameOf(attempt: MailAttempt): string {
  const name = kindName(attempt);
  return [
    attempt.attempt > 1 ? `${name}, attempt ${attempt.attempt}` : name,
    attempt.to ? `to ${attempt.to}` : 'address erased',
  ].join(' · ');
}

export interface Step {
  tone: 'done' | 'well' | 'failed' | 'person' | 'waits';
  text: string;
  at: string;
  /** What the other side said, word for word. */
  quote?: string;
}

/** "250 2.0.0 queued as 4F…" */
export function replyOf({ code, enhancedCode, text }: MailAttempt['reply']): string {
  const saysItself = enhancedCode !== null && (text ?? '').startsWith(enhancedCode);
  return [code, saysItself ? null : enhancedCode, text].filter(Boolean).join(' ');
}

const endings = {
  accepted: { tone: 'well', text: 'Accepted' },
  deferred: { tone: 'waits', text: 'Put off' },
  rejected: { tone: 'failed', text: 'Refused' },
  unknown: { tone: 'person', text: 'No answer' },
} as const;

/** What happened to one handing-over, in order. */
export function stepsOf(attempt: MailAttempt): Step[] {
  const { state, startedAt, connectedAt, handedAt, endedAt, nextAttemptAt, remoteHost, settled } = attempt;
  const steps: Step[] = [{ tone: 'done', text: 'Planned', at: startedAt }];
  if (connectedAt)
    steps.push({ tone: 'done', text: `Connected${remoteHost ? ` to ${remoteHost}` : ''}`, at: connectedAt });
  if (handedAt) steps.push({ tone: 'done', text: 'Handed over', at: handedAt });
  if (state !== 'submitting' && endedAt) {
    const quote = replyOf(attempt.reply);
    steps.push({ ...endings[state], at: endedAt, ...(quote && { quote }) });
  }
  if (state === 'deferred' && nextAttemptAt) steps.push({ tone: 'waits', text: 'Tried again', at: nextAttemptAt });
  const came: Step[] = [
    ...(attempt.deliveredAt ? [{ tone: 'well' as const, text: 'Put into the mailbox', at: attempt.deliveredAt }] : []),
    ...(attempt.bouncedAt ? [{ tone: 'failed' as const, text: 'Came back', at: attempt.bouncedAt }] : []),
    ...(attempt.complainedAt ? [{ tone: 'failed' as const, text: 'Reported as spam', at: attempt.complainedAt }] : []),
  ];
  steps.push(...came.toSorted((a, b) => a.at.localeCompare(b.at)));
  if (settled)
    steps.push({
      tone: settled.as === 'accepted' ? 'well' : 'person',
      text: `${settled.by ?? 'Somebody'} ${settledWords[settled.as]}`,
      at: settled.at,
      quote: settled.reason,
    });
  return steps;
}

/** The small print, for whoever has to prove or find something. */
export function factsOf(attempt: MailAttempt): [string, string | null][] {
  const {
    messageId,
    senderDomain,
    transport,
    remoteHost,
    remoteAddress,
    tls,
    queueId,
    template,
    digest,
    size,
    worker,
  } = attempt;
  return [
    ['Message-ID', messageId],
    ['Sending domain', senderDomain],
    ['Through', transport],
    ['Mail server', [remoteHost, remoteAddress].filter(Boolean).join(' · ')],
    ['Encrypted', tls ?? 'no'],
    ['Queued there as', queueId],
    ['Template', template && `version ${template.version}`],
    ['Size', inBytes(size)],
    ['SHA-256', digest],
    ['Handed over by', worker],
  ];
}
