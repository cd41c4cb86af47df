import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { claimInvitation, takeBack } from '../database/claims.js';
import { inTransaction } from '../database/transaction.js';
import { Pipeline } from './pipeline.js';
import { claimTokenMailedTo, HubScene, tokenIn } from './hub-scene.js';
import { ask } from './importing.js';
import { mailsTo } from './platform/newcomer.js';
import { as, platform, until } from './platform/platform.js';

jest.setTimeout(180_000);

let scene: HubScene;
beforeAll(async () => void (scene = new HubScene(await as('agent'))));
afterAll(() => scene.close());

const claim = (token: string) => inTransaction(scene.pool, (tx) => claimInvitation(tx, token));
const day = 86_400_000;

it('mails an invitation with a link, and says what comes next and when', async () => {
  const { hub, email, invitation } = await scene.invited();
  expect((await mailsTo(email)).map(tokenIn)).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
  expect(invitation).toMatchObject({
    state: 'waiting',
    blocked: null,
    nextStep: { kind: 'send_reminder', wave: 1 },
    attempts: [{ wave: 0, state: 'accepted', reply: expect.stringContaining('250') }],
    commands: ['resend', 'revoke', 'link'],
  });
  const days = (Date.parse(invitation.nextStep.at!) - Date.parse(invitation.firstSentAt!)) / day;
  expect(days).toBeCloseTo(3, 2);
  expect(await scene.get(hub.id)).toMatchObject({ state: 'invited', invitation: { id: invitation.id } });
});

it('sends its two reminders when their days have come, with the same link, and none after that', async () => {
  const { email, invitation } = await scene.invited();
  await scene.daysPass(invitation.id, 3);
  const once = await scene.reaches(invitation.id, ({ wave }) => wave === 2);
  expect(once.nextStep).toMatchObject({ kind: 'send_reminder', wave: 2 });
  await scene.daysPass(invitation.id, 7);
  const twice = await scene.reaches(invitation.id, ({ wave }) => wave === 3);
  expect(twice.nextStep).toMatchObject({ kind: 'expire', at: twice.expiresAt });
  const tokens = (await mailsTo(email)).map(tokenIn);
  expect(tokens).toHaveLength(3);
  expect(new Set(tokens).size).toBe(1);
});

it('lets a link run out on its day, and a new one begins again', async () => {
  const { hub, email, invitation } = await scene.invited();
  const old = await claimTokenMailedTo(email);
  await scene.daysPass(invitation.id, 31);
  await scene.reaches(invitation.id, ({ state }) => state === 'expired');
  expect((await scene.get(hub.id)).state).toBe('ready');
  expect(await claim(old)).toBeNull();
  expect(await mailsTo(email)).toHaveLength(1);

  expect((await scene.command(invitation.id, 'resend')).status).toBe(202);
  const token = await claimTokenMailedTo(email, old);
  expect(await claim(old)).toBeNull();
  expect(await claim(token)).toMatchObject({ hubId: hub.id, role: 'owner' });
});

it('is claimed by exactly one of fifty at once, and ends', async () => {
  const { hub, email, invitation } = await scene.invited();
  const token = await claimTokenMailedTo(email);
  const results = await Promise.all(Array.from({ length: 50 }, () => claim(token)));
  expect(results.filter(Boolean)).toHaveLength(1);
  expect(await scene.get(hub.id)).toMatchObject({
    state: 'claimed',
    members: [{ role: 'owner', email, leftAt: null }],
    invitation: { state: 'claimed', nextStep: { kind: 'none' } },
  });
  const { rows } = await scene.pool.query(
    `select from audit_events where action = 'invitation.claimed' and subject_id = $1`,
    [invitation.id],
  );
  expect(rows).toHaveLength(1);
  const pipeline = Pipeline.open(platform().env);
  const handle = pipeline.client.workflow.getHandle(`invitation/${invitation.id}`);
  await until('the workflow has ended', async () => (await handle.describe()).status.name === 'COMPLETED');
  await pipeline.close();
});

it('gives a claim back to whoever says within 72 hours that it was not theirs, and not later', async () => {
  const { hub, email, invitation } = await scene.invited();
  await claim(await claimTokenMailedTo(email));
  await scene.daysPass(invitation.id, 2.9);
  const back = () => inTransaction(scene.pool, (tx) => takeBack(tx, { invitationId: invitation.id }));
  expect(await back()).toMatchObject({ hubId: hub.id });
  expect(await back()).toBeNull();
  expect(await scene.get(hub.id)).toMatchObject({
    state: 'ready',
    members: [{ leftReason: 'taken_back' }],
    invitations: [{ state: 'revoked', revokedReason: 'taken_back' }],
  });

  const late = await scene.invited();
  await claim(await claimTokenMailedTo(late.email));
  await scene.daysPass(late.invitation.id, 3.1);
  expect(await inTransaction(scene.pool, (tx) => takeBack(tx, { invitationId: late.invitation.id }))).toBeNull();
  expect((await scene.get(late.hub.id)).state).toBe('claimed');
});

it('voids the old link when it is sent again, also to a corrected address, which the contact then has', async () => {
  const { hub, email, invitation } = await scene.invited();
  const first = await claimTokenMailedTo(email);
  expect((await scene.command(invitation.id, 'resend')).body.state).toBe('waiting');
  const second = await claimTokenMailedTo(email, first);
  expect(await claim(first)).toBeNull();

  const corrected = `corrected.${email}`;
  expect((await scene.command(invitation.id, 'resend', { email: corrected })).status).toBe(202);
  const third = await claimTokenMailedTo(corrected);
  expect(await claim(second)).toBeNull();
  expect((await scene.get(hub.id)).contact.email).toBe(corrected);
  expect(await claim(third)).toMatchObject({ email: corrected });
});

