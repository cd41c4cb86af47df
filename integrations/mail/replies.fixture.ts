import { envelope, ourId, ours, report } from './reports.fixture.js';

/** Complaints, answers of programs and of people, and reports in prose alone. */
export const answers = {
  arf: report(
    'feedback-report',
    ['From: <feedback@arf.example.net>', 'Subject: FW: Ein Hub'],
    [
      ['text/plain', 'This is an email abuse report for an email message received from IP 192.0.2.1.'],
      [
        'message/feedback-report',
        `Feedback-Type: abuse\nUser-Agent: Example-FBL/2.0\nVersion: 1\nOriginal-Mail-From: <bounces+k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3@hubs.example.com>\nArrival-Date: Tue, 24 Nov 2026 07:00:00 -0800\nOriginal-Rcpt-To: <anna@example.net>\nSource-IP: 192.0.2.1`,
      ],
      ['message/rfc822', `${ours}\nText`],
    ],
  ),
  arfRedacted: report(
    'feedback-report',
    ['From: <fbl@provider.example>'],
    [
      ['text/plain', 'report'],
      ['message/feedback-report', `Feedback-Type: fraud\nVersion: 0.1\nUser-Agent: SomeGenerator/1.0`],
      ['text/rfc822-headers', ours.replace('To: anna@example.net', 'To: <redacted>')],
    ],
  ),
  arfNotSpam: report(
    'feedback-report',
    ['From: <fbl@provider.example>'],
    [
      ['text/plain', 'report'],
      ['message/feedback-report', `Feedback-Type: not-spam\nVersion: 1\nUser-Agent: X/1`],
      ['message/rfc822', ours],
    ],
  ),
  outOfOffice: envelope(
    [
      'From: anna@example.net',
      'To: hubs@hubs.example.com',
      'Subject: =?utf-8?Q?Abwesenheitsnotiz:_Ein_Hub?=',
      'Auto-Submitted: auto-generated',
      'X-Auto-Response-Suppress: All',
      `In-Reply-To: <${ourId}>`,
    ],
    ['Ich bin im Urlaub. Undelivered mail, 550 5.1.1 user unknown.'],
  ),
  vacationOld: envelope(
    [
      'From: anna@example.net',
      'Precedence: auto_reply',
      `References: <x@example.net> <${ourId}>`,
      'Subject: Estoy de vacaciones',
    ],
    ['Hasta luego'],
  ),
  eximOld: envelope(
    [
      'From: Mail Delivery System <Mailer-Daemon@old.example>',
      'X-Failed-Recipients: anna@example.net',
      'Auto-Submitted: auto-replied',
      'Subject: Mail delivery failed: returning message to sender',
    ],
    [
      `A message that you sent could not be delivered.\n\n  anna@example.net\n    550 unknown user\n\n------ This is a copy of the message, including all the headers. ------\n\n${ours}`,
    ],
  ),
  challenge: envelope(
    [
      'From: anna@example.net',
      'X-TMDA-Confirm: 1',
      'Auto-Submitted: auto-replied',
      `In-Reply-To: <${ourId}>`,
      'Subject: Please confirm your message',
    ],
    ['Reply to this mail to prove that you are a person.'],
  ),
  person: envelope(
    ['From: Anna <anna@example.net>', `In-Reply-To: <${ourId}>`, 'Subject: Re: Ein Hub'],
    ['Who are you?'],
  ),
} as const;
