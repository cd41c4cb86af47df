import { jest } from '@jest/globals';
import { MailScene } from './mail/mail-scene.js';
import { until } from './platform/platform.js';

jest.setTimeout(240_000);
let scene: MailScene;
beforeAll(async () => {
  scene = await MailScene.begin({ MAIL_CONNECTIONS: '4' });
});
afterAll(() => scene.end());

interface Campaign {
  id: string;
  state: string;
  digest: string | null;
  counts: Record<string, number>;
}

const always = { window: { days: [1, 2, 3, 4, 5, 6, 7], fromHour: 0, toHour: 24 }, quietDays: 0 };
const get = async (id: string) => (await (await scene.agent(`/api/campaigns/${id}`)).json()) as Campaign;
const inState = (id: string, states: string[]) =>
  until(
    `the campaign is ${states.join(' or ')}`,
    async () => {
      const campaign = await get(id);
      return states.includes(campaign.state) ? campaign : null;
    },
    { seconds: 60 },
  );

let count = 0;
async function people(howMany: number): Promise<{ contactId: string; email: string }[]> {
  const tag = `send${(count += 1)}-${process.pid}`;
  const { rows } = await scene.pool.query<{ contactId: string; email: string }>(
    `insert into contacts (account_id, first_name, last_name, email, email_normalized, street, city, state, zip)
     select $1, 'Anna', 'Bell ' || n, $2 || n || '@example.com', $2 || n || '@example.com', n || ' Elm St', 'Boulder', 'CO', '80302'
     from generate_series(1, $3::int) n returning id::text as "contactId", email`,
    [scene.accountId, tag, howMany],
  );
  return rows;
}

async function approved(contactIds: string[]): Promise<string> {
  const made = await scene.post('/api/campaigns', { audience: { kind: 'contacts', contactIds }, settings: always });
  const { id } = (await made.json()) as Campaign;
  const { digest } = await inState(id, ['awaiting_review']);
  expect((await scene.post(`/api/campaigns/${id}/approve`, { digest })).status).toBe(202);
  return id;
}

const recipient = (campaignId: string, contactId: string) =>
  scene.pool
    .query<{ state: string; state_reason: string | null; wave: number; due_at: Date | null }>(
      'select state, state_reason, wave, due_at from recipients where campaign_id = $1 and contact_id = $2',
      [campaignId, contactId],
    )
    .then(({ rows }) => rows[0]!);

it('mails everybody once, and says of each what the mail server said', async () => {
  const them = await people(60);
  const [dead, late, lost] = them as [(typeof them)[0], (typeof them)[0], (typeof them)[0]];
  scene.sink.behave(dead.email, { at: 'recipient', reply: '550 5.1.1 No such user' });
  scene.sink.behave(late.email, { at: 'message', reply: '451 4.7.1 Grey' });
  scene.sink.behave(lost.email, { drop: 'dot' });
  const id = await approved(them.map(({ contactId }) => contactId));
  const { counts } = await inState(id, ['reminding', 'completed']);

  expect(counts).toMatchObject({ planned: 0, deferred: 0, sent: 58, unknown: 1, rejected: 1 });
  for (const { email } of them.filter((one) => one !== dead && one !== late))
    expect(scene.sink.to(email)).toHaveLength(1);
  expect(scene.sink.to(late.email)).toHaveLength(2);
  expect(scene.sink.to(dead.email)).toEqual([]);
  expect(await recipient(id, lost.contactId)).toMatchObject({
    state: 'unknown',
    state_reason: 'unknown',
    due_at: null,
  });
  expect(await recipient(id, dead.contactId)).toMatchObject({
    state: 'rejected',
    state_reason: 'bounced',
    due_at: null,
  });
  const sent = await recipient(id, late.contactId);
  expect(sent).toMatchObject({ state: 'sent', state_reason: null, wave: 1 });
  expect(sent.due_at!.getTime() - Date.now()).toBeGreaterThan(2.9 * 86_400_000);
  const { rows } = await scene.pool.query<{ reason: string }>(
    `select s.reason from suppressions s where s.email = $1 and s.removed_at is null`,
    [dead.email],
  );
  expect(rows).toEqual([{ reason: 'bounced' }]);
});

