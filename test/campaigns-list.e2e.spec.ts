import { jest } from '@jest/globals';
import type { CampaignLine } from '../apps/api/campaigns/campaign.shapes.js';
import type { ShownHold } from '../apps/api/sending/sending.schemas.js';
import { CampaignScene, type Listed } from './campaign-scene.js';
import { ask, fresh } from './importing.js';
import { as, type Session } from './platform/platform.js';

jest.setTimeout(120_000);

let scene: CampaignScene;
let ops: Session;
beforeAll(async () => {
  scene = await CampaignScene.open();
  ops = await as('ops');
});
afterAll(() => scene.close());

interface Planted {
  name: string;
  state?: string;
  reason?: string;
  unknown?: number;
}

/** A campaign with one recipient who is mailed in a year, so that it stays as it is. */
async function plant({ name, state = 'sending', reason, unknown = 0 }: Planted): Promise<string> {
  const { body: me } = await ask<{ user: { id: string } }>(scene.agent, 'GET /me');
  const { rows } = await scene.pool.query<{ id: string }>(
    `insert into campaigns (account_id, name, agent_id, state, audience, approved_at, approved_by, failure_code, failure_sentence, resume_state)
     values ($1, $2, $3, $4, '{"kind":"no_hub"}', now(), $3, case when $4 = 'failed' then 'disk_full' end,
       case when $4 = 'failed' then 'There is no space left.' end, case when $4 = 'failed' then 'sending' end) returning id::text`,
    [scene.accountId, name, me.user.id, state],
  );
  const id = rows[0]!.id;
  await scene.pool.query(
    `insert into campaign_parts (campaign_id, part, planned, unknown, wait_reason, wait_until, next_due_at)
     values ($1, 0, 1, $2, $3, now() + interval '1 hour', now() + interval '1 year')`,
    [id, unknown, reason ?? null],
  );
  await scene.pool.query(
    `insert into recipients (campaign_id, contact_id, account_id, verdict, state, part, due_at)
     values ($1, 999999999999, $2, 'eligible', 'planned', 0, now() + interval '1 year')`,
    [id, scene.accountId],
  );
  return id;
}

/** Whom its mails reached: a mailed recipient of a planted campaign. */
async function mailed(campaignId: string): Promise<string> {
  const contactId = await scene.contact();
  await scene.pool.query(
    `insert into recipients (campaign_id, contact_id, account_id, verdict, state, part, wave, first_sent_at, last_sent_at)
     values ($1, $2, $3, 'eligible', 'sent', 0, 1, now(), now())`,
    [campaignId, contactId, scene.accountId],
  );
  return contactId;
}

const listed = async (session: Session, filter: object) =>
  (
    await ask<Listed<CampaignLine>>(
      session,
      `GET /campaigns?perPage=100&filter=${encodeURIComponent(JSON.stringify(filter))}`,
    )
  ).body.data;
const line = async (id: string) =>
  (await listed(ops, { accountId: scene.accountId })).find((campaign) => campaign.id === id)!;

it('tells in the list how fast each campaign is and why it is not faster', async () => {
  const waiting = await plant({ name: 'Night', reason: 'window' });
  const away = await plant({ name: 'Away', reason: 'server_away' });
  const busy = await plant({ name: 'Busy' });
  await scene.pool.query(
    `insert into send_attempts (account_id, purpose, contact_id, campaign_id, part, state, email, address_hash, message_id, sender_domain, mime_digest, mime_size, transport, started_at)
     select $1, 'invitation', n, $2::bigint, 0, 'accepted', null, 'x', 'rate-' || $2::text || '-' || n, 'porchlight.example', 'x', 7000, 'smtp', now() - make_interval(secs => n * 9)
     from generate_series(9, 1, -1) n`,
    [scene.accountId, busy],
  );
  expect((await line(waiting)).rate).toMatchObject({
    lastMinute: 0,
    sentence: expect.stringMatching(/^Outside the days and hours/) as string,
    until: expect.any(String) as string,
  });
  expect((await line(away)).rate.sentence).toMatch(/mail server .* cannot be reached/);
  expect((await line(busy)).rate).toMatchObject({ lastMinute: 6, sentence: null });
});

