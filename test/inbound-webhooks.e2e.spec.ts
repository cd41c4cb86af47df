import { jest } from '@jest/globals';
import { InboundScene } from './mail/inbound-scene.js';
import { SendGridSigner } from './mail/sendgrid-signer.js';
import { SnsEmulator } from './mail/sns-emulator.js';
import { until } from './platform/platform.js';

jest.setTimeout(180_000);

const sns = new SnsEmulator();
const sendGrid = new SendGridSigner();
let inbound: InboundScene;
beforeAll(async () => {
  await sns.listen();
  inbound = await InboundScene.begin({
    SNS_TOPIC_ARNS: sns.topic,
    SNS_ORIGIN: sns.origin,
    SENDGRID_WEBHOOK_KEY: sendGrid.verificationKey,
  });
});
afterAll(async () => {
  await inbound?.mail.end();
  await sns.close();
});

const post = (
  path: string,
  body: string,
  headers: Record<string, string> = { 'content-type': 'text/plain; charset=UTF-8' },
) => fetch(`${inbound.mail.own.platform.apiUrl}/api/webhooks/${path}`, { method: 'POST', headers, body });
const ses = async (fields: object) => {
  const answer = await post('ses', JSON.stringify(fields));
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const kept = async () =>
  (
    await inbound.mail.one<{ n: number }>(
      `select count(*)::int as n from inbound_messages where source <> $1`,
      'mailbox',
    )
  ).n;

/** An event of Amazon SES about a mail of ours. */
const sesEvent = (messageId: string, email: string, more: object) => ({
  mail: { messageId: '0100018f2b6f8a5e-1a2b3c4d-000000', destination: [email], commonHeaders: { messageId } },
  ...more,
});

const hours = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString();

it('believes Amazon SES by its signature of either version, and stops mailing a dead address', async () => {
  const { email, attemptId, messageId, invitationId } = await inbound.invited();
  const delivery = {
    eventType: 'Delivery',
    delivery: { recipients: [email], smtpResponse: '250 2.6.0 Queued', timestamp: new Date().toISOString() },
  };
  expect(await ses(sns.notification(sesEvent(messageId, email, delivery), { SignatureVersion: '1' }))).toMatchObject({
    status: 200,
    body: { isNew: true },
  });
  await inbound.applied(attemptId, 'delivered');
  const bounce = {
    notificationType: 'Bounce',
    bounce: {
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: [
        { emailAddress: email, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
      ],
    },
  };
  expect((await ses(sns.notification(sesEvent(messageId, email, bounce)))).status).toBe(200);
  const event = await inbound.applied(attemptId, 'bounced');
  expect(event).toMatchObject({ source: 'ses', isDead: true, reply: { enhancedCode: '5.1.1' } });
  expect(await inbound.facts(attemptId)).toMatchObject({ delivered: true, bounced: true });
  expect((await inbound.suppression(email)).reason).toBe('bounced');
  expect((await inbound.mail.invitation(invitationId)).next_action_at).toBeNull();
});

it('keeps nothing that is forged, changed, stale, of another topic or signed by another host', async () => {
  const { email, messageId } = await inbound.invited();
  const complaint = sesEvent(messageId, email, {
    eventType: 'Complaint',
    complaint: { complainedRecipients: [{ emailAddress: email }] },
  });
  const before = await kept();
  const genuine = sns.notification(complaint);
  const forged = [
    { ...genuine, Message: genuine.Message!.replace('Complaint', 'Delivery') },
    { ...genuine, Signature: Buffer.alloc(256, 7).toString('base64') },
    sns.notification(complaint, { Timestamp: hours(-2) }),
    sns.notification(complaint, { Timestamp: hours(1) }),
    sns.notification(complaint, { TopicArn: 'arn:aws:sns:us-east-1:999999999999:theirs' }),
    ...[
      'https://sns.us-east-1.amazonaws.com.evil.example/SimpleNotificationService-00000000000000000000000000000000.pem',
      'http://sns.us-east-1.amazonaws.com/SimpleNotificationService-00000000000000000000000000000000.pem',
      'https://sns.us-east-1.amazonaws.com@evil.example/SimpleNotificationService-00000000000000000000000000000000.pem',
      'https://s3.amazonaws.com/bucket/SimpleNotificationService-00000000000000000000000000000000.pem',
      'https://sns.us-east-1.amazonaws.com/other.pem',
    ].map((SigningCertURL) => ({ ...genuine, SigningCertURL })),
    { hello: 'world' },
  ];
  for (const fields of forged)
    expect(await ses(fields)).toMatchObject({ status: 401, body: { code: 'delivery_refused' } });
  expect((await post('ses', 'no JSON')).status).toBe(401);
  expect(await kept()).toBe(before);
  expect(await inbound.suppression(email)).toBeUndefined();
});

it('takes a delivery of Amazon SNS once, however often it is played', async () => {
  const { email, attemptId, messageId } = await inbound.invited();
  const fields = sns.notification(
    sesEvent(messageId, email, {
      eventType: 'Complaint',
      complaint: { complainedRecipients: [{ emailAddress: email }] },
    }),
  );
  expect((await ses(fields)).body).toEqual({ isNew: true });
  await inbound.applied(attemptId, 'complained');
  expect(await ses(fields)).toEqual({ status: 200, body: { isNew: false } });
  expect(await inbound.events({ attemptId })).toHaveLength(1);
});

it('confirms a subscription of its own topic at Amazon, and no other', async () => {
  const own = sns.subscription();
  expect((await ses(own)).status).toBe(200);
  expect(sns.confirmed).toEqual([own.Token]);
  expect((await ses(sns.subscription({ TopicArn: 'arn:aws:sns:us-east-1:999999999999:theirs' }))).status).toBe(401);
  expect(
    (await ses(sns.subscription({ SubscribeURL: 'https://evil.example/?Action=ConfirmSubscription' }))).status,
  ).toBe(401);
  expect(
    (
      await ses(
        sns.subscription({
          SubscribeURL: `https://sns.us-east-1.amazonaws.com/?Action=DeleteTopic&TopicArn=${sns.topic}`,
        }),
      )
    ).status,
  ).toBe(401);
  expect(sns.confirmed).toEqual([own.Token]);
});

it('asks a provider to try again where the certificate cannot be had at the moment', async () => {
  const path = `https://sns.us-east-1.amazonaws.com/SimpleNotificationService-${'e'.repeat(32)}.pem`;
  expect(await ses(sns.notification('{}', { SigningCertURL: path }))).toMatchObject({
    status: 503,
    body: { code: 'not_now' },
  });
});

it('believes SendGrid over the very bytes: a spam report ends all mail, events count once', async () => {
  const { email, attemptId, messageId, contactId } = await inbound.invited();
  const about = { email, timestamp: Math.floor(Date.now() / 1000), 'smtp-id': messageId };
  const events = [
    { ...about, event: 'delivered', sg_event_id: `d-${attemptId}`, response: '250 OK' },
    { ...about, event: 'open', sg_event_id: `o-${attemptId}` },
    { ...about, event: 'spamreport', sg_event_id: `s-${attemptId}` },
  ];
  const body = JSON.stringify(events, null, 1);
  const before = await inbound.counted();
  expect((await post('sendgrid', body, sendGrid.headers(body))).status).toBe(200);
  await inbound.applied(attemptId, 'complained');
  const again = JSON.stringify([events[2], events[0]]);
  expect((await post('sendgrid', again, sendGrid.headers(again))).status).toBe(200);
  await until('the second delivery was read', async () => {
    const { rows } = await inbound.mail.pool.query(
      `select 1 from inbound_messages where source = 'sendgrid' and state <> 'read'`,
    );
    return rows.length === 0;
  });
  expect((await inbound.events({ attemptId })).map(({ kind }) => kind).toSorted()).toEqual(['complained', 'delivered']);
  const after = await inbound.counted();
  expect([after.complained - before.complained, after.delivered - before.delivered]).toEqual([1, 1]);
  expect((await inbound.mail.one('select unsubscribed from contacts where id = $1', contactId)).unsubscribed).toBe(
    true,
  );
});

it('refuses of SendGrid what is forged, changed or late', async () => {
  const { email, messageId } = await inbound.invited();
  const body = JSON.stringify([
    { event: 'bounce', type: 'bounce', status: '5.1.1', sg_event_id: `x-${messageId}`, email, 'smtp-id': messageId },
  ]);
  const before = await kept();
  const stranger = new SendGridSigner();
  const late = sendGrid.headers(body, new Date(Date.now() - 400_000));
  const { 'x-twilio-email-event-webhook-signature': _, ...unsigned } = sendGrid.headers(body);
  for (const [text, headers] of [
    [body, stranger.headers(body)],
    [`${body} `, sendGrid.headers(body)],
    [body, late],
    [body, unsigned],
    [body, { ...sendGrid.headers(body), 'x-twilio-email-event-webhook-timestamp': '99999999999' }],
  ] as const)
    expect((await post('sendgrid', text, headers)).status).toBe(401);
  expect(await kept()).toBe(before);
  expect(await inbound.suppression(email)).toBeUndefined();
});

it('settles by an event what was unknown: SendGrid says that it was delivered', async () => {
  const { email, attemptId, messageId, invitationId } = await inbound.lost();
  const body = JSON.stringify([{ event: 'delivered', sg_event_id: `l-${attemptId}`, email, 'smtp-id': messageId }]);
  await post('sendgrid', body, sendGrid.headers(body));
  await inbound.applied(attemptId, 'delivered');
  expect(await inbound.facts(attemptId)).toMatchObject({ settled_as: 'accepted', settled_by: 'evidence' });
  expect(await inbound.mail.invitation(invitationId)).toMatchObject({ wave: 1 });
});

it('leaves a signed delivery in a form that nobody knows to a person', async () => {
  const body = '{"not":"a list"}';
  expect((await post('sendgrid', body, sendGrid.headers(body))).status).toBe(200);
  const event = await until('it is kept for a person', async () =>
    (await inbound.events({ source: 'sendgrid', kind: 'unreadable' })).at(0),
  );
  expect(event).toMatchObject({ state: expect.stringMatching(/waiting|open/), attemptId: null });
});