it('keeps evidence of each mail that is the very mail: digest, reply, Message-ID, and nothing left on the wire', async () => {
  const them = await people(5);
  const id = await approved(them.map(({ contactId }) => contactId));
  await inState(id, ['reminding']);
  const { rows } = await scene.pool.query<{
    message_id: string;
    digest: string;
    reply_code: number;
    email: string;
    handed_at: Date;
  }>(
    `select message_id, encode(mime_digest, 'hex') as digest, reply_code, email, handed_at from send_attempts where campaign_id = $1 and state = 'accepted'`,
    [id],
  );
  expect(rows).toHaveLength(5);
  const { createHash } = await import('node:crypto');
  for (const { email, digest, message_id, reply_code, handed_at } of rows) {
    const [mail] = scene.sink.to(email);
    expect(createHash('sha256').update(mail!.raw).digest('hex')).toBe(digest);
    expect(mail!.raw.toString('latin1')).toContain(`Message-ID: ${message_id}`);
    expect([reply_code, handed_at]).toEqual([250, expect.any(Date)]);
  }
  const { rows: wire } = await scene.pool.query('select 1 from sending_wire where campaign_id = $1', [id]);
  expect(wire).toEqual([]);
});

it('tells of each mail in the history of its Hub, in the order in which things happened', async () => {
  const [one] = await people(1);
  const id = await approved([one!.contactId]);
  await inState(id, ['reminding']);
  const { rows } = await scene.pool.query<{ hub_id: string }>('select hub_id::text from recipients where campaign_id = $1', [id]); // prettier-ignore
  const history = (await (await scene.agent(`/api/hubs/${rows[0]!.hub_id}/events`)).json()) as {
    data: { kind: string; sentence: string }[];
  };
  expect(history.data.map(({ kind }) => kind)).toEqual(['invitation_sent', 'hub_created']);
  expect(history.data[0]!.sentence).toContain('sent the invitation');
});

it('writes results in their place: no index of the attempts holds what a result changes', async () => {
  const { rows } = await scene.pool.query<{ column: string }>(
    `select distinct a.attname as column from pg_index i join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = i.indexrelid
       join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
     where i.indrelid = 'send_attempts'::regclass and d.refobjid = i.indrelid and d.refobjsubid > 0`,
  );
  const changed = new Set(['state', 'failure', 'reply_code', 'enhanced_code', 'reply_text', 'remote_host', 'remote_address', 'tls', 'queue_id', 'connected_at', 'handed_at', 'ended_at', 'next_attempt_at']); // prettier-ignore
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.map(({ column }) => column).filter((column) => changed.has(column))).toEqual([]);
});

it('stops within a second when it is paused, and goes on where it stopped', async () => {
  const them = await people(80);
  // Each mail is answered when it is let go, so no more are on the wire than there are connections.
  for (const { email } of them) scene.sink.behave(email, { hold: 'dot' });
  const id = await approved(them.map(({ contactId }) => contactId));
  const arrived = () => them.filter(({ email }) => scene.sink.to(email).length > 0).length;
  await until('every connection has a mail', async () => arrived() === 4);
  await scene.post(`/api/campaigns/${id}/pause`, {});
  const pausedAt = Date.now();
  const open = `select 1 from send_attempts where campaign_id = $1 and state = 'submitting'`;
  await until('nothing is on the wire', async () => {
    scene.sink.letGo();
    return (await scene.pool.query(open, [id])).rows.length === 0;
  });
  const { rows } = await scene.pool.query<{ last: Date }>(
    'select max(handed_at) as last from send_attempts where campaign_id = $1',
    [id],
  );
  expect(rows[0]!.last.getTime() - pausedAt).toBeLessThan(1_000);
  expect(arrived()).toBeLessThan(80);
  for (const { email } of them) scene.sink.behave(email);
  await scene.post(`/api/campaigns/${id}/resume`, {});
  await inState(id, ['reminding']);
  for (const { email } of them) expect(scene.sink.to(email)).toHaveLength(1);
});
