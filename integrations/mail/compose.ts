import { hash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { type DkimSigner, signMail } from './dkim.js';
import { domainOf } from './settings.js';
import type { ComposedMail } from './transport.js';

export interface Mailbox {
  name: string;
  address: string;
}

/** What makes a mail one of a list that people can leave (RFC 2369, RFC 2919, RFC 8058). */
export interface ListMail {
  /** One https address that a POST leaves the list with; where the platform runs without TLS it is http, and no provider takes it. */
  unsubscribeUrl: string;
  /** What the list is called, for people. */
  name: string;
  /** Its id before the sender's domain, e.g. `account-12.invitations`. */
  label: string;
}

export interface MailToCompose {
  from: Mailbox;
  replyTo: Mailbox | null;
  to: Mailbox;
  subject: string;
  /** Null: the text alone. */
  html: string | null;
  text: string;
  /** Where it comes back to; unset: to the sender. */
  returnPath?: string | null;
  /** With angle brackets. */
  messageId: string;
  date: Date;
  /** Null for a notice, which says of itself that no person wrote it (RFC 3834 §5). */
  list: ListMail | null;
  /** What Gmail adds complaints up by: kind, account and stream, without anything personal. */
  feedbackId: string;
}

/**
 * @param unsigned fields that the transport writes anew
 * @returns the exact bytes that go over the wire; no file or address outside of them is ever read
 */
export async function composeMail(
  mail: MailToCompose,
  signer: DkimSigner | null,
  unsigned: readonly string[] = [],
): Promise<ComposedMail & { senderDomain: string }> {
  const composer = new MailComposer({
    from: plainMailbox(mail.from),
    to: plainMailbox(mail.to),
    ...(mail.replyTo && { replyTo: plainMailbox(mail.replyTo) }),
    subject: headerText(mail.subject, 400),
    text: mail.text,
    ...(mail.html !== null && { html: mail.html }),
    messageId: mail.messageId,
    date: mail.date,
    headers: [
      { key: 'Feedback-ID', value: mail.feedbackId },
      ...(mail.list ? listFields(mail.list, domainOf(mail.from.address)) : [autoSubmitted]),
    ],
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bare = await composer.compile().build();
  const raw = signer ? await signMail(bare, { signer, now: mail.date, except: unsigned }) : bare;
  return {
    envelope: { from: mail.returnPath ?? mail.from.address, to: mail.to.address },
    messageId: mail.messageId,
    raw,
    digest: digestOf(raw),
    senderDomain: domainOf(mail.from.address),
  };
}

/** What evidence keeps of the bytes. */
export const digestOf = (raw: Buffer) => hash('sha256', raw, 'buffer');

const autoSubmitted = { key: 'Auto-Submitted', value: 'auto-generated' };

export function listFields({ unsubscribeUrl, name, label }: ListMail, senderDomain: string) {
  const phrase = headerText(name, 60).replace(/[^\p{L}\p{N} .-]/gu, '');
  return [
    { key: 'List-Unsubscribe', value: { prepared: true, value: `<${new URL(unsubscribeUrl).href}>` } },
    { key: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
    { key: 'List-Id', value: `${phrase} <${label}.${senderDomain}>`.trim() },
  ];
}

/** Names come from files and forms: no line break or other control reaches a header, and none grows without end. */
export const headerText = (text: string, limit: number) =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, limit)
    .toWellFormed();

export const plainMailbox = ({ name, address }: Mailbox) => ({ name: headerText(name, 120), address });
