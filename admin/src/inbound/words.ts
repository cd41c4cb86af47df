import type { InboundEvent } from '../../../apps/api/inbound/inbound.schemas.js';
import { providerWords } from '../sending/words.js';

export const sourceWords: Record<InboundEvent['source'], string> = {
  mailbox: 'Our mailbox',
  ses: 'Amazon SES',
  sendgrid: 'SendGrid',
};

/** The family of mailbox providers, where it is one. */
export const familyOf = (provider: InboundEvent['provider']): string | null =>
  provider === null || provider === 'other' ? null : (providerWords[provider] ?? provider);

/** What came, in two words; the sentence comes from the server. */
export const kindWords: Record<InboundEvent['kind'], string> = {
  delivered: 'Delivered',
  relayed: 'Passed on',
  delayed: 'Delayed',
  bounced: 'Came back',
  complained: 'Reported as spam',
  unsubscribed: 'Unsubscribed',
  auto_reply: 'Automatic answer',
  reply: 'Answer of a person',
  unreadable: 'Not readable',
};

export const stateChoices: Record<InboundEvent['state'], string> = {
  open: 'Needs a person',
  failed: 'Could not be applied',
  applied: 'Applied',
  noted: 'Changed nothing',
  waiting: 'Being looked at',
  dismissed: 'Dismissed',
};

export const outcomeChoices = {
  suppressed: 'Ended mail to the address',
  settled: 'Settled an unknown mail',
  reminders_stopped: 'Stopped a reminder',
  repeated: 'Came again',
  other_address: 'About another address',
  of_erased: 'About an erased person',
  no_mail_found: 'About no mail of ours',
} as const;

const dayMs = 86_400_000;

/** How long after it happened we heard of it, where that is a day or more. */
export function lateness({ happenedAt, receivedAt }: Pick<InboundEvent, 'happenedAt' | 'receivedAt'>): string | null {
  if (happenedAt === null) return null;
  const days = Math.floor((new Date(receivedAt).getTime() - new Date(happenedAt).getTime()) / dayMs);
  if (days < 1) return null;
  return days === 1 ? 'heard of a day later' : `heard of ${days} days later`;
}

/** What became of it, in whole sentences. */
export function verdictOf({ state, outcomes, dismissed, failure }: InboundEvent): string {
  if (dismissed) return `Dismissed${dismissed.by ? ` by ${dismissed.by}` : ''}: ${dismissed.reason}`;
  if (state === 'failed') return `It could not be applied${failure ? ` (${failure})` : ''}; it is tried again by hand.`;
  const said = outcomes.map(({ sentence }) => sentence).join(' ');
  return said || 'Not yet looked at.';
}
