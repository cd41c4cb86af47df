import type { HandoverResult } from '../../domain/mail/handover.js';

/** One mail as it goes over the wire. */
export interface ComposedMail {
  envelope: { from: string; to: string };
  /** With angle brackets. */
  messageId: string;
  /** Header and body, lines ended by CRLF, signed. */
  raw: Buffer;
  /** SHA-256 of `raw`. */
  digest: Buffer;
}

/**
 * Where mails are handed over. A refusal, a server that is away and a connection that broke are results, not errors; nothing
 * is ever sent again by itself.
 */
export interface MailTransport {
  readonly name: 'smtp' | 'ses';
  /** Fields of the header that it writes anew, in lower case: a signature of ours must not cover them. */
  readonly rewrites: readonly string[];
  handOver(mail: ComposedMail): Promise<HandoverResult>;
  /** Lets what is on the wire end. */
  close(): void;
}

/** Mails that are handed over together. */
export interface MailBatch<Mail extends ComposedMail> {
  mails: Mail[];
  /**
   * Settles when the first byte of a mail may leave: whoever keeps evidence has written down that it does. False: it may not any
   * more, and is neither sent nor done.
   */
  begin(mail: Mail): Promise<boolean>;
  done(mail: Mail, result: HandoverResult): void;
}

export interface BatchUnderWay<Mail extends ComposedMail> {
  /** When each mail is done or has been taken back. */
  ended: Promise<void>;
  /** Nothing more is begun. @returns the mails of which nothing has left nor will */
  stop(): Mail[];
}

/** Many mails over as many connections as the settings allow; what is true of `MailTransport` is true of each of them. */
export interface BulkTransport {
  readonly name: MailTransport['name'];
  readonly rewrites: readonly string[];
  /** How many mails are on the wire at a time at most. */
  readonly connections: number;
  handOverAll<Mail extends ComposedMail>(batch: MailBatch<Mail>): BatchUnderWay<Mail>;
  close(): void;
}
