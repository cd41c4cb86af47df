import { randomBytes } from 'node:crypto';
import { composeMail, type Mailbox } from './compose.js';
import { domainOf, type MailSettings } from './settings.js';
import type { MailTransport } from './transport.js';

/** One mail to a user of the console; `to` never appears in a log or an error of ours. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** The mail server could not be reached, refused the mail or did not say. */
export class MailNotSent extends Error {
  readonly code = 'mail_not_sent';
  constructor() {
    super('The mail could not be handed over to the mail server.');
  }
}

/** Mails of the platform itself, as when somebody is asked to join as a user. */
export class Mailer {
  constructor(
    private readonly transport: MailTransport,
    private readonly settings: Pick<MailSettings, 'mailFrom' | 'dkim'>,
  ) {}

  /** @throws MailNotSent */
  async send({ to, subject, text }: Mail): Promise<void> {
    const from = readMailbox(this.settings.mailFrom);
    const mail = await composeMail(
      {
        from,
        to: { name: '', address: to },
        replyTo: null,
        subject,
        text,
        html: null,
        messageId: `<${randomBytes(16).toString('base64url')}@${domainOf(from.address)}>`,
        date: new Date(),
        list: null,
        feedbackId: 'user:0:platform:porchlight',
      },
      this.settings.dkim,
      this.transport.rewrites,
    );
    const { outcome } = await this.transport.handOver(mail);
    if (outcome !== 'accepted') throw new MailNotSent();
  }
}

/** `Porchlight <hello@example.com>` or an address alone. */
export function readMailbox(text: string): Mailbox {
  const [, name = '', address = text] = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  return { name, address: address.trim() };
}
