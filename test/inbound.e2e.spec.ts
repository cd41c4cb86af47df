import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { InboundScene } from './mail/inbound-scene.js';
import type { MailScene } from './mail/mail-scene.js';
import { arf, dsn, giveBack } from './mail/returned.js';
import { until } from './platform/platform.js';

jest.setTimeout(180_000);

let inbound: InboundScene;
let scene: MailScene;
beforeAll(async () => {
  inbound = await InboundScene.begin();
  scene = inbound.mail;
});
afterAll(() => scene.end());

it('ends all mail to an address whose mailbox does not exist: the reminder is off, the agent reads why', async () => {
  const { email, invitationId, attemptId, messageId, returnPath, hubId } = await inbound.invited();
  expect(returnPath).toBe(`bounces+${messageId.slice(1, messageId.indexOf('@'))}@porchlight.example`);
  expect(await giveBack(inbound.port, { to: returnPath, raw: dsn({ messageId, recipient: email }) })).toMatch(/^250 /);
  const event = await inbound.applied(attemptId, 'bounced');
  expect(event.outcomes.map(({ code }) => code)).toEqual(['recorded', 'suppressed']);
  expect(event).toMatchObject({
    isDead: true,
    reply: { code: 550, enhancedCode: '5.1.1', text: '550 5.1.1 <address>: no such user' },
  });
  expect(event.address).not.toBe(email);
  expect(await inbound.suppression(email)).toEqual({ reason: 'bounced', source: 'provider' });
  expect(await scene.invitation(invitationId)).toMatchObject({
    state: 'waiting',
    next_action_at: null,
    blocked_code: 'bounced',
    blocked_sentence: 'Mail to this address came back: the mailbox does not exist. Change the address to go on.',
  });
  expect(await inbound.facts(attemptId)).toMatchObject({ state: 'accepted', bounced: true, delivered: false });
  const history = await scene.agent(`/api/hubs/${hubId}/events`);
  expect(JSON.stringify(await history.json())).toContain('had a mail come back');
});

it('keeps mailing whose mailbox is full, or whose server refuses by its policy', async () => {
  const { email, invitationId, attemptId, messageId } = await inbound.invited();
  const raw = dsn({ messageId, recipient: email, status: { action: 'failed', code: '5.2.2' } });
  await giveBack(inbound.port, { to: 'bounces@porchlight.example', raw });
  const event = await inbound.applied(attemptId, 'bounced');
  expect(event).toMatchObject({ isDead: false, state: 'applied' });
  expect(await inbound.suppression(email)).toBeUndefined();
  expect((await scene.invitation(invitationId)).next_action_at).not.toBeNull();
});

it('counts a report once that comes twice, and a report of delivery after it takes nothing back', async () => {
  const { email, attemptId, messageId } = await inbound.invited();
  const day = `select coalesce(sum(bounced), 0)::int as bounced, coalesce(sum(delivered), 0)::int as delivered from sending_days where account_id = $1`;
  const before = await scene.one<{ bounced: number; delivered: number }>(day, scene.accountId);
  const to = 'bounces@porchlight.example';
  await giveBack(inbound.port, { to, raw: dsn({ messageId, recipient: email }) });
  await inbound.applied(attemptId, 'bounced');
  await giveBack(inbound.port, { to, raw: dsn({ messageId, recipient: email }) });
  await giveBack(inbound.port, {
    to,
    raw: `Received: from elsewhere.example\r\n${dsn({ messageId, recipient: email })}`,
  });
  await giveBack(inbound.port, {
    to,
    raw: dsn({ messageId, recipient: email, status: { action: 'delivered', code: '2.0.0' } }),
  });
  await inbound.applied(attemptId, 'delivered');
  const events = await until('both reports are applied', async () => {
    const all = await inbound.events({ attemptId });
    return all.length === 3 && all.every(({ state }) => state !== 'waiting') ? all : null;
  });
  expect(events.filter(({ kind }) => kind === 'bounced').map(({ outcomes }) => outcomes[0]?.code)).toEqual([
    'repeated',
    'recorded',
  ]);
  expect(await inbound.facts(attemptId)).toMatchObject({ state: 'accepted', bounced: true, delivered: true });
  const after = await scene.one<{ bounced: number; delivered: number }>(day, scene.accountId);
  expect(after).toEqual({ bounced: before.bounced + 1, delivered: before.delivered + 1 });
  expect((await inbound.suppression(email)).reason).toBe('bounced');
});

