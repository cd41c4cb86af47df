import { jest } from '@jest/globals';
import type { Pool } from 'pg';
import type { PersonAttempt } from '../apps/api/people/people.schemas.js';
import type { SendingHealth, ShownHold, ShownLimit } from '../apps/api/sending/sending.schemas.js';
import { createPool } from '../database/pool.js';
import { campaignsAtWork } from '../database/wake-campaigns.js';
import { ask, fresh, type Refusal } from './importing.js';
import { as, platform, type Session } from './platform/platform.js';

jest.setTimeout(60_000);

let pool: Pool;
let ops: Session;
let account: { id: string; agentId: string };
beforeAll(async () => {
  pool = createPool(platform().databaseUrl);
  ops = await as('ops');
  const me = await ask<{ account: { id: string }; user: { id: string } }>(await as('agent'), 'GET /me');
  account = { id: me.body.account.id, agentId: me.body.user.id };
});
afterAll(() => pool.end());

const place = (body: object, session = ops) => ask<ShownHold & Refusal>(session, 'POST /sending/holds', body);
const release = (id: string, reason: string, session = ops) =>
  ask<ShownHold & Refusal>(session, `POST /sending/holds/${id}/release`, { reason });
const listed = async (filter: object, session = ops) =>
  (await ask<{ data: ShownHold[] }>(session, `GET /sending/holds?filter=${encodeURIComponent(JSON.stringify(filter))}`))
    .body.data;
const anyDomain = () => `${fresh('d').split('@')[0]!.toLowerCase()}.example.com`;