it('counts each person of the funnel once, whatever comes twice and in whichever order, and in nobody else’s campaign', async () => {
  const one = await plant({ name: 'One' });
  const other = await plant({ name: 'Other' });
  const [anna, boris] = [await mailed(one), await mailed(one)];
  const tell = (contactId: string, set: string) =>
    scene.pool.query(`update recipients set ${set} where campaign_id = $1 and contact_id = $2`, [one, contactId]);
  await tell(anna, 'claimed_at = now()');
  await tell(anna, 'visited_at = now()');
  await tell(anna, 'claimed_at = coalesce(claimed_at, now()), visited_at = now()');
  await tell(boris, 'delivered_at = now()');
  await tell(boris, 'bounced_at = now(), visited_at = now()');
  await tell(boris, 'bounced_at = coalesce(bounced_at, now())');
  expect((await line(one)).funnel).toMatchObject({ delivered: 1, bounced: 1, visited: 2, claimed: 1 });
  expect((await line(other)).funnel).toMatchObject({ delivered: 0, bounced: 0, visited: 0, claimed: 0 });
});

it('lets two claims of one campaign be under way at a time, and counts both', async () => {
  const id = await plant({ name: 'At once' });
  const people = [await mailed(id), await mailed(id)];
  const [first, second] = [await scene.pool.connect(), await scene.pool.connect()];
  const claim = `update recipients set claimed_at = now() where campaign_id = $1 and contact_id = $2`;
  try {
    await first.query('begin');
    await second.query('begin');
    await first.query(claim, [id, people[0]]);
    // Were the count held from here on, this one would wait for the other.
    await second.query(`set local lock_timeout = '2s'`);
    await second.query(claim, [id, people[1]]);
    await second.query('commit');
    await first.query('commit');
  } finally {
    first.release();
    second.release();
  }
  expect((await line(id)).funnel.claimed).toBe(2);
});

it('puts what stopped, what is held and what nobody knows before those whom it concerns, with the reason', async () => {
  const failed = await plant({ name: 'Stopped', state: 'failed' });
  const unknown = await plant({ name: 'Unknown', unknown: 2 });
  const held = await plant({ name: 'Held' });
  const well = await plant({ name: 'Well' });
  const busyProvider = { scope: 'provider', scopeId: 'comcast' };
  const foreignDomain = { scope: 'domain', scopeId: `${fresh('d').split('@')[0]!.toLowerCase()}.example.com` };
  const holds: ShownHold[] = [];
  // One after the other: they are told in the order in which they were placed.
  for (const hold of [
    { scope: 'campaign', scopeId: held, reason: 'wrong city' },
    { ...busyProvider, reason: 'they ask us to wait' },
    { ...foreignDomain, reason: 'nothing of ours' },
  ])
    holds.push((await ask<ShownHold>(ops, 'POST /sending/holds', hold)).body);
  try {
    const mine = await listed(scene.agent, { needs: 'person' });
    expect(mine.map(({ id }) => id)).toEqual([held, unknown, failed]);
    expect(mine[0]!.holds).toMatchObject([
      { scope: 'campaign', kind: 'operator', reason: 'wrong city' },
      { scope: 'provider', reason: 'they ask us to wait' },
    ]);
    expect(mine[2]!.failure).toMatchObject({ sentence: 'There is no space left.' });
    const theirs = (await listed(ops, { needs: 'someone', accountId: scene.accountId })).map(({ id }) => id);
    expect(theirs).toEqual([held, unknown, failed]);
    expect(theirs).not.toContain(well);
    const stranger = await CampaignScene.open();
    expect(await listed(stranger.agent, { needs: 'person' })).toEqual([]);
    await stranger.close();
  } finally {
    for (const { id } of holds) await ask(ops, `POST /sending/holds/${id}/release`, { reason: 'the spec is over' });
  }
  expect((await listed(scene.agent, { needs: 'person' })).map(({ id }) => id)).toEqual([unknown, failed]);
});
