import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { MailScene } from './mail/mail-scene.js';
import { until } from './platform/platform.js';

jest.setTimeout(180_000);

let scene: MailScene;
beforeAll(async () => (scene = await MailScene.begin()));
afterAll(() => scene.end());

const received = (email: string) => scene.sink.to(email).length;

it('mails an invitation from the agent at our address, and shows the proof of exactly that mail', async () => {
  const { email, contactId, invitationId } = await scene.invite({ message: 'Have a look, Anna.' });
  const attempt = await scene.latest(contactId, 'accepted');
  const [mail] = scene.sink.to(email);
  expect(attempt).toMatchObject({
    purpose: 'invitation',
    kind: 'invitation',
    invitationId,
    to: email,
    transport: 'smtp',
    reply: { code: 250, enhancedCode: '2.0.0' },
    remoteAddress: '127.0.0.1',
    senderDomain: 'porchlight.example',
    size: mail!.raw.length,
    digest: createHash('sha256').update(mail!.raw).digest('hex'),
    isOpen: false,
    sentence: null,
  });
  const parsed = await simpleParser(mail!.raw);
  expect(parsed.from?.value).toEqual([{ name: 'Maria Alvarez', address: 'hubs@porchlight.example' }]);
  expect(parsed.replyTo?.value).toMatchObject([{ address: 'maria@hillside.example' }]);
  expect(parsed.messageId).toBe(attempt.messageId);
  expect(parsed.text).toContain('Have a look, Anna.');
  expect(parsed.text).toContain('400 Pearl St');
  expect(parsed.headers.get('feedback-id')).toMatch(/^invitation:a\d+:hub:porchlight$/);
  expect(mail!.raw.toString()).toMatch(/^DKIM-Signature: v=1;/);
  expect(mail!.raw.toString()).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  expect(mail!.raw.toString()).not.toMatch(/^Auto-Submitted/m);
  expect(await scene.invitation(invitationId)).toMatchObject({ state: 'waiting', wave: 1, blocked_code: null });
});

it('never sends again by itself a mail during which the worker was killed, says that nobody knows, and goes on when a person says so', async () => {
  const { email, contactId, invitationId } = await scene.invite({
    behave: (to) => scene.sink.behave(to, { hold: 'dot' }),
  });
  await until('the mail is on the wire', async () => received(email) === 1);
  const { worker } = scene.own.platform.parts;
  await worker!.kill();
  await worker!.start();
  const unknown = await scene.latest(contactId, 'unknown');
  expect(unknown).toMatchObject({
    isOpen: true,
    reply: { code: null },
    sentence: expect.stringContaining('may have arrived or not'),
  });
  await until('it is blocked', async () => (await scene.invitation(invitationId)).blocked_code === 'unknown');

  const other = await scene.invite();
  await scene.latest(other.contactId, 'accepted');
  expect(received(email)).toBe(1);
  expect(await scene.mails(contactId)).toHaveLength(1);

  const settled = await scene.settle(unknown.id, 'send_again');
  expect(await settled.json()).toMatchObject({
    isOpen: false,
    settled: { as: 'send_again', by: 'Maria Alvarez', reason: 'She called and said so' },
  });
  const again = await scene.latest(contactId, 'accepted');
  expect(again).toMatchObject({ attempt: 2, messageId: unknown.messageId });
  expect(received(email)).toBe(2);
  expect((await scene.settle(unknown.id, 'accepted')).status).toBe(409);
  expect((await scene.settle(again.id, 'rejected')).status).toBe(409);
});

it('goes on with the reminders when a person says that an unknown mail has arrived', async () => {
  const { email, contactId, invitationId } = await scene.invite({
    behave: (to) => scene.sink.behave(to, { drop: 'dot' }),
  });
  const unknown = await scene.latest(contactId, 'unknown');
  expect((await scene.settle(unknown.id, 'accepted', 'x')).status).toBe(422);
  expect((await scene.settle(unknown.id, 'accepted')).status).toBe(200);
  expect(await scene.invitation(invitationId)).toMatchObject({
    state: 'waiting',
    wave: 1,
    blocked_code: null,
    next_action_at: expect.any(Date),
  });
  expect(received(email)).toBe(1);
  const audit = await scene.one<{ text: string }>(
    `select string_agg(action || ' ' || reason, ',') as text from audit_events where subject_kind = 'send_attempt' and subject_id = $1`,
    unknown.id,
  );
  expect(audit.text).toBe('send_attempt.settled She called and said so');
});

