import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { eraseContacts } from '../database/erase.js';
import { inTransaction } from '../database/transaction.js';
import type { Verdict } from '../domain/campaigns/verdicts.js';
import { readConfig } from '../integrations/config.js';
import { CampaignScene, sum } from './campaign-scene.js';
import { ask, type Refusal } from './importing.js';
import { mailTo } from './platform/newcomer.js';
import { as, platform } from './platform/platform.js';

jest.setTimeout(180_000);

let scene: CampaignScene;
beforeAll(async () => void (scene = await CampaignScene.open()));
afterAll(() => scene.close());

const chosen = (contactIds: string[], settings: object = {}) => ({
  audience: { kind: 'contacts', contactIds },
  settings,
});

describe('a verdict', () => {
  /** Somebody for each, made so that nothing that comes before it holds. */
  const made: Partial<Record<Verdict, string>> = {};

  it('is given to every candidate, exactly one, and says why', async () => {
    const office = await CampaignScene.open();
    const id = (verdict: Verdict) => made[verdict]!;
    made.no_email = await office.contact({ email: null });
    made.invalid_email = await office.contact({ email: `ola.${randomUUID()}@example.con` });
    made.role_address = await office.contact({ email: `info@${randomUUID()}.example` });
    for (const verdict of ['unsubscribed_account', 'unsubscribed_platform', 'complained', 'bounced'] as const)
      made[verdict] = await office.contact();
    await office.suppress(id('unsubscribed_account'), 'unsubscribed', 'account');
    await office.suppress(id('unsubscribed_platform'), 'asked', 'platform');
    await office.suppress(id('complained'), 'complained', 'account');
    await office.suppress(id('bounced'), 'bounced', 'platform');
    made.already_member = await office.contact();
    await office.joins(await office.hub(id('already_member')), await office.emailOf(id('already_member')));
    made.already_invited = await office.contact();
    const invitedHub = await office.hub(id('already_invited'));
    await ask(office.agent, `POST /hubs/${invitedHub}/invitations`, { via: 'link' });
    made.hub_paused = await office.contact();
    await ask(office.agent, `POST /hubs/${await office.hub(id('hub_paused'))}/pause`);
    const mailbox = randomUUID().slice(0, 13);
    made.eligible = await office.contact({
      email: `porch.${mailbox}@gmail.com`,
      first_name: 'Anna',
      phone: '+13035550101',
      consent: true,
    });
    made.together = await office.contact({
      email: `porch${mailbox}@gmail.com`,
      first_name: 'Ben',
      street: '12 ELM STREET',
    });
    made.duplicate_of = await office.contact({ email: `porch${mailbox}+old@gmail.com`, street: '9 Oak Ave' });
    made.consent_missing = await office.contact();
    made.recently_contacted = await office.contact({ consent: true });
    await office.mailed(id('recently_contacted'));
    made.no_home = await office.contact({ consent: true, street: null, city: null, state: null, zip: null });

    const settings = { needsConsent: true, withoutHome: 'exclude' };
    const campaign = await office.reviewed({ audience: { kind: 'filter', filter: {} }, settings });
    const { data } = await office.candidates(campaign.id);
    const found = Object.fromEntries(data.map(({ contactId, verdict }) => [contactId, verdict]));
    expect(found).toEqual(Object.fromEntries(Object.entries(made).map(([verdict, contactId]) => [contactId, verdict])));
    expect(campaign.candidateCount).toBe(Object.keys(made).length);
    expect(sum(campaign.verdicts)).toBe(campaign.candidateCount);
    expect(Object.values(campaign.verdicts)).toEqual(Array.from({ length: 16 }, () => 1));

    const of = (verdict: Verdict) => data.find((candidate) => candidate.verdict === verdict)?.of;
    expect(of('together')).toMatchObject({ kind: 'contact', id: made.eligible, label: 'Anna Walden' });
    expect(of('duplicate_of')).toMatchObject({ kind: 'contact', id: made.eligible });
    expect(of('already_invited')).toMatchObject({ kind: 'invitation' });
    expect(of('already_member')).toMatchObject({ kind: 'hub' });
    for (const verdict of Object.keys(made)) {
      const { data: one, total } = await office.candidates(campaign.id, { verdict });
      expect([total, one.map(({ contactId }) => contactId)]).toEqual([1, [made[verdict as Verdict]]]);
      expect(one[0]?.sentence).toMatch(/\.$/);
    }

    const { body: mail } = await ask<{ text: string }>(office.agent, `GET /campaigns/${campaign.id}/preview`);
    expect(mail.text).toContain('Anna and Ben');
    await office.close();
  });

  it('lets settings decide about shared mailboxes, homes, consent and those who were mailed lately', async () => {
    const role = await scene.contact({ email: `office@${randomUUID()}.example` });
    const homeless = await scene.contact({ street: null, zip: null, city: null, state: null });
    const lately = await scene.contact();
    await scene.mailed(lately);
    const all = chosen([role, homeless, lately], { withoutRoleAddresses: false, quietDays: 0 });
    const campaign = await scene.reviewed(all);
    expect(campaign.verdicts.eligible).toBe(3);
    expect(campaign.checks).toContainEqual(expect.objectContaining({ rule: 'home', level: 'warn' }));
    const { body: stricter } = await ask(scene.agent, `PUT /campaigns/${campaign.id}`, { settings: { withoutHome: 'exclude', quietDays: 7 } }); // prettier-ignore
    expect(stricter).toMatchObject({ state: 'freezing', digest: null });
    const again = await scene.reaches(campaign.id, 'awaiting_review');
    expect(again.verdicts).toMatchObject({ eligible: 1, no_home: 1, recently_contacted: 1 });
  });
});

