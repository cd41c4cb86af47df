import { OneByOne, SmtpBulk } from './bulk.js';
import { SesTransport } from './ses.js';
import type { MailSettings } from './settings.js';
import { SmtpTransport } from './smtp.js';
import type { BulkTransport, MailTransport } from './transport.js';

/** The way out that the settings name. */
export function openTransport({ smtpUrl, sesUrl, connections }: MailSettings['mail']): MailTransport {
  if (sesUrl) return new SesTransport(sesUrl);
  if (smtpUrl) return new SmtpTransport(smtpUrl, connections);
  throw new RangeError('neither SES_URL nor SMTP_URL is set');
}

/** The same way out for many mails at once. */
export function openBulkTransport({ smtpUrl, sesUrl, connections }: MailSettings['mail']): BulkTransport {
  if (sesUrl) return new OneByOne(new SesTransport(sesUrl), connections);
  if (smtpUrl) return new SmtpBulk(smtpUrl, connections);
  throw new RangeError('neither SES_URL nor SMTP_URL is set');
}
