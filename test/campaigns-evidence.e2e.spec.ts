import { jest } from '@jest/globals';
import type { Pool } from 'pg';
import type { CampaignRecipient } from '../apps/api/campaigns/campaign.shapes.js';
import type { RecipientEvent } from '../apps/api/campaigns/recipient-timeline.js';
import type { ShownHold, WhyNotMailed } from '../apps/api/sending/sending.schemas.js';
import { createPool } from '../database/pool.js';
import { plantCampaign, type PlantedCampaign } from './campaign-evidence.js';
import { ask, fresh, type Refusal } from './importing.js';
import { as, platform, type Session } from './platform/platform.js';

jest.setTimeout(60_000);

let pool: Pool;
let ops: Session;
let planted: PlantedCampaign;
let accountId: string;
beforeAll(async () => {
  pool = createPool(platform().databaseUrl);
  ops = await as('ops');
  const me = await ask<{ account: { id: string }; user: { id: string } }>(await as('agent'), 'GET /me');
  accountId = me.body.account.id;
  const stem = fresh('proof').split('@')[0]!.toLowerCase();
  planted = await plantCampaign(pool, { accountId, agentId: me.body.user.id, stem });
});
afterAll(() => pool.end());

const evidence = async (session: Session, nth: number) =>
  (
    await ask<{ recipient: CampaignRecipient; timeline: RecipientEvent[] }>(
      session,
      `GET /campaigns/${planted.campaignId}/recipients/${planted.contactIds[nth]}`,
    )
  ).body;
const why = (query: string, session = ops) =>
  ask<{ data: WhyNotMailed[] } & Refusal>(session, `GET /sending/why?${query}`);

describe('the evidence of one recipient', () => {
  it('begins with the verdict and the approval of the snapshot, and holds the proof of each mail', async () => {
    const { timeline } = await evidence(ops, 0);
    expect(timeline.find(({ kind }) => kind === 'approved')).toMatchObject({
      actor: { name: 'Maria Alvarez' },
      sentence: expect.stringContaining('abcd'),
    });
    expect(timeline.find(({ kind }) => kind === 'accepted')?.evidence).toMatchObject({
      replyCode: 250,
      queueId: '4F9',
      remoteHost: 'mx.example.com',
      tls: 'TLSv1.3',
      digest: 'beef',
      worker: 'worker 7',
    });
  });

  it('tells the holds that kept a mail back, with their reasons, and none that came after it', async () => {
    const { body: hold } = await ask<ShownHold>(ops, 'POST /sending/holds', {
      scope: 'campaign',
      scopeId: planted.campaignId,
      reason: 'the list is checked',
    });
    await ask(ops, `POST /sending/holds/${hold.id}/release`, { reason: 'the list is right' });
    const sentences = async (nth: number) =>
      (await evidence(ops, nth)).timeline
        .filter(({ kind }) => kind === 'held' || kind === 'released')
        .map(({ sentence }) => sentence);
    expect(await sentences(2)).toEqual([
      'The campaign was held: the list is checked',
      'The hold was released: the list is right',
    ]);
    expect(await sentences(0)).toEqual([]);
  });

  it('shows people of the platform no address, also not in what a mail server said, until it is revealed', async () => {
    const admin = await as('admin');
    const masked = await evidence(admin, 0);
    expect(JSON.stringify(masked)).not.toContain(planted.emails[0]);
    expect(masked.recipient.email).toContain('•••');
    expect((await ask<{ isMasked: boolean }>(admin, `GET /campaigns/${planted.campaignId}/reveal`)).body.isMasked).toBe(
      true,
    );
    await ask(admin, `POST /campaigns/${planted.campaignId}/reveal`, { reason: 'they called us' });
    const whole = await evidence(admin, 0);
    expect(whole.recipient).toMatchObject({ email: planted.emails[0], lastReply: expect.stringContaining('@example') });
  });
});

describe('why a person was not mailed', () => {
  it('is told for one contact over all campaigns, verdict by verdict', async () => {
    const { body } = await why(`accountId=${accountId}&contactId=${planted.contactIds[1]}`);
    expect(body.data).toMatchObject([
      {
        accountId,
        now: [],
        campaigns: [
          {
            campaignId: planted.campaignId,
            verdict: 'unsubscribed_account',
            verdictSentence: expect.stringContaining('unsubscribed'),
            sentAt: null,
          },
        ],
      },
    ]);
  });

  it('is found by the address too, with what would keep a mail away today', async () => {
    const email = planted.emails[2]!;
    await ask(await as('agent'), 'POST /suppressions', { email, reason: 'asked' });
    const { body } = await why(`address=${encodeURIComponent(email.toUpperCase())}`);
    expect(body.data[0]).toMatchObject({
      contactId: planted.contactIds[2],
      now: ['The account must not mail this address.'],
      campaigns: [{ verdict: 'eligible' }],
    });
    expect(JSON.stringify(body)).not.toContain(email);
  });

  it('needs somebody to be named, and is none of an agent’s', async () => {
    expect((await why('')).body.detail).toContain('Say whom you mean');
    expect((await why('address=anna')).status).toBe(422);
    expect((await why('contactId=1', await as('agent'))).status).toBe(403);
  });
});
