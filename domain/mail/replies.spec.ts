import { judgeReply, queueIdIn, readReply, type ReplyStage } from './replies.js';

it.each<[string, ReplyStage, string, string]>([
  ['450 4.2.0 Greylisted, come back', 'recipient', 'deferred', 'put_off'],
  ['452 4.2.2 Mailbox full', 'recipient', 'deferred', 'put_off'],
  ['451 4.3.0 Try again', 'message', 'deferred', 'put_off'],
  ['421 4.7.0 Too many from you', 'recipient', 'deferred', 'server_busy'],
  ['421 Closing', 'session', 'deferred', 'server_busy'],
  ['503 Bad sequence', 'message', 'deferred', 'server_busy'],
  ['535 5.7.8 Authentication failed', 'session', 'deferred', 'sender_refused'],
  ['530 5.7.0 Sign in first', 'sender', 'deferred', 'sender_refused'],
  ['550 5.7.1 This sender may not', 'sender', 'deferred', 'sender_refused'],
  ['554 No service for you', 'session', 'deferred', 'sender_refused'],
  ['552 5.3.4 Too large', 'sender', 'rejected', 'mail_refused'],
  ['550 5.1.1 No such user', 'recipient', 'rejected', 'mailbox_dead'],
  ['550 5.1.2 No such domain', 'recipient', 'rejected', 'mailbox_dead'],
  ['551 5.1.6 Moved', 'recipient', 'rejected', 'mailbox_dead'],
  ['556 5.1.10 No mail taken here', 'recipient', 'rejected', 'mailbox_dead'],
  ['550 5.2.1 Disabled', 'recipient', 'rejected', 'mailbox_dead'],
  ['552 5.2.2 Mailbox full', 'recipient', 'rejected', 'mail_refused'],
  ['550 5.7.26 Not authenticated', 'message', 'rejected', 'mail_refused'],
  ['550 5.7.515 Access denied', 'message', 'rejected', 'mail_refused'],
  ['550 No such user', 'recipient', 'rejected', 'mail_refused'],
])('takes %j to the %s for %s: %s', (text, stage, outcome, failure) => {
  expect(judgeReply(readReply(text), stage)).toEqual({ outcome, failure });
});

it.each(['', 'hello', '250 OK', '354 Go on', '999 5.1.1 What'])('learns nothing from %j', (text) => {
  expect(judgeReply(readReply(text), 'message')).toBeNull();
});

it('does not believe an enhanced code that contradicts nothing but stands elsewhere in the text', () => {
  expect(readReply('550 refused, see 5.1.1 in our list')).toMatchObject({ code: 550, enhancedCode: null });
});

it('reads a reply of several lines', () => {
  expect(readReply('550-5.1.1 The account\n550 5.1.1 does not exist')).toEqual({
    code: 550,
    enhancedCode: '5.1.1',
    text: 'The account does not exist',
  });
});

it.each([
  '550 5.1.1 <anna.bell@example.com>: unknown',
  '550 5.1.1 anna.bell@example.com... User unknown',
  '550 5.1.1 rcpt=anna.bell=40example.com',
  '550 5.1.1 see https://help.example/?u=anna.bell%40example.com',
  '550 5.1.1 "anna.bell"@example.com',
  '550 5.1.1 (anna.bell@example.com)',
])('keeps no address of %j', (text) => {
  const { code, enhancedCode, text: kept } = readReply(text);
  expect([code, enhancedCode]).toEqual([550, '5.1.1']);
  expect(kept).not.toMatch(/anna|@/);
});

it('keeps a thousand characters of a server that does not stop', () => {
  expect(readReply(`550 ${'x'.repeat(5000)}`).text).toHaveLength(1000);
});

it.each([
  ['250 2.0.0 Ok: queued as 4XyZ12abc', '4XyZ12abc'],
  ['250 OK id=1tFabc-0001XY-2Z', '1tFabc-0001XY-2Z'],
  ['250 2.0.0 OK  1764061234 d9443c01a7336-2145.12 - gsmtp', 'd9443c01a7336-2145.12'],
  ['250 2.0.0 4APAB1cd012345 Message accepted for delivery', '4APAB1cd012345'],
  ['250 2.6.0 <x> [InternalId=1234567890, Hostname=a] Queued mail for delivery', '1234567890'],
  ['250 Message queued', null],
])('finds what the other side calls the mail in %j', (text, id) => {
  expect(queueIdIn(readReply(text).text)).toBe(id);
});
