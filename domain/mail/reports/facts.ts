/** What a report says of one mail to one person, and what each comes down to for people who read it. */
export const reportSentences = {
  delivered: 'The mail was put into the mailbox.',
  relayed: 'The mail was passed on to a server that makes no reports.',
  delayed: 'The mail has not arrived yet; the server goes on trying.',
  bounced: 'The mail came back.',
  complained: 'The person reported the mail as spam.',
  unsubscribed: 'The person told their mail provider to unsubscribe them.',
  auto_reply: 'A program answered for the person, such as a holiday notice.',
  reply: 'A person wrote to the address that returned mails come to.',
  unreadable: 'A mail that nobody but a person can make sense of.',
} as const;
export type ReportKind = keyof typeof reportSentences;
export const reportKinds = Object.keys(reportSentences) as ReportKind[];

/** Kinds after which we know that a mail server had the mail. */
export const provesTaking: readonly ReportKind[] = [
  'delivered',
  'relayed',
  'delayed',
  'bounced',
  'complained',
  'unsubscribed',
];

/** By which our mail is found again. */
export interface MailMark {
  /** Message-IDs without brackets that it may have, the likeliest first. */
  messageIds: string[];
  /** What stands behind the + of our return path. */
  returnKey: string | null;
  /** What the provider calls the mail that it took from us. */
  queueId: string | null;
}

export interface ReportedFact extends MailMark {
  kind: ReportKind;
  /** Whom it was for, as far as the report says. */
  recipient: string | null;
  replyCode: number | null;
  enhancedCode: string | null;
  /** In the other side's words, without addresses. */
  text: string | null;
  /** The server that said so. */
  remoteHost: string | null;
  /** Nobody is there: the address is not mailed again. */
  isDead: boolean;
  /** When it happened, as the report says. */
  at: Date | null;
}

/** A mail that tells nothing but that it came. */
export const plainFact = (kind: ReportKind, mark: MailMark, more: Partial<ReportedFact> = {}): ReportedFact => ({
  recipient: null,
  replyCode: null,
  enhancedCode: null,
  text: null,
  remoteHost: null,
  isDead: false,
  at: null,
  ...mark,
  kind,
  ...more,
});

/** A date as mails have it; null where it is none. */
export function readDate(value: string | null): Date | null {
  const time = Date.parse((value ?? '').replace(/\s*\([^)]*\)\s*$/, ''));
  return Number.isNaN(time) ? null : new Date(time);
}
