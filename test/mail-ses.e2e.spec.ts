import { jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { MailScene } from './mail/mail-scene.js';
import { SesEmulator } from './mail/ses-emulator.js';
import { until } from './platform/platform.js';

jest.setTimeout(180_000);

let ses: SesEmulator;
let scene: MailScene;
beforeAll(async () => {
  ses = new SesEmulator();
  await ses.listen();
  const { accessKeyId, secretAccessKey } = ses.credentials;
  scene = await MailScene.begin({
    SES_URL: ses.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
});
afterAll(async () => {
  await scene.end();
  await ses.close();
});

const to = (email: string) => ses.taken.filter((mail) => mail.to.includes(email));

it('hands an invitation to Amazon SES, and shows what SES calls it', async () => {
  const { email, contactId } = await scene.invite();
  const attempt = await scene.latest(contactId, 'accepted');
  const [mail] = to(email);
  expect(attempt).toMatchObject({ transport: 'ses', queueId: mail!.messageId, tls: 'https', reply: { code: 200 } });
  expect(mail).toMatchObject({ from: 'hubs@porchlight.example', configurationSet: 'hubs' });
  const parsed = await simpleParser(mail!.raw);
  expect(parsed.from?.value).toEqual([{ name: 'Maria Alvarez', address: 'hubs@porchlight.example' }]);
  expect(mail!.raw.toString()).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  expect(scene.sink.received).toEqual([]);
});

it('waits while SES throttles, and sends once it may', async () => {
  ses.next.push('TooManyRequestsException');
  const { email, contactId } = await scene.invite();
  await scene.latest(contactId, 'accepted');
  const attempts = await scene.mails(contactId);
  expect(attempts.map(({ state }) => state)).toEqual(['accepted', 'deferred']);
  expect(attempts[1]).toMatchObject({ reply: { code: 429 }, sentence: 'The mail server asks us to come back later.' });
  expect(to(email)).toHaveLength(1);
});

it('keeps mails while sending is paused or the domain is not verified, and says that an operator has to look', async () => {
  ses.next.push('SendingPausedException');
  const paused = await scene.invite();
  await scene.latest(paused.contactId, 'accepted');
  expect((await scene.mails(paused.contactId))[1]?.sentence).toMatch(/an operator has to look/);

  ses.verified.clear();
  const { email, contactId } = await scene.invite();
  const deferred = await scene.latest(contactId, 'deferred');
  expect(deferred).toMatchObject({ nextAttemptAt: expect.any(String), reply: { code: 400 } });
  expect(deferred.reply.text).toContain('Email address is not verified');
  ses.verified.add('porchlight.example');
  await scene.latest(contactId, 'accepted');
  expect(to(email)).toHaveLength(1);
});

it('does not know what became of a mail that SES took without an answer, and does not send it again', async () => {
  ses.next.push('hang up');
  const { email, contactId } = await scene.invite();
  expect(await scene.latest(contactId, 'unknown')).toMatchObject({ isOpen: true });
  const other = await scene.invite();
  await scene.latest(other.contactId, 'accepted');
  expect(to(email)).toHaveLength(1);
});

it('says that SES cannot be reached, and goes on when it can', async () => {
  await ses.close();
  const { email, contactId } = await scene.invite();
  expect(await scene.latest(contactId, 'deferred')).toMatchObject({
    sentence: 'The mail server could not be reached.',
    handedAt: null,
  });
  await ses.listen();
  await scene.latest(contactId, 'accepted');
  expect(to(email)).toHaveLength(1);
});

it('asks users to join by way of SES too', async () => {
  const email = `colleague-${process.pid}@example.com`;
  expect((await scene.post('/api/colleagues', { email, name: 'Tim' })).ok).toBe(true);
  await until('the mail', async () => to(email).length === 1);
  expect(to(email)[0]?.from).toBe('hello@porchlight.example');
});
