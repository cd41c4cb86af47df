import { failureSentences, type HandoverFailure } from '../mail/handover.js';
import { type LateReason, lateReasons } from './late.js';
import type { RecipientState } from './states.js';

const sentences: Record<RecipientState, string | null> = {
  excluded: 'Was left out at the review.',
  planned: null,
  deferred: 'The mail server asked to try again later, which happens by itself.',
  sent: null,
  unknown: 'Nobody knows whether the mail arrived: the line broke after it was handed over. It is not sent again by itself.',
  rejected: 'The mail server refused it for good.',
  late_excluded: 'Was left out after the review.',
  cancelled: 'The campaign was cancelled before it was sent.',
}; // prettier-ignore

/** Why somebody who was mailed gets no reminder. */
const noReminder: Partial<Record<string, string>> = {
  expired: 'The link has run out, so no reminder follows.',
  bounced: 'The mail came back, so no reminder follows.',
  complained: 'The person reported a mail as spam, so no reminder follows.',
  unsubscribed: 'The person has unsubscribed, so no reminder follows.',
};

/** Why a recipient stands where it does, for people; null where the state says all. */
export function recipientSentence(state: RecipientState, reason: string | null): string | null {
  if (state === 'late_excluded' && reason && reason in lateReasons) return lateReasons[reason as LateReason];
  if (state === 'sent') return reason && (noReminder[reason] ?? lateReasons[reason as LateReason] ?? null);
  if (reason && reason in failureSentences) return failureSentences[reason as HandoverFailure];
  return sentences[state];
}