describe('a snapshot', () => {
  it('has the same digest whenever the same is frozen, and another one when anything of it differs', async () => {
    const contactIds = [await scene.contact(), await scene.contact()];
    const campaign = await scene.reviewed(chosen(contactIds));
    await scene.command(campaign.id, 'refreeze');
    const again = await scene.reaches(campaign.id, 'awaiting_review');
    expect(again.digest).toBe(campaign.digest);
    const { body: worded } = await ask<{ digest: string }>(scene.agent, `PUT /campaigns/${campaign.id}`, { message: 'Hello {{firstNames}}.' }); // prettier-ignore
    expect(worded).toMatchObject({ state: 'awaiting_review', digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(worded.digest).not.toBe(campaign.digest);
    await ask(scene.agent, `PUT /campaigns/${campaign.id}`, { message: null });
    await scene.pool.query('update contacts set consent = true where id = $1', [contactIds[0]]);
    await scene.suppress(contactIds[1]!, 'asked', 'account');
    await scene.command(campaign.id, 'refreeze');
    expect((await scene.reaches(campaign.id, 'awaiting_review')).digest).not.toBe(campaign.digest);
  });

  it('is approved once, by its present digest alone; who approved which is kept', async () => {
    const campaign = await scene.reviewed(chosen([await scene.contact()]));
    await ask(scene.agent, `PUT /campaigns/${campaign.id}`, { subject: 'A page for you' });
    const stale = await scene.command(campaign.id, 'approve', { digest: campaign.digest });
    expect(stale).toMatchObject({ status: 409, body: { code: 'snapshot_changed' } });
    const { digest } = await scene.reaches(campaign.id, 'awaiting_review');
    const both = await Promise.all([1, 2].map(() => scene.command(campaign.id, 'approve', { digest })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([202, 409]);
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('wrong_state');
    const approved = await scene.reaches(campaign.id, 'sending', 'reminding', 'completed');
    expect(approved.approved).toMatchObject({ digest });
    const { rows } = await scene.pool.query(
      `select after from audit_events where action = 'campaign.approved' and subject_id = $1`,
      [campaign.id],
    );
    expect(rows).toMatchObject([{ after: { digest, candidates: 1, eligible: 1 } }]);
  });

  it('is looked at as any contact, and sent to oneself with links that lead nowhere', async () => {
    const first = await scene.contact({ first_name: 'Greta' });
    const second = await scene.contact({ first_name: 'Hugo' });
    const campaign = await scene.reviewed({ ...chosen([first, second]), message: 'Come and see, {{firstName}}.' });
    const mail = (await ask<{ text: string; to: string }>(scene.agent, `GET /campaigns/${campaign.id}/preview?contactId=${second}`)).body; // prettier-ignore
    expect(mail.text).toContain('Come and see, Hugo.');
    const { data } = await scene.candidates(campaign.id, { search: 'gre' });
    expect(data.map(({ contactId }) => contactId)).toEqual([first]);
    const { status, body: sent } = await ask<{ to: string }>(scene.agent, `POST /campaigns/${campaign.id}/test`, { contactId: first }); // prettier-ignore
    expect(status).toBe(200);
    const arrived = await mailTo(sent.to, ({ text }) => text.includes('Come and see, Greta.'));
    expect(arrived.subject).toMatch(/^Test: /);
    expect(arrived.text).not.toMatch(/\/i\/(?!this-link-leads-nowhere)[\w-]{43}/);
  });

  it('is masked for people of the platform, who may look but not send', async () => {
    const contactId = await scene.contact({ first_name: 'Zinovia' });
    const campaign = await scene.reviewed(chosen([contactId]));
    const ops = await as('ops');
    for (const part of ['candidates', 'recipients', 'preview', `recipients/${contactId}`]) {
      const { status, body } = await ask(ops, `GET /campaigns/${campaign.id}/${part}`);
      expect([part, status]).toEqual([part, 200]);
      expect(JSON.stringify(body)).not.toContain('Zinovia');
      expect(JSON.stringify(body)).not.toContain(await scene.emailOf(contactId));
    }
    const { status } = await ask(ops, `POST /campaigns/${campaign.id}/approve`, { digest: campaign.digest });
    expect(status).toBe(403);
  });
});

describe('what cannot be sent', () => {
  it.each([
    ['a filter that is not known', { kind: 'filter', filter: { colour: 'red' } }, 'colour'],
    ['no contacts', { kind: 'contacts', contactIds: [] }, 'at least one'],
    ['a contact who is not there', { kind: 'contacts', contactIds: ['999999999'] }, 'does not exist'],
    ['another kind of choice', { kind: 'everybody' }, 'Say whom'],
  ])('is refused at once for %s', async (_, audience, words) => {
    const { status, body } = await scene.create({ audience });
    expect([status, body.code]).toEqual([422, 'invalid']);
    expect(body.detail).toContain(words);
  });

  it('is told at the review when nobody matches, when all are left out, and when the sender has no postal address', async () => {
    const nobody = await scene.reviewed({ audience: { kind: 'filter', filter: { tag: `none ${randomUUID()}` } } });
    expect(nobody).toMatchObject({ candidateCount: 0, digest: expect.any(String) });
    expect(nobody.checks[0]).toMatchObject({ rule: 'somebody', level: 'block' });
    const refused = await scene.command(nobody.id, 'approve', { digest: nobody.digest });
    expect(refused).toMatchObject({ status: 422, body: { code: 'campaign_blocked' } });

    const left = await scene.reviewed(chosen([await scene.contact({ email: null })]));
    expect(left.checks[0]).toMatchObject({ rule: 'somebody', level: 'block' });

    const office = await CampaignScene.open({ postalAddress: null });
    const campaign = await office.reviewed(chosen([await office.contact()]));
    const blocks = campaign.checks.filter(({ level }) => level === 'block');
    expect(blocks).toContainEqual(expect.objectContaining({ href: '/settings/sender' }));
    const { status } = await office.command(campaign.id, 'approve', { digest: campaign.digest });
    expect(status).toBe(422);
    await ask(office.agent, 'PATCH /sender', { postalAddress: '12 Elm St, Boulder, CO 80302' });
    expect((await office.command(campaign.id, 'approve', { digest: campaign.digest })).status).toBe(202);
    await office.close();
  });

  it('counts who lacks what the words cannot do without', async () => {
    const people = [await scene.contact({ last_name: null }), await scene.contact({ last_name: null }), await scene.contact()]; // prettier-ignore
    const campaign = await scene.reviewed({ ...chosen(people), message: 'Dear family {{lastName}}' });
    const check = campaign.checks.find(({ rule }) => rule === 'missing_lastName');
    expect(check).toMatchObject({ level: 'block', sentence: expect.stringContaining('2 contacts') });
    const refused = await scene.command(campaign.id, 'approve', { digest: campaign.digest });
    expect(refused.status).toBe(422);
  });

  it('is asked in vain of a campaign in another state, with a sentence', async () => {
    const campaign = await scene.reviewed(chosen([await scene.contact()]));
    for (const command of ['pause', 'resume']) {
      const { status, body } = await scene.command(campaign.id, command);
      expect([status, (body as Refusal).code]).toEqual([409, 'wrong_state']);
    }
    expect((await scene.command(campaign.id, 'cancel')).status).toBe(202);
    const { status } = await ask(scene.agent, `PUT /campaigns/${campaign.id}`, { name: 'Too late' });
    expect(status).toBe(409);
  });
});

it('keeps nothing but numbers of a candidate who is erased', async () => {
  const contactId = await scene.contact({ first_name: 'Ottilie' });
  const email = await scene.emailOf(contactId);
  const campaign = await scene.reviewed(chosen([contactId]));
  const { addressKey } = readConfig({ ...platform().env });
  await inTransaction(scene.pool, (tx) =>
    eraseContacts(tx, { accountId: scene.accountId, addressKey, contactIds: [contactId] }),
  );
  const { rows } = await scene.pool.query('select * from recipients where campaign_id = $1', [campaign.id]);
  expect(rows).toMatchObject([{ contact_id: contactId, verdict: 'eligible', email: null, email_normalized: null }]);
  expect(JSON.stringify(rows)).not.toContain(email);
  expect((await scene.candidates(campaign.id)).data).toMatchObject([{ contactId, name: null, email: null }]);
});