it('takes a complaint for a no at once: unsubscribed, no reminder', async () => {
  const { email, contactId, invitationId, attemptId, messageId } = await inbound.invited();
  const raw = arf({ messageId, recipient: email });
  expect(
    await giveBack(inbound.port, { from: 'feedback@arf.example.net', to: 'bounces@porchlight.example', raw }),
  ).toMatch(/^250 /);
  await inbound.applied(attemptId, 'complained');
  expect(await inbound.suppression(email)).toEqual({ reason: 'complained', source: 'provider' });
  expect(await scene.invitation(invitationId)).toMatchObject({ next_action_at: null, blocked_code: 'complained' });
  const contact = await scene.one('select unsubscribed from contacts where id = $1', contactId);
  expect(contact.unsubscribed).toBe(true);
});

it('changes nothing when a program answers for somebody', async () => {
  const { email, invitationId, attemptId, messageId, returnPath } = await inbound.invited();
  const before = await scene.invitation(invitationId);
  const raw = [
    `From: ${email}`,
    `To: ${returnPath}`,
    'Subject: Out of office',
    'Auto-Submitted: auto-replied',
    `In-Reply-To: ${messageId}`,
    '',
    'I am at the sea. The mailbox does not exist, 550 5.1.1, ha.',
    '',
  ].join('\r\n');
  expect(await giveBack(inbound.port, { from: email, to: returnPath, raw })).toMatch(/^250 /);
  expect(await inbound.applied(attemptId, 'auto_reply')).toMatchObject({ state: 'noted' });
  expect(await scene.invitation(invitationId)).toEqual(before);
  expect(await inbound.suppression(email)).toBeUndefined();
  expect(await inbound.facts(attemptId)).toMatchObject({ bounced: false, delivered: false, complained: false });
});

it('shows a person what no rule can read, masked until revealed, and lets them dismiss it', async () => {
  const { email, attemptId, returnPath } = await inbound.invited();
  const raw = `From: MAILER-DAEMON@old.example\r\nTo: ${returnPath}\r\nSubject: failure\r\n\r\nSorry, Zqcanarybell <${email}> is not known here.\r\n`;
  await giveBack(inbound.port, { to: returnPath, raw });
  const { id } = await inbound.applied(attemptId, 'unreadable');
  const detail = await inbound.detail(id);
  expect(detail).toMatchObject({ state: 'open', masked: true, outcomes: [{ code: 'for_a_person' }] });
  expect(detail.raw.text).toContain('From: M•••');
  expect(JSON.stringify(detail)).not.toContain(email);
  expect(JSON.stringify(detail)).not.toContain('Zqcanarybell');
  const headers = { 'content-type': 'application/json' };
  const answer = await inbound.ops(`/api/inbound-events/${id}/dismiss`, {
    method: 'POST',
    headers,
    body: '{"reason":"Read and known"}',
  });
  expect(await answer.json()).toMatchObject({ state: 'dismissed', dismissed: { reason: 'Read and known' } });
});

it('keeps a report about a mail that is none of ours, and says so', async () => {
  const messageId = `<strange-${process.pid}@porchlight.example>`;
  await giveBack(inbound.port, {
    to: 'bounces@porchlight.example',
    raw: dsn({ messageId, recipient: 'nobody@example.net' }),
  });
  const event = await until('it is looked at', async () =>
    (await inbound.events({ matched: false, state: 'open', kind: 'bounced' })).at(0),
  );
  expect(event).toMatchObject({ attemptId: null, outcomes: [{ code: 'no_mail_found' }] });
  expect((await inbound.detail(event.id)).marks.messageIds).toEqual([messageId.slice(1, -1)]);
});

it('takes no mail for others, and nothing from people that is no report', async () => {
  const letter = 'From: a@example.net\r\nTo: bounces@porchlight.example\r\nSubject: Buy\r\n\r\nNow\r\n';
  const give = (from: string, to: string) => giveBack(inbound.port, { from, to, raw: letter });
  expect(await give('', 'maria@hillside.example')).toMatch(/^550 5\.1\.1 /);
  expect(await give('a@example.net', 'bounces@porchlight.example')).toMatch(/^550 5\.7\.1 /);
  expect(await give('a@example.net', 'bounces+00000000000000000000000000000000@porchlight.example')).toMatch(
    /^550 5\.7\.1 /,
  );
});

it('writes nothing of what comes back into its logs', async () => {
  const folder = join(scene.own.folder, 'logs');
  for (const name of await readdir(folder)) {
    const text = (await readFile(join(folder, name), 'utf8')).toLowerCase();
    if (name.startsWith('postgres')) continue;
    expect(text).not.toContain('zqcanarybell');
    expect(text).not.toMatch(/anna\d+-\d+@example\.com|no such user/);
  }
});
