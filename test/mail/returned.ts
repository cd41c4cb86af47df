import SMTPConnection from 'nodemailer/lib/smtp-connection';

export interface Returned {
  /** What the mail server says of it. */
  status?: { action: string; code: string; diagnostic?: string };
  /** With brackets. */
  messageId: string;
  recipient: string;
}

/** A delivery status notification in the shape of Postfix, with our header alone. */
export function dsn({ status, messageId, recipient }: Returned): string {
  const { action, code, diagnostic } = { action: 'failed', code: '5.1.1', ...status };
  return [
    'From: MAILER-DAEMON@mx.example.net (Mail Delivery System)',
    'To: bounces@porchlight.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="9B0.1"',
    '',
    '--9B0.1',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `I'm sorry to have to inform you that your message could not be delivered to <${recipient}>.`,
    '',
    '--9B0.1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.net',
    `Original-Envelope-Id: ${messageId.slice(1, -1)}`,
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    `Original-Recipient: rfc822;${recipient}`,
    `Action: ${action}`,
    `Status: ${code}`,
    `Diagnostic-Code: smtp; ${diagnostic ?? `550 ${code} <${recipient}>: no such user`}`,
    '',
    '--9B0.1',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    `To: ${recipient}`,
    '',
    '--9B0.1--',
    '',
  ].join('\r\n');
}

/** A complaint in the Abuse Reporting Format, as mailbox providers send it. */
export function arf({ messageId, recipient }: Returned): string {
  return [
    'From: feedback@arf.example.net',
    'To: bounces@porchlight.example',
    'Subject: complaint',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="arf1"',
    '',
    '--arf1',
    'Content-Type: text/plain',
    '',
    'This is an email abuse report.',
    '',
    '--arf1',
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    'User-Agent: Example-Loop/1.0',
    'Version: 1',
    `Original-Rcpt-To: ${recipient}`,
    '',
    '--arf1',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: ${messageId}`,
    'Subject: A Hub for your home',
    '',
    'Words.',
    '--arf1--',
    '',
  ].join('\r\n');
}

/** Hands a mail to our mailbox over SMTP. @returns the last reply, also of a refusal */
export async function giveBack(port: number, mail: { from?: string; to: string; raw: string }): Promise<string> {
  const connection = new SMTPConnection({ host: '127.0.0.1', port, ignoreTLS: true, connectionTimeout: 20_000 });
  const { from, to, raw } = mail;
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    return await new Promise<string>((resolve) =>
      connection.send({ from: from ?? '', to: [to] }, raw, (error, info) =>
        resolve(error ? ((error as { response?: string }).response ?? error.message) : info.response),
      ),
    );
  } finally {
    connection.close();
  }
}
