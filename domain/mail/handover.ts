/** How the handing-over of one mail ended. Unknown: it was on the wire, and nobody said whether it was taken. */
export const handoverOutcomes = ['accepted', 'deferred', 'rejected', 'unknown'] as const;
export type HandoverOutcome = (typeof handoverOutcomes)[number];

export type AttemptState = 'submitting' | HandoverOutcome;

/** What an outcome other than `accepted` comes down to, and its sentence for people. */
export const failureSentences = {
  server_away: 'The mail server could not be reached.',
  server_busy: 'The mail server asks us to come back later.',
  sender_refused: 'The mail server does not let us send: an operator has to look at its settings.',
  mail_refused: 'The mail was refused.',
  mailbox_dead: 'There is no such mailbox.',
  put_off: 'The receiving side put the mail off.',
  no_answer: 'The mail was handed over, but the connection ended before the answer: it may have arrived or not.',
  not_begun: 'It was not handed over, because sending stopped before its turn came.',
  worker_gone: 'Our process ended while it was handing the mail over: it may have arrived or not.',
} as const;
export type HandoverFailure = keyof typeof failureSentences;

/** What the other side said and how it was reached; texts are free of addresses. */
export interface HandoverEvidence {
  replyCode: number | null;
  /** RFC 3463, e.g. `5.1.1`. */
  enhancedCode: string | null;
  replyText: string | null;
  remoteHost: string | null;
  remoteAddress: string | null;
  /** The protocol, e.g. `TLSv1.3`; null: in the clear. */
  tls: string | null;
  /** What the mail is called on the other side. */
  queueId: string | null;
  connectedAt: Date | null;
  /** When its last byte was given away. */
  handedAt: Date | null;
}

export interface HandoverResult extends HandoverEvidence {
  outcome: HandoverOutcome;
  failure: HandoverFailure | null;
}