it('tries a mail again that was put off, under the same Message-ID, until it is taken', async () => {
  const { email, contactId } = await scene.invite({
    behave: (to) =>
      scene.sink.behave(
        to,
        { at: 'recipient', reply: '450 4.2.0 <x@example.com> Greylisted' },
        { at: 'message', reply: '451 4.3.0 Try later' },
      ),
  });
  const taken = await scene.latest(contactId, 'accepted');
  const attempts = (await scene.mails(contactId)).toReversed();
  expect(attempts.map(({ state }) => state)).toEqual(['deferred', 'deferred', 'accepted']);
  expect(attempts[0]).toMatchObject({
    reply: { code: 450, enhancedCode: '4.2.0', text: '<address> Greylisted' },
    nextAttemptAt: expect.any(String),
  });
  expect(new Set(attempts.map(({ messageId }) => messageId))).toEqual(new Set([taken.messageId]));
  expect(scene.sink.taken.filter(({ to }) => to === email)).toHaveLength(1);
});

it('shows while the mail server is away what state a mail is in and when it is tried next, and goes on when it is back', async () => {
  await scene.sink.away();
  const { contactId, invitationId, email } = await scene.invite();
  const deferred = await scene.latest(contactId, 'deferred');
  expect(deferred).toMatchObject({
    sentence: 'The mail server could not be reached.',
    nextAttemptAt: expect.any(String),
    handedAt: null,
  });
  expect(await scene.invitation(invitationId)).toMatchObject({
    state: 'waiting',
    wave: 0,
    next_action_at: expect.any(Date),
  });
  await scene.sink.listen();
  await scene.latest(contactId, 'accepted');
  expect(received(email)).toBe(1);
});

it('mails an address no more that is dead, and says so', async () => {
  const { contactId, invitationId, email } = await scene.invite({
    behave: (to) => scene.sink.behave(to, { at: 'recipient', reply: `550 5.1.1 <${to}>: no such user` }),
  });
  const rejected = await scene.latest(contactId, 'rejected');
  expect(rejected).toMatchObject({ sentence: 'There is no such mailbox.', reply: { text: '<address>: no such user' } });
  expect(JSON.stringify(rejected.reply)).not.toContain(email);
  expect(await scene.invitation(invitationId)).toMatchObject({
    state: 'waiting',
    blocked_code: 'bounced',
    next_action_at: null,
  });
  const suppressed = await scene.one(
    `select reason, source from suppressions where invitation_id = $1 and removed_at is null`,
    invitationId,
  );
  expect(suppressed).toEqual({ reason: 'bounced', source: 'provider' });
  expect((await scene.post(`/api/hub-invitations/${invitationId}/resend`, {})).ok).toBe(false);
  expect(received(email)).toBe(0);
});

it('blocks what was refused for another reason, and leaves the address alone', async () => {
  const { contactId, invitationId } = await scene.invite({
    behave: (to) => scene.sink.behave(to, { at: 'message', reply: '550 5.7.26 Not authenticated' }),
  });
  await scene.latest(contactId, 'rejected');
  expect(await scene.invitation(invitationId)).toMatchObject({ blocked_code: 'rejected', next_action_at: null });
  const { rows } = await scene.pool.query('select from suppressions where invitation_id = $1', [invitationId]);
  expect(rows).toHaveLength(0);
});

it('does not send what somebody unsubscribed from while it waited', async () => {
  await scene.sink.away();
  const { contactId, invitationId, email } = await scene.invite();
  await scene.latest(contactId, 'deferred');
  expect((await scene.post('/api/suppressions', { email, reason: 'asked' })).ok).toBe(true);
  await scene.sink.listen();
  const other = await scene.invite();
  await scene.latest(other.contactId, 'accepted');
  expect(received(email)).toBe(0);
  expect((await scene.invitation(invitationId)).next_action_at).toBeNull();
});

it.each(['Anna\r\nBcc: eve@example.org', 'Anna\nX-Evil: 1\n\nbody', '"Anna" <eve@example.org>,'])(
  'lets no name like %j become a header, a receiver or a sender',
  async (firstName) => {
    const { email, contactId } = await scene.invite({ firstName });
    await scene.latest(contactId, 'accepted');
    const [mail] = scene.sink.to(email);
    const head = mail!.raw.toString('latin1').split('\r\n\r\n')[0]!;
    expect(head).not.toMatch(/^(bcc|x-evil)/im);
    const parsed = await simpleParser(mail!.raw);
    expect(parsed.to).toMatchObject({ value: [{ address: email }] });
    expect(parsed.from?.value).toHaveLength(1);
    expect(mail!.commands.filter((line) => line.startsWith('RCPT'))).toHaveLength(1);
  },
);

it('writes no address of anybody into the logs of the worker and the API', async () => {
  const folder = join(scene.own.folder, 'logs');
  const logs = await Promise.all(['api', 'worker'].map((name) => readFile(join(folder, `${name}.log`), 'utf8')));
  const lines = logs
    .join('\n')
    .split('\n')
    .filter((line) => /example\.com|eve@/.test(line));
  expect(lines).toEqual([]);
});
