import { jest } from '@jest/globals';
import { settleUnknownByPolicy } from '../database/unknown-policy.js';
import { InboundScene } from './mail/inbound-scene.js';
import type { MailScene } from './mail/mail-scene.js';
import { dsn, giveBack } from './mail/returned.js';

jest.setTimeout(180_000);

let inbound: InboundScene;
let scene: MailScene;
beforeAll(async () => {
  inbound = await InboundScene.begin();
  scene = inbound.mail;
});
afterAll(() => scene.end());

it('settles a mail of which nobody knew by the report about it, and goes on as if it had been known', async () => {
  const [arrived, refused] = [await inbound.lost(), await inbound.lost()];
  const to = 'bounces@porchlight.example';
  await giveBack(inbound.port, {
    to,
    raw: dsn({
      messageId: arrived.messageId,
      recipient: arrived.email,
      status: { action: 'delivered', code: '2.1.5' },
    }),
  });
  await giveBack(inbound.port, { to, raw: dsn({ messageId: refused.messageId, recipient: refused.email }) });
  await inbound.applied(arrived.attemptId, 'delivered');
  await inbound.applied(refused.attemptId, 'bounced');
  expect(await inbound.facts(arrived.attemptId)).toMatchObject({
    settled_as: 'accepted',
    settled_by: 'evidence',
    delivered: true,
  });
  expect(await inbound.facts(refused.attemptId)).toMatchObject({
    settled_as: 'rejected',
    settled_by: 'evidence',
    bounced: true,
  });
  expect(await scene.invitation(arrived.invitationId)).toMatchObject({
    wave: 1,
    blocked_code: null,
    next_action_at: expect.any(Date),
  });
  expect(await scene.invitation(refused.invitationId)).toMatchObject({ wave: 0, next_action_at: null });
});

it('sends a mail of which nobody knows again only where the account wants it, after its days, under the same Message-ID', async () => {
  const made = await scene.invite({ behave: (to) => scene.sink.behave(to, { drop: 'dot' }) });
  const lost = await scene.latest(made.contactId, 'unknown');
  const later = new Date(Date.now() + 3 * 86_400_000);
  await settleUnknownByPolicy(scene.pool, later);
  expect(await inbound.facts(lost.id)).toMatchObject({ settled_as: null });
  await scene.pool.query('update accounts set unknown_again_days = 2 where id = $1', [scene.accountId]);
  try {
    await settleUnknownByPolicy(scene.pool, new Date());
    expect(await inbound.facts(lost.id)).toMatchObject({ settled_as: null });
    await settleUnknownByPolicy(scene.pool, later);
  } finally {
    await scene.pool.query('update accounts set unknown_again_days = null where id = $1', [scene.accountId]);
  }
  expect(await inbound.facts(lost.id)).toMatchObject({ settled_as: 'send_again', settled_by: 'rule' });
  const again = await scene.latest(made.contactId, 'accepted');
  expect(again.messageId).toBe(lost.messageId);
  expect(scene.sink.to(made.email)).toHaveLength(2);
});

it('adds a bounce to a Hub that was claimed meanwhile and moves nothing back', async () => {
  const { email, hubId, invitationId, attemptId, messageId } = await inbound.invited();
  await scene.pool.query(
    `update invitations set state = 'claimed', claimed_at = now(), next_action_at = null where id = $1`,
    [invitationId],
  );
  await scene.pool.query(`update hubs set state = 'claimed', claimed_at = now() where id = $1`, [hubId]);
  await giveBack(inbound.port, { to: 'bounces@porchlight.example', raw: dsn({ messageId, recipient: email }) });
  await inbound.applied(attemptId, 'bounced');
  expect(await scene.invitation(invitationId)).toMatchObject({ state: 'claimed', blocked_code: null });
  expect(await scene.one('select state from hubs where id = $1', hubId)).toEqual({ state: 'claimed' });
});

it('applies after a restart what was kept before it', async () => {
  const { email, attemptId, messageId } = await inbound.invited();
  const { api } = scene.own.platform.parts;
  await api!.kill();
  await scene.pool.query(
    `insert into inbound_messages (source, message_key, envelope_from, envelope_to, raw, size)
     values ('mailbox', $1, '', 'bounces@porchlight.example', $2, 1)`,
    [`kept-${attemptId}`, Buffer.from(dsn({ messageId, recipient: email }))],
  );
  await api!.start();
  await inbound.applied(attemptId, 'bounced');
  expect((await inbound.suppression(email)).reason).toBe('bounced');
});

it('keeps of what comes about an erased person the fact and no address', async () => {
  const { email, contactId, attemptId, messageId } = await inbound.invited();
  const contact = (await (await scene.agent(`/api/contacts/${contactId}`)).json()) as { version: number };
  const early = dsn({ messageId, recipient: email, status: { action: 'delayed', code: '4.4.1' } });
  await giveBack(inbound.port, { to: 'bounces@porchlight.example', raw: early });
  await inbound.applied(attemptId, 'delayed');
  const erased = await scene.agent(`/api/contacts/${contactId}`, {
    method: 'DELETE',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version: contact.version }),
  });
  expect(erased.status).toBeLessThan(300);
  await giveBack(inbound.port, { to: 'bounces@porchlight.example', raw: dsn({ messageId, recipient: email }) });
  const event = await inbound.applied(attemptId, 'bounced');
  expect(event).toMatchObject({ address: null, reply: { text: null } });
  expect(event.outcomes.map(({ code }) => code)).toContain('of_erased');
  const { rows } = await scene.pool.query(
    `select m.raw, e.email from inbound_events e join inbound_messages m on m.id = e.message_id where e.attempt_id = $1`,
    [attemptId],
  );
  expect(rows).toEqual([
    { raw: null, email: null },
    { raw: null, email: null },
  ]);
});
