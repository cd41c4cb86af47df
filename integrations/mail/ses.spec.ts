import { generateKeyPairSync } from 'node:crypto';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { type SesError, SesEmulator } from '../../test/mail/ses-emulator.js';
import { composeMail } from './compose.js';
import { SesTransport } from './ses.js';

let ses: SesEmulator;
let transport: SesTransport;
beforeEach(async () => {
  ses = new SesEmulator();
  await ses.listen();
  transport = new SesTransport(ses.url, { credentials: ses.credentials });
});
afterEach(async () => {
  transport.close();
  await ses.close();
});

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const resolver = async (name: string) => {
  if (name !== 'hubs._domainkey.porchlight.example') throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
  return [[`v=DKIM1; p=${publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`]];
};

const compose = (address = 'hubs@porchlight.example') =>
  composeMail(
    {
      from: { name: 'Maria Alvarez', address },
      replyTo: null,
      to: { name: 'Anna Bell', address: 'anna@example.com' },
      subject: 'Your page',
      html: '<p>Hello</p>',
      text: 'Hello',
      messageId: '<abc@porchlight.example>',
      date: new Date(),
      list: { unsubscribeUrl: 'https://app.example/i/u/x', name: 'Hub invitations', label: 'account-1.invitations' },
      feedbackId: 'invitation:a1:hub:porchlight',
    },
    { domain: 'porchlight.example', selector: 'hubs', privateKey },
    transport.rewrites,
  );

it('hands over the raw mail once, signed with our key, and keeps what SES calls it', async () => {
  const result = await transport.handOver(await compose());
  expect(ses.taken).toHaveLength(1);
  expect(ses.taken[0]).toMatchObject({
    from: 'hubs@porchlight.example',
    to: ['anna@example.com'],
    configurationSet: 'hubs',
  });
  expect(result).toMatchObject({ outcome: 'accepted', replyCode: 200, queueId: ses.taken[0]?.messageId, tls: 'https' });
});

it('leaves a signature that still passes after SES has written Message-ID and Date anew', async () => {
  await transport.handOver(await compose());
  const { raw } = ses.taken[0]!;
  expect(raw.toString()).toContain('email.amazonses.example');
  expect((await dkimVerify(raw, { resolver })).results[0]).toMatchObject({ status: { result: 'pass' } });
});

it.each<[SesError, string, string]>([
  ['TooManyRequestsException', 'deferred', 'server_busy'],
  ['LimitExceededException', 'deferred', 'server_busy'],
  ['ServiceUnavailable', 'deferred', 'server_busy'],
  ['SendingPausedException', 'deferred', 'sender_refused'],
  ['AccountSuspendedException', 'deferred', 'sender_refused'],
  ['MailFromDomainNotVerifiedException', 'deferred', 'sender_refused'],
  ['MessageRejected', 'rejected', 'mail_refused'],
  ['InternalServiceErrorException', 'unknown', 'no_answer'],
])('takes %s for %s: %s, and asks once', async (error, outcome, failure) => {
  ses.next.push(error);
  const result = await transport.handOver(await compose());
  expect(result).toMatchObject({ outcome, failure });
  expect(result.replyText).toContain(error);
  expect(ses.requests).toBe(1);
});

it('waits for an operator where the sending domain was never verified, and repeats no address', async () => {
  const result = await transport.handOver(await compose('hubs@elsewhere.example'));
  expect(result).toMatchObject({ outcome: 'deferred', failure: 'sender_refused', replyCode: 400 });
  expect(result.replyText).not.toContain('@');
});

it('waits for an operator where the configuration set is not there', async () => {
  ses.configurationSets.clear();
  expect(await transport.handOver(await compose())).toMatchObject({
    outcome: 'deferred',
    failure: 'sender_refused',
    replyCode: 404,
  });
});

it('waits for an operator where the key is wrong, and nothing is taken', async () => {
  const wrong = new SesTransport(ses.url, { credentials: { ...ses.credentials, secretAccessKey: 'another' } });
  expect(await wrong.handOver(await compose())).toMatchObject({
    outcome: 'deferred',
    failure: 'sender_refused',
    replyCode: 403,
  });
  expect(ses.taken).toEqual([]);
  wrong.close();
});

it('does not know what became of a mail when the answer never came, and does not ask again', async () => {
  ses.next.push('hang up');
  expect(await transport.handOver(await compose())).toMatchObject({
    outcome: 'unknown',
    failure: 'no_answer',
    replyCode: null,
  });
  expect(ses.taken).toHaveLength(1);
  expect(ses.requests).toBe(1);
});
