import { jest } from '@jest/globals';
import type { HubEventLine, HubInFull } from '../apps/api/hubs/hubs.schemas.js';
import type { HubsOverview, InvitationPreview, LandingLink } from '../apps/api/hubs/invitations.schemas.js';
import { claimInvitation } from '../database/claims.js';
import { findLandingLinkByToken } from '../database/landing-links.js';
import { inTransaction } from '../database/transaction.js';
import { claimTokenMailedTo, HubScene } from './hub-scene.js';
import { ask, fresh, type Refusal } from './importing.js';
import { mailsTo } from './platform/newcomer.js';
import { as, platform, until } from './platform/platform.js';

jest.setTimeout(180_000);

let scene: HubScene;
beforeAll(async () => void (scene = new HubScene(await as('agent'))));
afterAll(() => scene.close());

type Refused = Refusal & {
  suggestion?: string;
  invitationId?: string;
  hubId?: string;
  fields?: Record<string, string>;
};
const inviteBy = (hubId: string, body: object = {}) =>
  ask<Refused>(scene.agent, `POST /hubs/${hubId}/invitations`, body);

/** Links of a preview lead nowhere; everything else is the very mail. */
const withoutLinks = (text: string) =>
  text
    .replace(/https?:\/\/\S+/g, '')
    .replace(/\r/g, '')
    .trim();

describe('an invitation is refused in words', () => {
  it('when the contact has no e-mail address', async () => {
    const { hub } = await scene.hub({ email: null });
    const { status, body } = await inviteBy(hub.id);
    expect([status, body.code]).toEqual([422, 'email_missing']);
    expect(body.detail).toContain('copy a personal landing link');
  });

  it('when the Hub has no home yet; with one it goes', async () => {
    const { hub } = await scene.hub({ street: null, city: null, zip: null });
    expect(hub).toMatchObject({ state: 'draft', home: null, commands: ['archive'] });
    const { status, body } = await inviteBy(hub.id);
    expect([status, body.code]).toEqual([422, 'home_missing']);
    const home = { street: '9 Oak Ave', zip: '80301' };
    const changed = await ask<HubInFull>(scene.agent, `PATCH /hubs/${hub.id}`, { version: 1, home });
    expect(changed.body).toMatchObject({ state: 'ready', homeLine: '9 Oak Ave, 80301', version: 2 });
    expect((await inviteBy(hub.id)).status).toBe(202);
  });

  it('when the address is none', async () => {
    const { hub } = await scene.hub();
    const { status, body } = await inviteBy(hub.id, { email: 'iris at example.com' });
    expect([status, Object.keys(body.fields ?? {})]).toEqual([422, ['email']]);
  });

  it('when it looks mistyped, until somebody says that it is right', async () => {
    const { hub } = await scene.hub();
    const email = fresh('iris').replace('example.com', 'gmial.com');
    const { status, body } = await inviteBy(hub.id, { email });
    expect([status, body.code]).toEqual([422, 'email_doubtful']);
    expect(body.suggestion).toBe(email.replace('gmial', 'gmail'));
    expect((await inviteBy(hub.id, { email, confirmEmail: true, via: 'link' })).status).toBe(202);
  });

  it('when there is one to that address already, and says which', async () => {
    const { hub, invitation } = await scene.invited();
    const { status, body } = await inviteBy(hub.id);
    expect([status, body.code, body.invitationId]).toEqual([409, 'already_invited', invitation.id]);
  });

  it('when the person has joined, or somebody else has claimed the Hub', async () => {
    const { hub, email } = await scene.invited();
    const token = await claimTokenMailedTo(email);
    await inTransaction(scene.pool, (tx) => claimInvitation(tx, token));
    expect((await inviteBy(hub.id)).body.code).toBe('already_member');
    expect((await inviteBy(hub.id, { email: fresh('other') })).body.code).toBe('already_claimed');
    expect((await inviteBy(hub.id, { email: fresh('other'), role: 'co_owner' })).status).toBe(202);
  });

  it('when the address must not be mailed; its link may still be handed over', async () => {
    const { hub } = await scene.hub({ unsubscribed: true });
    const { status, body } = await inviteBy(hub.id);
    expect([status, body.code]).toEqual([422, 'email_suppressed']);
    expect(body.detail).toContain('unsubscribed');
    expect((await inviteBy(hub.id, { via: 'link' })).status).toBe(202);
  });

  it('when the Hub is paused or archived', async () => {
    const { hub } = await scene.hub();
    await ask(scene.agent, `POST /hubs/${hub.id}/pause`, {});
    expect((await inviteBy(hub.id)).body).toMatchObject({ code: 'wrong_state', state: 'paused' });
    await ask(scene.agent, `POST /hubs/${hub.id}/archive`, {});
    expect((await inviteBy(hub.id)).body).toMatchObject({ code: 'wrong_state', state: 'archived' });
  });

  it('when its own words name something that mails do not know', async () => {
    const { hub } = await scene.hub();
    const { status, body } = await inviteBy(hub.id, { subject: 'Hello {{firstNmae}}' });
    expect([status, body.code]).toEqual([422, 'template_wrong']);
    expect(body.detail).toContain('firstNmae');
  });
});

