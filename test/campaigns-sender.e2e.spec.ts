import { jest } from '@jest/globals';
import type { Campaign, CampaignPreview } from '../apps/api/campaigns/campaign.shapes.js';
import { CampaignScene } from './campaign-scene.js';
import { ask, type Refusal } from './importing.js';
import { joinAsNew } from './platform/newcomer.js';
import { as, until } from './platform/platform.js';

jest.setTimeout(120_000);

let scene: CampaignScene;
beforeAll(async () => void (scene = await CampaignScene.open()));
afterAll(() => scene.close());

const userOf = async (session: Parameters<typeof ask>[0]) =>
  (await ask<{ user: { id: string; name: string } }>(session, 'GET /me')).body.user;

it('is sent in the name of the colleague who is chosen at the review, and the new Hubs are theirs', async () => {
  const more = { role: 'agent', accountId: scene.accountId };
  const { session } = await joinAsNew(await as('admin'), { path: '/api/users', more });
  const colleague = await userOf(session);
  const contactId = await scene.contact();
  const audience = { kind: 'contacts', contactIds: [contactId] };
  const settings = { window: { days: [1, 2, 3, 4, 5, 6, 7], fromHour: 0, toHour: 24 } };
  const campaign = await scene.reviewed({ audience, settings });
  const { body: changed } = await ask<Campaign>(scene.agent, `PUT /campaigns/${campaign.id}`, {
    agentId: colleague.id,
  });
  expect(changed).toMatchObject({ state: 'awaiting_review', agent: { id: colleague.id, name: colleague.name } });
  const mail = (await ask<CampaignPreview>(scene.agent, `GET /campaigns/${campaign.id}/preview`)).body;
  expect(mail.from).toContain(colleague.name);
  const stale = await scene.command(campaign.id, 'approve', { digest: campaign.digest });
  expect(stale).toMatchObject({ status: 409, body: { code: 'snapshot_changed' } });
  await scene.command(campaign.id, 'approve', { digest: changed.digest });
  await until('the mail has left', async () => {
    const { body } = await ask<Campaign>(scene.agent, `GET /campaigns/${campaign.id}`);
    return body.counts.sent === 1;
  });
  const { rows } = await scene.pool.query<{ agent_id: string }>('select agent_id from hubs where contact_id = $1', [contactId]); // prettier-ignore
  expect(rows).toEqual([{ agent_id: colleague.id }]);
});

it('is sent in nobody’s name who does not work in the office', async () => {
  const stranger = await userOf(await as('agent'));
  const campaign = await scene.reviewed({ audience: { kind: 'contacts', contactIds: [await scene.contact()] } });
  const refused = await ask<Refusal>(scene.agent, `PUT /campaigns/${campaign.id}`, { agentId: stranger.id });
  expect(refused).toMatchObject({ status: 422, body: { fields: { agentId: expect.stringMatching(/does not work in your account/) as string } } }); // prettier-ignore
  const body = { audience: { kind: 'no_hub' }, agentId: stranger.id };
  expect((await scene.create(body)).status).toBe(422);
});
