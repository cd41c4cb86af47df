import { createTransport, type Transporter } from 'nodemailer';

/** One mail as plain text; `to` never appears in a log or an error of ours. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** The mail server could not be reached or refused the mail; nothing was sent. */
export class MailNotSent extends Error {
  readonly code = 'mail_not_sent';
  constructor() {
    super('The mail could not be handed over to the mail server.');
  }
}

/** Hands single mails of the platform itself (invitations of users) to an SMTP server. */
export class Mailer {
  private readonly transport: Transporter;

  /** @param smtpUrl `smtp://` or `smtps://` with credentials and port @param from sender of every mail */
  constructor(
    smtpUrl: string,
    private readonly from: string,
  ) {
    // No requeueing: a mail that failed is the caller's to repeat, so that nobody is mailed twice behind its back.
    this.transport = createTransport({
      url: smtpUrl,
      pool: true,
      maxConnections: 2,
      maxRequeues: 0,
      connectionTimeout: 5_000,
      socketTimeout: 15_000,
    });
  }

  /** @throws MailNotSent */
  async send(mail: Mail): Promise<void> {
    try {
      await this.transport.sendMail({ ...mail, from: this.from });
    } catch {
      throw new MailNotSent();
    }
  }

  close(): void {
    this.transport.close();
  }
}
