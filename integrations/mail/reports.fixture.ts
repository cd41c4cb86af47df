/** Mails that came back, in the shapes that servers give them; people, hosts and words are invented. */
export const envelope = (headers: string[], body: string[]) => [...headers, '', ...body].join('\n');

export const report = (type: string, headers: string[], parts: [string, string][]) =>
  envelope(
    [...headers, 'MIME-Version: 1.0', `Content-Type: multipart/report; report-type=${type};`, '\tboundary="=_b1"'],
    [...parts.flatMap(([kind, text]) => ['--=_b1', `Content-Type: ${kind}`, '', text]), '--=_b1--', ''],
  );

export const ourId = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3@hubs.example.com';
export const ours = `Message-ID: <${ourId}>\nFrom: Maria <hubs@hubs.example.com>\nTo: anna@example.net\nSubject: Ein Hub =?UTF-8?Q?f=C3=BCr_Sie?=\n`;
const status = 'message/delivery-status';

export const statuses = {
  postfix: report(
    'delivery-status',
    [
      'From: MAILER-DAEMON@mx.example.org (Mail Delivery System)',
      'Auto-Submitted: auto-replied',
      'Subject: Undelivered Mail Returned to Sender',
    ],
    [
      [
        'text/plain; charset=us-ascii',
        'This is the mail system at host mx.example.org.\n\n<anna@example.net>: host mx.example.net[192.0.2.7] said: 550 5.1.1 no',
      ],
      [
        status,
        `Reporting-MTA: dns; mx.example.org\nX-Postfix-Queue-ID: 4WxYz1\nOriginal-Envelope-Id: ${ourId}\nArrival-Date: Tue, 24 Nov 2026 10:00:00 +0000 (UTC)\n\nFinal-Recipient: rfc822; anna@example.net\nOriginal-Recipient: rfc822;anna@example.net\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.example.net\nDiagnostic-Code: smtp; 550 5.1.1 <anna@example.net>: Recipient address rejected:\n    User unknown in virtual mailbox table`,
      ],
      ['text/rfc822-headers', ours],
    ],
  ),
  eximVague: report(
    'delivery-status',
    [
      'From: Mail Delivery System <Mailer-Daemon@exim.example.org>',
      'X-Failed-Recipients: anna@example.net',
      'Auto-Submitted: auto-replied',
    ],
    [
      ['text/plain; charset=us-ascii', 'This message was created automatically by mail delivery software.'],
      [
        status,
        `Reporting-MTA: dns; exim.example.org\n\nAction: failed\nFinal-Recipient: rfc822;anna@example.net\nStatus: 5.0.0\nRemote-MTA: dns; mx.example.net\nDiagnostic-Code: smtp; 550 5.1.1 No such person here`,
      ],
      ['message/rfc822', `${ours}\nBody`],
    ],
  ),
  sendmailDelayed: report(
    'delivery-status',
    [
      'From: Mail Delivery Subsystem <MAILER-DAEMON@sm.example.org>',
      'Auto-Submitted: auto-generated (warning-timeout)',
      'Subject: Warning: could not send message for past 4 hours',
    ],
    [
      ['text/plain', '    ** THIS IS A WARNING MESSAGE ONLY **\n'],
      [
        status,
        `Reporting-MTA: dns; sm.example.org\nArrival-Date: Tue, 24 Nov 2026 06:00:00 -0500\n\nFinal-Recipient: RFC822; anna@example.net\nAction: delayed\nStatus: 4.4.1\nRemote-MTA: DNS; mx.example.net\nLast-Attempt-Date: Tue, 24 Nov 2026 10:02:00 -0500\nWill-Retry-Until: Sun, 29 Nov 2026 06:00:00 -0500`,
      ],
      ['text/rfc822-headers', ours],
    ],
  ),
  exchange: report(
    'delivery-status',
    [
      'From: Microsoft Outlook <postmaster@tenant.example>',
      'Subject: =?utf-8?B?VW56dXN0ZWxsYmFyOiBFaW4gSHVi?=',
      'Content-Language: de-DE',
      'X-MS-Exchange-Message-Is-Ndr:',
    ],
    [
      ['text/html; charset="utf-8"', '<html><body><p>Ihre Nachricht konnte nicht zugestellt werden.</p></body></html>'],
      [
        status,
        `Reporting-MTA: dns;EX01.tenant.example\nReceived-From-MTA: dns;hubs.example.com\nArrival-Date: Tue, 24 Nov 2026 15:01:02 +0000\n\nFinal-Recipient: rfc822;anna@example.net\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient anna@example.net not found by SMTP address lookup`,
      ],
      ['message/rfc822', `Received: from a by b\n${ours}\nText`],
    ],
  ),
  gmail: report(
    'delivery-status',
    [
      'From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
      'To: bounces@hubs.example.com',
      'Auto-Submitted: auto-replied',
      'Subject: Delivery Status Notification (Failure)',
      `In-Reply-To: <${ourId}>`,
      `References: <${ourId}>`,
    ],
    [
      [
        'text/plain; charset="UTF-8"',
        '\n** Adresse introuvable **\n\nVotre message n’est pas parvenu à anna@example.net.',
      ],
      [
        status,
        `Reporting-MTA: dns; googlemail.example\nArrival-Date: Tue, 24 Nov 2026 07:00:00 -0800 (PST)\nX-Original-Message-ID: <${ourId}>\n\nFinal-Recipient: rfc822; anna@example.net\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.example.net. (192.0.2.9, the server for the domain.)\nDiagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.\n 550 5.1.1  https://support.example/mail`,
      ],
    ],
  ),
  yahooFull: report(
    'delivery-status',
    ['From: MAILER-DAEMON@yahoo.example', 'Subject: Failure Notice'],
    [
      ['text/plain', 'Sorry, we were unable to deliver your message to the following address.'],
      [
        status,
        `Reporting-MTA: dns; yahoo.example\n\nFinal-Recipient: rfc822; anna@example.net\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 1 Requested mail action aborted, mailbox not found or full`,
      ],
      ['message/rfc822', ours],
    ],
  ),
  sesForwarded: report(
    'delivery-status',
    ['From: MAILER-DAEMON@amazonses.com', 'Subject: Delivery Status Notification (Failure)'],
    [
      [
        'text/plain',
        'An error occurred while trying to deliver the mail to the following recipients:\nanna@example.net',
      ],
      [
        status,
        `Reporting-MTA: dns; a8-31.smtp-out.amazonses.com\n\nAction: failed\nFinal-Recipient: rfc822; anna@example.net\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\nStatus: 5.1.1`,
      ],
      ['message/rfc822', ours.replace(ourId, '0100018f2b6f8a5e-1a2b3c4d-000000@email.amazonses.com')],
    ],
  ),
  qmail: envelope(
    ['From: MAILER-DAEMON@qmail.example.org', 'To: bounces@hubs.example.com', 'Subject: failure notice'],
    [
      "Hi. This is the qmail-send program at qmail.example.org.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<anna@example.net>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <hubs@hubs.example.com>",
      ours,
      'Text',
    ],
  ),
  qmailRemote: envelope(
    ['From: MAILER-DAEMON@qmail.example.org', 'Subject: failure notice'],
    [
      `Hi. This is the deliver program at qmail.example.org.\nSorry.\n\n<anna@example.net>:\n192.0.2.7 does not like recipient.\nRemote host said: 550 5.7.1 Blocked for spam\nGiving up on 192.0.2.7.\n\n--- Below this line is a copy of the message.\n\n${ours}`,
    ],
  ),
  policy: report(
    'delivery-status',
    ['From: postmaster@tenant.example'],
    [
      ['text/plain', 'Kunde inte levereras'],
      [
        status,
        `Reporting-MTA: dns; x.example\n\nFinal-Recipient: rfc822; anna@example.net\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.7.1 Service unavailable, Client host blocked`,
      ],
      ['text/rfc822-headers', ours],
    ],
  ),
  expired: report(
    'delivery-status',
    ['From: MAILER-DAEMON@mx.example.org'],
    [
      ['text/plain', '配信できませんでした'],
      [
        status,
        `Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; anna@example.net\nAction: failed\nStatus: 4.4.7\nDiagnostic-Code: X-Postfix; delivery temporarily suspended: connection timed out`,
      ],
      ['text/rfc822-headers', ours],
    ],
  ),
  delivered: report(
    'delivery-status',
    ['From: MAILER-DAEMON@mx.example.org'],
    [
      ['text/plain', 'Successful Mail Delivery Report'],
      [
        status,
        `Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; anna@example.net\nAction: delivered\nStatus: 2.0.0\nDiagnostic-Code: smtp; 250 2.0.0 Ok: queued as 9`,
      ],
      ['text/rfc822-headers', ours],
    ],
  ),
  several: report(
    'delivery-status',
    ['From: MAILER-DAEMON@list.example.org'],
    [
      ['text/plain', 'x'],
      [
        status,
        `Reporting-MTA: dns; list.example.org\n\nFinal-Recipient: rfc822; anna@example.net\nAction: expanded (to multi-recipient alias)\nStatus: 2.0.0\n\nOriginal-Recipient: rfc822;anna@example.net\nFinal-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.1.2\n\nFinal-Recipient: rfc822; eve@example.net\nAction: relayed\nStatus: 2.1.5`,
      ],
      ['text/rfc822-headers', ours],
    ],
  ),
  utf8: report(
    'delivery-status',
    ['From: MAILER-DAEMON@mx.example.org'],
    [
      ['text/plain; charset=utf-8', 'Доставка не удалась'],
      [
        'message/global-delivery-status',
        `Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: utf-8; jürgen@example.net\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 nutzer unbekannt`,
      ],
      ['message/global-headers', ours],
    ],
  ),
} as const;
