import { jest } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Pool } from 'pg';
import { createPool } from '../database/pool.js';
import { plantCampaign, type PlantedCampaign } from './campaign-evidence.js';
import { ask, fresh, type Refusal } from './importing.js';
import { as, platform, type Session } from './platform/platform.js';

jest.setTimeout(60_000);

let pool: Pool;
let agent: Session;
let ops: Session;
let planted: PlantedCampaign;
let accountId: string;
beforeAll(async () => {
  pool = createPool(platform().databaseUrl);
  [agent, ops] = [await as('agent'), await as('ops')];
  const me = await ask<{ account: { id: string }; user: { id: string } }>(agent, 'GET /me');
  accountId = me.body.account.id;
  planted = await plantCampaign(pool, { accountId, agentId: me.body.user.id, stem: stem() });
});
afterAll(() => pool.end());

const stem = () => fresh('exp').split('@')[0]!.toLowerCase();
const textOf = async (session: Session, what: string, format: 'csv' | 'jsonl' = 'csv') => {
  const answer = await session(`/api/campaigns/${planted.campaignId}/export?what=${what}&format=${format}`);
  expect(answer.status).toBe(200);
  return answer.text();
};
const rowsOf = async (session: Session, what: string) =>
  parse(await textOf(session, what), { columns: true, bom: true }) as Record<string, string>[];

it('gives an agent the plan, each with where it stands, and no cell that a spreadsheet would run', async () => {
  const rows = await rowsOf(agent, 'plan');
  expect(rows.map(({ contact_id, state, email }) => ({ contact_id, state, email }))).toEqual([
    { contact_id: planted.contactIds[0], state: 'sent', email: planted.emails[0] },
    { contact_id: planted.contactIds[2], state: 'planned', email: planted.emails[2] },
  ]);
  expect(rows[0]!.name!.startsWith("'=Anna1")).toBe(true);
});

it('gives every candidate with the one verdict, also those who are not mailed', async () => {
  const rows = await rowsOf(agent, 'verdicts');
  expect(rows.map(({ verdict }) => verdict)).toEqual(['eligible', 'unsubscribed_account', 'eligible']);
});

it('gives each handing-over with reply, queue id, Message-ID, digest and worker, as lines of JSON too', async () => {
  const lines = (await textOf(agent, 'attempts', 'jsonl')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    {
      contactId: planted.contactIds[0],
      email: planted.emails[0],
      state: 'accepted',
      replyCode: 250,
      enhancedCode: '2.0.0',
      queueId: '4F9',
      remoteHost: 'mx.example.com',
      tls: 'TLSv1.3',
      mimeSha256: 'beef',
      worker: 'worker 7',
    },
  ]);
});

it('gives one line of evidence for each recipient: whose approval of which snapshot, the proof, what came back', async () => {
  const rows = await rowsOf(agent, 'evidence');
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({
    approved_digest: 'abcd',
    attempts: '1',
    last_attempt: 'accepted',
    message_id: expect.stringContaining('@porchlight.example>'),
    mime_sha256: 'beef',
  });
  expect(rows[0]!.delivered_at).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect(rows[1]).toMatchObject({ attempts: '0', last_attempt: '', state: 'planned' });
});

describe('people of the platform', () => {
  it('get every address and name masked, also inside of what a mail server said', async () => {
    const other = await as('admin');
    for (const what of ['plan', 'verdicts', 'attempts', 'evidence'])
      for (const format of ['csv', 'jsonl'] as const) {
        const text = await textOf(other, what, format);
        for (const email of planted.emails) expect(text).not.toContain(email);
        expect(text).not.toContain('Anna');
        expect(text.length).toBeGreaterThan(100);
      }
  });

  it('get them whole after a reason that the account’s audit tells, and each export is told there too', async () => {
    const revealed = await ask<{ until: string } & Refusal>(ops, `POST /campaigns/${planted.campaignId}/reveal`, {
      reason: 'a court asks',
    });
    expect(revealed.status).toBe(200);
    expect((await rowsOf(ops, 'plan'))[0]!.email).toBe(planted.emails[0]);
    const { rows } = await pool.query<{ action: string; reason: string | null; after: Record<string, unknown> }>(
      `select action, reason, after from audit_events where account_id = $1 and subject_kind = 'campaign' and subject_id = $2 and role = 'ops' order by seq`,
      [accountId, planted.campaignId],
    );
    expect(rows).toMatchObject([
      { action: 'campaign.revealed', reason: 'a court asks' },
      { action: 'campaign.exported', after: { what: 'plan', format: 'csv', masked: false } },
    ]);
    expect(JSON.stringify(rows)).not.toContain('@');
  });

  it('see in the actions who did what to the campaign, from the chain of the audit and from its own history', async () => {
    await pool.query(
      `insert into campaign_events (account_id, campaign_id, kind, actor_kind, details) values ($1, $2, 'paused', 'system', '{"n": 1}')`,
      [accountId, planted.campaignId],
    );
    await textOf(agent, 'plan');
    const rows = await rowsOf(await as('admin'), 'actions');
    expect(rows.find(({ what }) => what === 'paused')).toMatchObject({ source: 'campaign', after: '{"n":1}' });
    const exported = rows.find(({ what, role }) => what === 'campaign.exported' && role === 'agent')!;
    expect(exported.chain_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).toSorted());
  });
});

it('is not there for another account, and says what can be exported', async () => {
  const stranger = await as('agent2');
  expect((await ask(stranger, `GET /campaigns/${planted.campaignId}/export?what=plan`)).status).toBe(404);
  const wrong = await ask<Refusal>(agent, `GET /campaigns/${planted.campaignId}/export?what=everything`);
  expect(wrong).toMatchObject({ status: 422, body: { detail: expect.stringContaining('plan, verdicts, attempts') } });
});
