import type { ReportedFact } from '../../domain/mail/reports/facts.js';
import { readReport } from '../../domain/mail/reports/read-report.js';
import { answers } from './replies.fixture.js';
import { ourId, report, statuses } from './reports.fixture.js';
import { splitMail } from './split-mail.js';

const wire = (text: string) => Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'utf8');
const read = async (
  text: string | Buffer,
  envelope: { from: string | null; to: string | null } = { from: '', to: null },
) => readReport(await splitMail(Buffer.isBuffer(text) ? text : wire(text), envelope));
const only = async (text: string, envelope?: { from: string | null; to: string | null }): Promise<ReportedFact> => {
  const facts = await read(text, envelope);
  expect(facts).toHaveLength(1);
  return facts[0]!;
};

it.each<[keyof typeof statuses, Partial<ReportedFact>]>([
  ['postfix', { kind: 'bounced', enhancedCode: '5.1.1', replyCode: 550, isDead: true, remoteHost: 'mx.example.net' }],
  ['eximVague', { kind: 'bounced', enhancedCode: '5.1.1', isDead: true }],
  ['sendmailDelayed', { kind: 'delayed', enhancedCode: '4.4.1', isDead: false }],
  ['exchange', { kind: 'bounced', enhancedCode: '5.1.10', isDead: true, remoteHost: 'EX01.tenant.example' }],
  ['gmail', { kind: 'bounced', enhancedCode: '5.1.1', replyCode: 550, isDead: true }],
  ['yahooFull', { kind: 'bounced', enhancedCode: '5.2.2', isDead: false }],
  ['qmail', { kind: 'bounced', enhancedCode: '5.1.1', isDead: true }],
  ['qmailRemote', { kind: 'bounced', enhancedCode: '5.7.1', replyCode: 550, isDead: false }],
  ['policy', { kind: 'bounced', isDead: false }],
  ['expired', { kind: 'bounced', enhancedCode: '4.4.7', isDead: false }],
  ['delivered', { kind: 'delivered', enhancedCode: '2.0.0', isDead: false }],
])('reads what %s says, and of which mail', async (name, expected) => {
  const fact = await only(statuses[name]);
  expect(fact).toMatchObject({ ...expected, recipient: 'anna@example.net' });
  expect(fact.messageIds[0]).toBe(ourId);
  expect(fact.text ?? '').not.toContain('anna@');
});

it('finds a mail that Amazon SES took by the id that SES has written into it', async () => {
  const fact = await only(statuses.sesForwarded);
  expect(fact.messageIds).toEqual(['0100018f2b6f8a5e-1a2b3c4d-000000@email.amazonses.com']);
  expect(fact).toMatchObject({ kind: 'bounced', isDead: true });
});

it('reads each recipient of a report for itself', async () => {
  const facts = await read(statuses.several);
  expect(facts.map(({ kind, recipient }) => [kind, recipient])).toEqual([
    ['relayed', 'anna@example.net'],
    ['bounced', 'anna@example.net'],
    ['relayed', 'eve@example.net'],
  ]);
});

it('reads a report in UTF-8, addresses included', async () => {
  expect(await only(statuses.utf8)).toMatchObject({ kind: 'bounced', recipient: 'jürgen@example.net', isDead: true });
});

it.each<[keyof typeof answers, ReportedFact['kind'], string | null]>([
  ['arf', 'complained', ''],
  ['arfRedacted', 'complained', ''],
  ['arfNotSpam', 'unreadable', ''],
  ['outOfOffice', 'auto_reply', ''],
  ['vacationOld', 'auto_reply', 'anna@example.net'],
  ['eximOld', 'unreadable', ''],
  ['challenge', 'unreadable', ''],
  ['person', 'reply', 'anna@example.net'],
])('takes %s for what it is: %s', async (name, kind, from) => {
  const fact = await only(answers[name], { from, to: null });
  expect(fact).toMatchObject({ kind, isDead: false });
  expect(fact.messageIds).toContain(ourId);
});

it('finds the mail by its own return path where nothing else is brought back', async () => {
  const text = statuses.postfix
    .replace(/--=_b1\nContent-Type: text\/rfc822-headers[^]*?(?=--=_b1--)/, '')
    .replace(/Original-Envelope-Id.*\n/, '');
  const fact = await only(text, { from: '', to: 'bounces+k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3@hubs.example.com' });
  expect(fact).toMatchObject({ messageIds: [], returnKey: 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3' });
  expect((await only(answers.arf)).returnKey).toBe('k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3');
});

it('finds the mail by the id of its envelope where the header was cut off, also as it travelled', async () => {
  const bare = report(
    'delivery-status',
    ['From: MAILER-DAEMON@mx.example.org'],
    [
      [
        'message/delivery-status',
        `Reporting-MTA: dns; x\nOriginal-Envelope-Id: ${ourId.replace('@', '+40')}\n\nFinal-Recipient: rfc822; anna@example.net\nAction: failed\nStatus: 5.1.1`,
      ],
    ],
  );
  expect((await only(bare)).messageIds).toEqual([ourId]);
});

it('reads a report that somebody forwarded as an attachment', async () => {
  const forwarded = `From: desk@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="out"\n\n--out\nContent-Type: text/plain\n\nsee below\n--out\nContent-Type: message/rfc822\n\n${statuses.postfix}\n--out--\n`;
  expect(await only(forwarded, { from: 'desk@example.org', to: null })).toMatchObject({
    kind: 'bounced',
    isDead: true,
  });
});

it('reads a report whose parts stand in a charset that nobody knows, in the wrong order, with lone line feeds', async () => {
  const odd = statuses.postfix.replace('text/plain; charset=us-ascii', 'text/plain; charset=x-klingon');
  expect(await read(Buffer.from(odd, 'latin1'))).toMatchObject([{ kind: 'bounced', isDead: true }]);
});

it.each<[string, string]>([
  ['nothing at all', ''],
  ['no header', 'just words\n'],
  ['a report without its part', report('delivery-status', ['From: MAILER-DAEMON@x.example'], [['text/plain', 'gone']])],
  [
    'a report that says nothing',
    report(
      'delivery-status',
      ['From: MAILER-DAEMON@x.example'],
      [['message/delivery-status', 'Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.example\nAction: pondered']],
    ),
  ],
  [
    'a boundary that never comes',
    'From: MAILER-DAEMON@x.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=zz\n\nwords\n',
  ],
])('leaves %s to a person', async (_, text) => {
  expect(await only(text)).toMatchObject({ kind: 'unreadable', isDead: false });
});

it('is done within a moment with a mail that nests without end, and with one of a megabyte', async () => {
  const nested = Array.from(
    { length: 2000 },
    (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\n\n--b${at}\n`,
  ).join('');
  const huge = report(
    'delivery-status',
    ['From: MAILER-DAEMON@x.example'],
    [
      [
        'message/delivery-status',
        `Reporting-MTA: dns; x\n\n${'Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n\n'.repeat(15_000)}`,
      ],
    ],
  );
  const startedAt = performance.now();
  expect((await read(`From: a@b.example\n${nested}`)).length).toBe(1);
  expect((await read(huge)).length).toBeLessThanOrEqual(1000);
  expect(
    (await read(`From: ${'<'.repeat(500_000)}\nSubject: ${'a+'.repeat(100_000)}\n\nMessage-ID: ${'<'.repeat(100_000)}`))
      .length,
  ).toBe(1);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
