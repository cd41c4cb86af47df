import { createHash, randomBytes } from 'node:crypto';
import { SmtpSink } from '../../test/mail/smtp-sink.js';
import { SmtpTransport } from './smtp.js';
import type { ComposedMail } from './transport.js';

const impatient = { connectMs: 2_000, greetingMs: 2_000, silenceMs: 500 };
const open: { sinks: SmtpSink[]; transports: SmtpTransport[] } = { sinks: [], transports: [] };
afterEach(async () => {
  for (const transport of open.transports.splice(0)) transport.close();
  for (const sink of open.sinks.splice(0)) await sink.away();
});

async function start(
  options: ConstructorParameters<typeof SmtpSink>[0] = {},
  { connections = 2, times = impatient } = {},
) {
  const sink = new SmtpSink(options);
  await sink.listen();
  open.sinks.push(sink);
  const transport = new SmtpTransport(sink.url, connections, times);
  open.transports.push(transport);
  return { sink, transport };
}

function mailTo(to: string, body = 'Hello.\r\n..dots\r\n'): ComposedMail {
  const messageId = `<${randomBytes(6).toString('hex')}@porchlight.example>`;
  const raw = Buffer.from(`From: hubs@porchlight.example\r\nMessage-ID: ${messageId}\r\n\r\n${body}`);
  const digest = createHash('sha256').update(raw).digest();
  return { envelope: { from: 'hubs@porchlight.example', to }, messageId, raw, digest };
}

it('hands over exactly the bytes that the digest is of, and keeps what the server said', async () => {
  const { sink, transport } = await start();
  const mail = mailTo('anna@example.com');
  const result = await transport.handOver(mail);
  expect(result).toMatchObject({
    outcome: 'accepted',
    failure: null,
    replyCode: 250,
    enhancedCode: '2.0.0',
    replyText: 'Ok: queued as SINK1',
    queueId: 'SINK1',
    remoteHost: '127.0.0.1',
    remoteAddress: '127.0.0.1',
    tls: null,
  });
  expect(result.connectedAt).toBeInstanceOf(Date);
  expect(result.handedAt).toBeInstanceOf(Date);
  expect(createHash('sha256').update(sink.taken[0]!.raw).digest()).toEqual(mail.digest);
});

it('asks for reports of failure and names the mail for them, where the server offers that', async () => {
  const { sink, transport } = await start();
  const mail = mailTo('anna@example.com');
  await transport.handOver(mail);
  const [from, to] = sink.taken[0]!.commands;
  expect(from).toContain(` SIZE=${mail.raw.length}`);
  expect(from).toContain(` RET=HDRS ENVID=${mail.messageId.slice(1, -1)}`);
  expect(to).toContain(' NOTIFY=FAILURE,DELAY ORCPT=rfc822;anna@example.com');
});

it.each([true, false])('sends mails one after the other over one connection (pipelining: %s)', async (pipelining) => {
  const { sink, transport } = await start({ pipelining }, { connections: 1 });
  const results = await Promise.all([1, 2, 3].map((n) => transport.handOver(mailTo(`n${n}@example.com`))));
  expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(sink.connections).toBe(1);
});

it.each([true, false])('keeps the connection after a refusal (pipelining: %s)', async (pipelining) => {
  const { sink, transport } = await start({ pipelining }, { connections: 1 });
  sink.behave('gone@example.com', { at: 'recipient', reply: '550 5.1.1 <gone@example.com> no such user' });
  sink.behave('late@example.com', { at: 'message', reply: '451 4.3.0 Later' });
  expect(await transport.handOver(mailTo('gone@example.com'))).toMatchObject({
    outcome: 'rejected',
    failure: 'mailbox_dead',
    replyCode: 550,
    enhancedCode: '5.1.1',
    replyText: '<address> no such user',
  });
  expect(await transport.handOver(mailTo('late@example.com'))).toMatchObject({
    outcome: 'deferred',
    failure: 'put_off',
  });
  expect(await transport.handOver(mailTo('anna@example.com'))).toMatchObject({ outcome: 'accepted' });
  expect(sink.connections).toBe(1);
  expect(sink.taken.map(({ to }) => to)).toEqual(['anna@example.com']);
});

it('does not know what became of a mail when the connection breaks after the final dot, and does not send it again', async () => {
  const { sink, transport } = await start();
  sink.behave('anna@example.com', { drop: 'dot' });
  expect(await transport.handOver(mailTo('anna@example.com'))).toMatchObject({
    outcome: 'unknown',
    failure: 'no_answer',
    replyCode: null,
  });
  expect(sink.to('anna@example.com')).toHaveLength(1);
});

it('does not know either when no answer to the final dot comes in its time', async () => {
  const { sink, transport } = await start();
  sink.behave('anna@example.com', { hold: 'dot' });
  expect(await transport.handOver(mailTo('anna@example.com'))).toMatchObject({
    outcome: 'unknown',
    replyText: 'SOCKET_TIMEOUT',
  });
  expect(sink.to('anna@example.com')).toHaveLength(1);
});

it('waits more than ten minutes for the answer to the final dot unless told otherwise', async () => {
  const { patientTimes } = await import('./smtp-session.js');
  expect(patientTimes.silenceMs).toBeGreaterThan(10 * 60_000);
});

it('knows that nothing was sent when the connection breaks before the mail', async () => {
  const { sink, transport } = await start();
  sink.behave('anna@example.com', { drop: 'data' });
  expect(await transport.handOver(mailTo('anna@example.com'))).toMatchObject({
    outcome: 'deferred',
    failure: 'server_away',
    handedAt: null,
  });
  expect(sink.received).toEqual([]);
});

it('sends over a new connection what met one that the server had closed in between', async () => {
  const { sink, transport } = await start({}, { connections: 1 });
  await transport.handOver(mailTo('anna@example.com'));
  sink.behave('ben@example.com', { drop: 'data' });
  expect(await transport.handOver(mailTo('ben@example.com'))).toMatchObject({ outcome: 'accepted' });
  expect(sink.connections).toBe(2);
  expect(sink.to('ben@example.com')).toHaveLength(1);
});

it('says that the mail server is away, and goes on when it is back', async () => {
  const { sink, transport } = await start();
  await transport.handOver(mailTo('anna@example.com'));
  await sink.away();
  expect(await transport.handOver(mailTo('anna@example.com'))).toMatchObject({
    outcome: 'deferred',
    failure: 'server_away',
    replyText: 'ECONNREFUSED',
    connectedAt: null,
  });
  await sink.listen();
  expect(await transport.handOver(mailTo('anna@example.com'))).toMatchObject({ outcome: 'accepted' });
});

it.each([
  ['554 5.7.1 Not you', 'sender_refused'],
  ['421 4.3.2 Not now', 'server_busy'],
])('does not take a server that greets with %j for a refusal of the mail', async (greeting, failure) => {
  const { transport } = await start({ greeting });
  expect(await transport.handOver(mailTo('anna@example.com'))).toMatchObject({ outcome: 'deferred', failure });
});

it('holds no more connections than it may, whatever is waiting', async () => {
  const { sink, transport } = await start({}, { connections: 2, times: { ...impatient, silenceMs: 20_000 } });
  const mails = Array.from({ length: 12 }, (_, at) => mailTo(`n${at}@example.com`));
  const results = await Promise.all(mails.map((mail) => transport.handOver(mail)));
  expect(results.every(({ outcome }) => outcome === 'accepted')).toBe(true);
  expect(sink.connections).toBe(2);
});