it('is revoked with a reason at once: its link opens nothing and no reminder goes out', async () => {
  const { hub, email, invitation } = await scene.invited();
  const token = await claimTokenMailedTo(email);
  const { body } = await scene.command(invitation.id, 'revoke', { reason: 'moved away' });
  expect(body).toMatchObject({ state: 'revoked', revokedReason: 'moved away', commands: [] });
  expect(await claim(token)).toBeNull();
  expect((await scene.get(hub.id)).state).toBe('ready');
  await scene.daysPass(invitation.id, 4);
  expect((await scene.command(invitation.id, 'resend')).body).toMatchObject({ code: 'wrong_state', state: 'revoked' });
  expect(await mailsTo(email)).toHaveLength(1);
});

it('cannot be revoked once it was claimed', async () => {
  const { email, invitation } = await scene.invited();
  await claim(await claimTokenMailedTo(email));
  const { status, body } = await scene.command(invitation.id, 'revoke', { reason: 'too late' });
  expect([status, body.code]).toEqual([409, 'wrong_state']);
});

it('opens nothing any more after the contact got another address', async () => {
  const { hub, email, invitation } = await scene.invited();
  const token = await claimTokenMailedTo(email);
  const change = { email: `new.${email}`, version: 1 };
  expect((await ask(scene.agent, `PATCH /contacts/${hub.contact.id}`, change)).status).toBe(200);
  expect(await claim(token)).toBeNull();
  const after = await scene.reaches(invitation.id, ({ state }) => state === 'revoked');
  expect(after.revokedReason).toBe('address_changed');
});

it('holds its reminders while the Hub is paused, and goes on when it is resumed', async () => {
  const { hub, email, invitation } = await scene.invited();
  await ask(scene.agent, `POST /hubs/${hub.id}/pause`, {});
  await scene.daysPass(invitation.id, 3);
  expect(await scene.reaches(invitation.id, ({ nextStep }) => nextStep.kind === 'paused')).toMatchObject({ wave: 1 });
  // Another Hub's reminder of the same moment is through; this one still waits.
  const other = await scene.invited();
  await scene.daysPass(other.invitation.id, 3);
  await scene.reaches(other.invitation.id, ({ wave }) => wave === 2);
  expect(await mailsTo(email)).toHaveLength(1);
  await ask(scene.agent, `POST /hubs/${hub.id}/resume`, {});
  await scene.reaches(invitation.id, ({ wave }) => wave === 2);
  expect((await scene.get(hub.id)).state).toBe('invited');
});

it('reminds at once when a person asks for it, though not twice within a day', async () => {
  const { email, invitation } = await scene.invited();
  expect((await scene.command(invitation.id, 'remind')).body.code).toBe('too_soon');
  await scene.daysPass(invitation.id, 1.1);
  expect((await scene.command(invitation.id, 'remind')).status).toBe(202);
  await scene.reaches(invitation.id, ({ wave }) => wave === 2);
  expect(await mailsTo(email)).toHaveLength(2);
});

it('hands out the very link of the mail, or one without any mail', async () => {
  const { email, invitation } = await scene.invited();
  const { body } = await ask<{ url: string }>(scene.agent, `POST /hub-invitations/${invitation.id}/link`, {});
  expect(body.url).toBe(`${platform().apiUrl}/i/${await claimTokenMailedTo(email)}`);

  const byHand = await scene.hub();
  const { body: made } = await scene.invite(byHand.hub.id, { via: 'link' });
  expect(made.nextStep.kind).toBe('expire');
  const link = await ask<{ url: string }>(scene.agent, `POST /hub-invitations/${made.id}/link`, {});
  expect(await claim(link.body.url.split('/').at(-1)!)).toMatchObject({ hubId: byHand.hub.id });
  expect(await mailsTo(byHand.email)).toHaveLength(0);
});

it('keeps its token out of audit, history, outbox, the engine and the logs', async () => {
  const { email, invitation } = await scene.invited();
  const token = await claimTokenMailedTo(email);
  await ask(scene.agent, `POST /hub-invitations/${invitation.id}/link`, {});
  await claim(token);
  const { rows } = await scene.pool.query<{ text: string }>(
    `select string_agg(t, ' ') as text from (
       select to_jsonb(a)::text as t from audit_events a union all select to_jsonb(e)::text from hub_events e
       union all select to_jsonb(o)::text from outbox o union all select to_jsonb(i)::text from invitations i
       union all select to_jsonb(s)::text from send_attempts s union all select to_jsonb(k)::text from idempotency_keys k) all_rows`,
  );
  expect(rows[0]!.text).toContain(invitation.id);
  expect(rows[0]!.text).not.toContain(token);
  const pipeline = Pipeline.open(platform().env);
  const history = await pipeline.client.workflow.getHandle(`invitation/${invitation.id}`).fetchHistory();
  const remembered = Buffer.from(
    JSON.stringify(history, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    ),
  );
  expect(remembered.includes(invitation.id)).toBe(true);
  for (const secret of [token, email]) expect(remembered.includes(secret)).toBe(false);
  await pipeline.close();
  // Of our own processes; the mail catcher names whom it got mail for.
  const logs = ['api.log', 'worker.log'].map((name) => readFile(join(platform().folder, 'logs', name), 'utf8'));
  const lines = (await Promise.all(logs)).join('');
  expect(lines.includes(`/api/hub-invitations/${invitation.id}/link`)).toBe(true);
  for (const secret of [token, email]) expect(lines.includes(secret)).toBe(false);
});
