import { jest } from '@jest/globals';
import { claimInvitation } from '../database/claims.js';
import { inTransaction } from '../database/transaction.js';
import { HubScene, tokenIn } from './hub-scene.js';
import { MailScene } from './mail/mail-scene.js';
import { simpleParser } from 'mailparser';
import { until } from './platform/platform.js';

jest.setTimeout(180_000);

let scene: MailScene;
let days: HubScene;
beforeAll(async () => {
  scene = await MailScene.begin();
  days = new HubScene(scene.agent, scene.own.platform.databaseUrl);
});
afterAll(async () => {
  await days.close();
  await scene.end();
});

const mailsTo = (email: string) => scene.sink.taken.filter(({ to }) => to === email);
const waveOf = async (invitationId: string) => (await scene.invitation(invitationId)).wave;
const closed = async (invitationId: string) => {
  const client = scene.own.pipeline.client;
  const { status } = await client.workflow.getHandle(`invitation/${invitationId}`).describe();
  return status.name === 'COMPLETED';
};

it('sends a reminder once that came due while the worker was killed', async () => {
  const { email, invitationId } = await scene.invite();
  await until('the invitation is out', async () => (await waveOf(invitationId)) === 1);
  const { worker } = scene.own.platform.parts;
  await worker!.kill();
  await days.daysPass(invitationId, 4);
  await worker!.start();
  await until('the reminder is out', async () => (await waveOf(invitationId)) === 2);
  expect(mailsTo(email)).toHaveLength(2);
});

it('takes an invitation, a claim and a revocation while the engine is away, and acts on them when it is back', async () => {
  const [claimed, revoked] = [await scene.invite(), await scene.invite()];
  for (const { invitationId } of [claimed, revoked])
    await until('the invitation is out', async () => (await waveOf(invitationId)) === 1);
  await scene.own.platform.parts.temporal!.kill();

  const late = await scene.invite();
  const { text } = await simpleParser(mailsTo(claimed.email)[0]!.raw);
  expect(await inTransaction(scene.pool, (tx) => claimInvitation(tx, tokenIn({ text: text ?? '' })))).not.toBeNull();
  const answer = await scene.post(`/api/hub-invitations/${revoked.invitationId}/revoke`, { reason: 'sold meanwhile' });
  expect(answer.ok).toBe(true);
  expect(mailsTo(late.email)).toHaveLength(0);

  await scene.own.platform.parts.temporal!.start();
  await until('the late invitation is out', async () => (await waveOf(late.invitationId)) === 1, { seconds: 60 });
  for (const { email, invitationId } of [claimed, revoked]) {
    await until('its workflow has ended', () => closed(invitationId), { seconds: 60 });
    expect(mailsTo(email)).toHaveLength(1);
  }
});

it('changes the address of a contact while somebody else sends to a corrected one, without either being refused', async () => {
  const { contactId, hubId, email, invitationId } = await scene.invite();
  await until('the invitation is out', async () => (await waveOf(invitationId)) === 1);
  const other = await scene.pool.connect();
  try {
    await other.query('begin');
    await other.query('select from hubs where id = $1 for no key update', [hubId]);
    const { version } = await scene.one<{ version: number }>('select version from contacts where id = $1', contactId);
    const changing = scene.agent(`/api/contacts/${contactId}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: `new.${email}`, version }),
    });
    await until('the change waits for the Hub', async () => {
      const { rowCount } = await scene.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
           and query like 'select from hubs where contact_id%'`,
      );
      return rowCount === 1;
    });
    await other.query('update contacts set updated_at = now() where id = $1', [contactId]);
    await other.query('commit');
    const answer = await changing;
    expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ email: `new.${email}` })]);
  } finally {
    other.release();
  }
});