it('keeps one living Hub for a contact and home, however the home is spelled', async () => {
  const { hub } = await scene.hub();
  const again = { contactId: hub.contact.id, home: { street: '12 ELM STREET', city: 'boulder', zip: '80302-1111' } };
  const { status, body } = await ask<Refused>(scene.agent, 'POST /hubs', again);
  expect([status, body.code, body.hubId]).toEqual([409, 'hub_exists', hub.id]);
  await ask(scene.agent, `POST /hubs/${hub.id}/archive`, {});
  expect((await ask(scene.agent, 'POST /hubs', again)).status).toBe(201);
  expect((await ask<Refused>(scene.agent, `POST /hubs/${hub.id}/restore`, {})).body.code).toBe('hub_exists');
});

it('refuses to overwrite what somebody else has changed meanwhile, and shows it', async () => {
  const { hub } = await scene.hub();
  const save = (beds: number) => ask<Refused>(scene.agent, `PATCH /hubs/${hub.id}`, { version: 1, details: { beds } });
  expect((await save(3)).status).toBe(200);
  const { status, body } = await save(4);
  expect([status, body.code]).toEqual([409, 'stale']);
  expect(body).toMatchObject({ current: { version: 2, details: { beds: 3 } } });
});

it('shows the very mail before it is sent, and tries it on whoever asks with links that do nothing', async () => {
  const { hub, email } = await scene.hub();
  const own = { subject: 'A page for {{homeStreet}}', message: 'Come in, {{firstName}}.' };
  const { status, body } = await ask<InvitationPreview>(scene.agent, `POST /hubs/${hub.id}/invitations/preview`, own);
  expect(status).toBe(200);
  expect(body).toMatchObject({ to: `Iris Walden <${email}>`, subject: 'A page for 12 Elm St' });
  expect(body.html).toContain('Come in, Iris.');
  expect(body.checks.filter(({ level }) => level === 'block')).toEqual([]);

  const test = await ask<{ outcome: string; to: string }>(scene.agent, `POST /hubs/${hub.id}/invitations/test`, own);
  expect(test.body).toMatchObject({ outcome: 'accepted', to: 'maria@hillside.example' });
  expect(await mailsTo(email)).toEqual([]);

  await scene.invite(hub.id, own);
  const [sent] = await until('the mail is there', async () => {
    const mails = await mailsTo(email);
    return mails.length > 0 && mails;
  });
  expect(sent!.subject).toBe(body.subject);
  expect(withoutLinks(sent!.text)).toBe(withoutLinks(body.text));
});

it('tells what happened around a Hub in sentences, on its page and in the history of the contact', async () => {
  const { hub, email } = await scene.invited();
  await ask(scene.agent, `POST /hubs/${hub.id}/notes`, { text: 'prefers the phone' });
  const token = await claimTokenMailedTo(email);
  await inTransaction(scene.pool, (tx) => claimInvitation(tx, token));
  const { body: events } = await ask<{ data: HubEventLine[] }>(scene.agent, `GET /hubs/${hub.id}/events`);
  expect(events.data.map(({ sentence }) => sentence)).toEqual([
    'Iris Walden claimed the Hub.',
    'Maria Alvarez wrote a note.',
    'Porchlight sent the invitation.',
    'Maria Alvarez made an invitation.',
    'Maria Alvarez made the Hub.',
  ]);
  const { body: past } = await ask<{ data: { sentence?: string }[] }>(
    scene.agent,
    `GET /contacts/${hub.contact.id}/history`,
  );
  expect(past.data[0]!.sentence).toBe('Iris Walden claimed the Hub.');
  const { body: latest } = await ask<{ data: HubEventLine[] }>(scene.agent, 'GET /hubs/activity');
  const mine = latest.data.filter(({ hubId }) => hubId === hub.id);
  expect(mine.map(({ kind }) => kind)).toEqual(['claimed']);
});