/** A campaign at work whose one recipient is not due for a year, so that it stays at work. */
async function makeCampaign(): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into campaigns (account_id, name, agent_id, state, audience) values ($1, 'Held', $2, 'sending', '{"kind":"no_hub"}') returning id`,
    [account.id, account.agentId],
  );
  const campaignId = rows[0]!.id;
  const due = `now() + interval '1 year'`;
  await pool.query(`insert into campaign_parts (campaign_id, part, planned, next_due_at) values ($1, 0, 1, ${due})`, [
    campaignId,
  ]);
  await pool.query(
    `insert into recipients (campaign_id, contact_id, account_id, verdict, state, part, due_at) values ($1, 999999999999, $2, 'eligible', 'planned', 0, ${due})`,
    [campaignId, account.id],
  );
  return campaignId;
}

describe('holds', () => {
  it('tell the campaign at once that it may not send, with who held it and why, and again when they are released', async () => {
    const campaignId = await makeCampaign();
    const { status, body: hold } = await place({ scope: 'campaign', scopeId: campaignId, reason: 'wrong city' });
    expect(status).toBe(201);
    expect(hold).toMatchObject({ label: 'Held', kind: 'operator', reason: 'wrong city', released: null });
    expect(hold.placedBy).not.toBeNull();
    const released = await release(hold.id, 'the list was mended');
    expect(released.body.released).toMatchObject({ by: hold.placedBy, reason: 'the list was mended' });
    const { rows: events } = await pool.query(
      'select kind, details from campaign_events where campaign_id = $1 and kind in ($2, $3) order by id',
      [campaignId, 'held', 'released'],
    );
    expect(events).toEqual([
      { kind: 'held', details: { holdId: hold.id, scope: 'campaign', reason: 'wrong city' } },
      { kind: 'released', details: { holdId: hold.id, scope: 'campaign', reason: 'the list was mended' } },
    ]);
    const { rows: signals } = await pool.query('select signal from outbox where workflow_id = $1', [
      `campaign/${campaignId}`,
    ]);
    expect(signals.length).toBeGreaterThanOrEqual(2);
  });

  it('tell nothing to campaigns that they do not concern: of a domain that we do not send from, of a family nobody of them is at', async () => {
    const campaignId = await makeCampaign();
    await pool.query(`update recipients set provider = 'apple' where campaign_id = $1`, [campaignId]);
    const told = async () => {
      const { rows } = await pool.query<{ reason: string }>(
        `select details ->> 'reason' as reason from campaign_events where campaign_id = $1 and kind = 'held' order by id`,
        [campaignId],
      );
      return rows.map(({ reason }) => reason);
    };
    const holds = [
      { scope: 'domain', scopeId: anyDomain(), reason: 'a domain of others' },
      { scope: 'provider', scopeId: 'yahoo', reason: 'a family of others' },
      { scope: 'provider', scopeId: 'apple', reason: 'their own family' },
    ];
    const placed: string[] = [];
    try {
      for (const hold of holds) placed.push((await place(hold)).body.id);
      expect(await told()).toEqual(['their own family']);
    } finally {
      for (const id of placed) await release(id, 'the spec is over');
    }
  });

  it('concern every campaign at work when they are of the domain that campaigns are sent from, or of the one above it', async () => {
    const workflow = `campaign/${await makeCampaign()}`;
    const sendsFrom = ['hubs.example.com', 'example.com'];
    for (const scopeId of sendsFrom)
      expect(await campaignsAtWork(pool, { scope: 'domain', scopeId }, sendsFrom)).toContain(workflow);
    expect(await campaignsAtWork(pool, { scope: 'domain', scopeId: 'other.example.com' }, sendsFrom)).toEqual([]);
  });

  it('are told by the account’s own audit when they concern an account, else by the platform’s', async () => {
    const own = await makeCampaign();
    const holds = [
      await place({ scope: 'campaign', scopeId: own, reason: 'looked at' }),
      await place({ scope: 'domain', scopeId: anyDomain(), reason: 'looked at' }),
    ].map(({ body }) => body.id);
    const { rows } = await pool.query(
      `select account_id, subject_id, reason from audit_events where action = 'sending_hold.placed' and subject_id = any ($1) order by subject_id::bigint`,
      [holds],
    );
    expect(rows).toEqual([
      { account_id: account.id, subject_id: holds[0], reason: 'looked at' },
      { account_id: '0', subject_id: holds[1], reason: 'looked at' },
    ]);
    for (const id of holds) await release(id, 'seen');
  });

  it('stand in the list of what holds until they are released, and then in that of what held', async () => {
    const scopeId = anyDomain();
    const { body } = await place({ scope: 'domain', scopeId: scopeId.toUpperCase(), reason: 'on a blocklist' });
    expect((await listed({ live: true, scopeId })).map(({ id }) => id)).toEqual([body.id]);
    await release(body.id, 'delisted');
    expect(await listed({ live: true, scopeId })).toEqual([]);
    expect((await listed({ live: false, scopeId })).map(({ id }) => id)).toEqual([body.id]);
  });

  it('need a reason and something to hold, and say so', async () => {
    expect(await place({ scope: 'domain', scopeId: 'example', reason: 'why not' })).toMatchObject({
      status: 422,
      body: { fields: { scopeId: expect.stringContaining('mail.example.com') } },
    });
    expect((await place({ scope: 'domain', scopeId: anyDomain(), reason: ' ' })).status).toBe(422);
    expect((await place({ scope: 'campaign', scopeId: '999999999', reason: 'no such' })).status).toBe(404);
    expect((await place({ scope: 'provider', scopeId: 'fax', reason: 'no such' })).status).toBe(422);
  });

  it('are not placed or released twice', async () => {
    const scopeId = anyDomain();
    const { body } = await place({ scope: 'domain', scopeId, reason: 'first' });
    expect(await place({ scope: 'domain', scopeId, reason: 'second' })).toMatchObject({
      status: 409,
      body: { code: 'already_held' },
    });
    await release(body.id, 'over');
    expect((await release(body.id, 'over')).body.code).toBe('already_released');
  });

  it('are read by support and decided by operations alone; agents see none of it', async () => {
    const [support, agent] = [await as('support'), await as('agent')];
    const scopeId = anyDomain();
    expect((await place({ scope: 'domain', scopeId, reason: 'mine' }, support)).status).toBe(403);
    const { body } = await place({ scope: 'domain', scopeId, reason: 'theirs' });
    expect((await listed({ scopeId }, support)).map(({ id }) => id)).toEqual([body.id]);
    expect((await release(body.id, 'mine', support)).status).toBe(403);
    expect((await ask(agent, 'GET /sending/holds')).status).toBe(403);
    await release(body.id, 'over');
  });
});

const set = (body: object) => ask<{ data: ShownLimit[] } & Refusal>(ops, 'PUT /sending/limits', body);

describe('limits', () => {
  it('are set for one domain with a reason, changed and taken away, each told by the audit', async () => {
    const scopeId = anyDomain();
    const key = `domain:${scopeId}`;
    const limit = async (perHour: number | null, reason: string) =>
      (await set({ scope: 'domain', scopeId, perHour, reason })).body.data.find((row) => row.key === key);
    expect(await limit(500, 'new domain')).toMatchObject({ perHour: 500, reason: 'new domain', label: scopeId });
    expect(await limit(900, 'it goes well')).toMatchObject({ perHour: 900, reason: 'it goes well' });
    expect(await limit(null, 'as all others')).toBeUndefined();
    const { rows } = await pool.query<{ before: unknown; after: unknown }>(
      `select before, after from audit_events where action = 'sending_limit.set' and subject_id = $1 order by seq`,
      [key],
    );
    expect(rows).toEqual([
      { before: { perHour: null }, after: { perHour: 500 } },
      { before: { perHour: 500 }, after: { perHour: 900 } },
      { before: { perHour: 900 }, after: { perHour: null } },
    ]);
  });

  it('begin at one mail an hour: none at all is a hold', async () => {
    const { status, body } = await set({ scope: 'platform', perHour: 0, reason: 'stop it all' });
    expect({ status, detail: body.detail }).toEqual({ status: 422, detail: expect.stringContaining('place a hold') });
  });
});

describe('health', () => {
  it('adds up what a domain sent to each family over one, seven and thirty days, with the rates that providers judge by', async () => {
    const domain = anyDomain();
    // Of an office of its own: such figures stop whoever they are of from sending.
    const { rows } = await pool.query<{ accountId: string }>(
      `with office as (insert into accounts (slug, name, country) values ('sending' || gen_random_uuid(), 'Reported', 'US') returning id)
       insert into sending_days (domain, account_id, provider, day, accepted, bounced, complained)
       select $1, office.id, provider, (now() at time zone 'utc')::date - ago, accepted, bounced, complained
       from (values ('google', 0, 100, 2, 0), ('google', 6, 300, 10, 4), ('google', 29, 600, 0, 0), ('google', 30, 9999, 9999, 0), ('yahoo', 6, 100, 0, 0))
         as g (provider, ago, accepted, bounced, complained), office returning account_id::text as "accountId"`,
      [domain],
    );
    const accountId = rows[0]!.accountId;
    const { body } = await ask<SendingHealth>(ops, `GET /sending/health?accountId=${accountId}`);
    const found = body.domains.find((row) => row.domain === domain)!;
    const google = found.providers.find(({ provider }) => provider === 'google')!;
    expect(google[1]).toMatchObject({ accepted: 100, bounced: 2, bounceRate: 0.02, complaintRate: 0 });
    expect(google[7]).toMatchObject({ accepted: 400, bounced: 12, bounceRate: 0.03, complaintRate: 0.01 });
    expect(google[30]).toMatchObject({ accepted: 1000, bounced: 12, complained: 4 });
    expect(found.total[7]).toMatchObject({ accepted: 500, bounceRate: 0.024 });
    expect(body.accounts.some((office) => office.accountId === accountId)).toBe(true);
  });

  it('shows what keeps a domain from sending, with the reason', async () => {
    const domain = anyDomain();
    await pool.query('insert into sending_domains (domain) values ($1)', [domain]);
    const { body: hold } = await place({ scope: 'domain', scopeId: domain, reason: 'signature broken' });
    const { body } = await ask<SendingHealth>(ops, 'GET /sending/health');
    expect(body.domains.find((row) => row.domain === domain)?.holds).toMatchObject([
      { id: hold.id, reason: 'signature broken' },
    ]);
    await release(hold.id, 'mended');
  });
});

describe('mails of which nobody knows', () => {
  it('are listed over all accounts, masked, until somebody has settled them', async () => {
    const email = fresh('unknown');
    const { rows } = await pool.query<{ id: string }>(
      `insert into send_attempts (account_id, purpose, state, email, address_hash, message_id, sender_domain, mime_digest, mime_size, transport, reply_text)
       values ($1, 'test', 'unknown', $2, 'x', 'm-' || $2, 'example.com', 'x', 1, 'smtp', 'lost ' || $2) returning id`,
      [account.id, email],
    );
    const id = rows[0]!.id;
    const unknown = async () => {
      const filter = encodeURIComponent(JSON.stringify({ accountId: account.id }));
      const { body } = await ask<{ data: PersonAttempt[] }>(ops, `GET /sending/unknown?perPage=200&filter=${filter}`);
      return body.data.find((attempt) => attempt.id === id);
    };
    const shown = await unknown();
    expect(shown).toMatchObject({ accountId: account.id, accountName: 'Hillside Realty', isOpen: true });
    expect(JSON.stringify(shown?.to) + shown?.reply.text).not.toContain(email);
    await ask(ops, `POST /send-attempts/${id}/settle`, { as: 'rejected', reason: 'asked the provider' });
    expect(await unknown()).toBeUndefined();
  });
});