it('finds Hubs by name, address and state', async () => {
  const { hub } = await scene.hub({ lastName: 'Quillfeather', street: '77 Larkspur Ln' });
  const found = async (filter: object) => {
    const { body } = await ask<{ data: HubInFull[] }>(
      scene.agent,
      `GET /hubs?filter=${encodeURIComponent(JSON.stringify(filter))}`,
    );
    return body.data.map(({ id }) => id);
  };
  expect(await found({ q: 'quillf larkspur' })).toEqual([hub.id]);
  expect(await found({ q: 'quillf', state: ['ready', 'invited'] })).toEqual([hub.id]);
  expect(await found({ q: 'quillf', state: 'claimed' })).toEqual([]);
  expect(await found({ contactId: hub.contact.id })).toEqual([hub.id]);
});

it('answers questions and decides corrections; what is taken over changes the home, and each is decided once', async () => {
  const { hub, email } = await scene.invited();
  const token = await claimTokenMailedTo(email);
  const claimed = await inTransaction(scene.pool, (tx) => claimInvitation(tx, token));
  const insert = async (sql: string, value: string) =>
    (await scene.pool.query<{ id: string }>(`${sql} returning id::text`, [hub.id, claimed!.memberId, value])).rows[0]!
      .id;
  const questionId = await insert(
    'insert into hub_questions (account_id, hub_id, member_id, text) select account_id, id, $2, $3 from hubs where id = $1',
    'When is the tax due?',
  );
  const correctionId = await insert(
    'insert into hub_corrections (account_id, hub_id, member_id, changes) select account_id, id, $2, $3 from hubs where id = $1',
    JSON.stringify({ beds: [null, 4], street: ['12 Elm St', '14 Elm St'] }),
  );
  const { body: overview } = await ask<HubsOverview>(scene.agent, 'GET /hubs/overview');
  expect(overview.needsYou.filter(({ hubId }) => hubId === hub.id).map(({ kind }) => kind)).toEqual([
    'question',
    'correction',
  ]);

  const answered = await ask<HubInFull>(scene.agent, `POST /hub-questions/${questionId}/answer`, { text: 'In April.' });
  expect(answered.body.questions).toMatchObject([{ answer: 'In April.', answeredBy: 'Maria Alvarez' }]);
  const accepted = await ask<HubInFull>(scene.agent, `POST /hub-corrections/${correctionId}/accept`, {});
  expect(accepted.body).toMatchObject({
    homeLine: '14 Elm St, Boulder, CO 80302',
    details: { beds: 4 },
    state: 'claimed',
    openCorrections: 0,
  });
  expect((await ask<Refused>(scene.agent, `POST /hub-corrections/${correctionId}/decline`, {})).body.code).toBe(
    'decided',
  );
  expect(
    (await ask<Refused>(scene.agent, `POST /hub-questions/${questionId}/answer`, { text: 'Again.' })).body.code,
  ).toBe('answered');
});

it('makes one landing link for a contact, with a QR code; a revoked one opens nothing', async () => {
  const { id: contactId } = await scene.contact({ email: null });
  const make = () => ask<LandingLink>(scene.agent, 'POST /landing-links', { contactId });
  const { body: link } = await make();
  expect(link.url).toMatch(new RegExp(`^${platform().apiUrl}/i/l/[\\w-]{43}$`));
  expect((await make()).body.url).toBe(link.url);
  const token = link.url!.split('/').at(-1)!;
  expect(await findLandingLinkByToken(scene.pool, token)).toMatchObject({ contactId });
  const qr = await scene.agent(`/api/landing-links/${link.id}/qr.svg`);
  expect(qr.headers.get('content-type')).toContain('image/svg+xml');
  expect(await qr.text()).toMatch(/^<svg .*<path fill="#000" d="M/);

  expect((await ask<LandingLink>(scene.agent, `POST /landing-links/${link.id}/revoke`, {})).body.url).toBeNull();
  expect(await findLandingLinkByToken(scene.pool, token)).toBeNull();
  expect((await make()).body.url).not.toBe(link.url);
});
