import { jest } from '@jest/globals';
import type { Pool } from 'pg';
import { createPool } from '../database/pool.js';
import {
  Browser,
  claim,
  claimLink,
  codeMailedTo,
  type Homeowner,
  invitedBy,
  pathIn,
  post,
  textOf,
} from './homeowners.js';
import { mailTo } from './platform/newcomer.js';
import { as, people, platform, type Session, until } from './platform/platform.js';

jest.setTimeout(180_000);

let pool: Pool;
let agent: Session;
beforeAll(async () => {
  pool = createPool(platform().databaseUrl, { max: 4 });
  agent = await as('agent');
});
afterAll(() => pool.end());

const eventsOf = async (hubId: string) =>
  (
    await pool.query<{ kind: string; by_kind: string }>(
      'select kind, by_kind from hub_events where hub_id = $1 order by id',
      [hubId],
    )
  ).rows;
const kindsBy = async (hubId: string, by: string) =>
  (await eventsOf(hubId)).filter(({ by_kind }) => by_kind === by).map(({ kind }) => kind);

/** Signed in by a mailed code in a browser of its own. */
async function signedIn(email: string): Promise<Browser> {
  const browser = new Browser();
  await browser.open('/h/sign-in');
  await browser.press('/h/sign-in', { email });
  await browser.press('/h/sign-in/code', { code: await codeMailedTo(email) });
  return browser;
}

async function claimed(): Promise<{ homeowner: Homeowner; browser: Browser }> {
  const homeowner = await invitedBy(agent, pool);
  return { homeowner, browser: await claim(homeowner.path) };
}

interface HubAnswer {
  questions: { id: string; text: string }[];
  corrections: { id: string; changes: object }[];
  details: object;
}
const hubOf = async (hubId: string) => (await (await agent(`/api/hubs/${hubId}`)).json()) as HubAnswer;

describe('the whole way of a homeowner', () => {
  it('leads from the mail over claim, sign-in, question and correction to the agent and back', async () => {
    const { homeowner, browser } = await claimed();
    const { hubId, email } = homeowner;
    expect(textOf(browser.page.text)).toContain('This Hub is yours now');
    await mailTo(email, ({ text }) => /\/i\/n\//.test(text) && !claimLink.test(text));

    const phone = await signedIn(email);
    expect(phone.page.path).toBe(`/h/${hubId}`);
    await phone.press(`/h/${hubId}/questions`, { text: `When is the tax due? <b>${hubId}</b>` });
    expect(textOf(phone.page.text)).toContain('Your question is on its way to Maria');
    expect(phone.page.text).toContain('&lt;b&gt;');
    await mailTo(people.agent, ({ text }) => text.includes(`<b>${hubId}</b>`));
    const { questions } = await hubOf(hubId);
    await post(agent, `/api/hub-questions/${questions[0]!.id}/answer`, { text: 'On April 30.' });
    await mailTo(email, ({ text }) => text.includes('On April 30.'));
    expect(textOf((await phone.open(`/h/${hubId}`)).text)).toContain('On April 30.');

    await phone.open(`/h/${hubId}/home`);
    await phone.press(`/h/${hubId}/home`, { beds: '4', yearBuilt: '1066' });
    expect(phone.page.status).toBe(422);
    expect(textOf(phone.page.text)).toContain('Give a year from 1600 on.');
    await phone.press(`/h/${hubId}/home`, { beds: '4', yearBuilt: '1998' });
    const { corrections, details } = await hubOf(hubId);
    expect(corrections[0]!.changes).toEqual({ beds: [null, 4], yearBuilt: [null, 1998] });
    expect(details).toEqual({});
    await post(agent, `/api/hub-corrections/${corrections[0]!.id}/accept`, {});
    expect(textOf((await phone.open(`/h/${hubId}`)).text)).toContain('was taken over by Maria');

    const kinds = await kindsBy(hubId, 'homeowner');
    for (const kind of ['visited', 'claimed', 'hub_visited', 'signed_in', 'question_asked', 'correction_proposed'])
      expect(kinds).toContain(kind);
  });

  it('invites a co-owner, who joins by a mail of their own, and lets them leave', async () => {
    const { homeowner, browser } = await claimed();
    const { hubId } = homeowner;
    const email = `co.${homeowner.email}`;
    await browser.open(`/h/${hubId}`);
    await browser.press(`/h/${hubId}/co-owner`, { firstName: 'Ben', lastName: 'Bell', email });
    expect(textOf(browser.page.text)).toContain('Ben Bell is invited and has not joined yet');
    const guest = await claim(pathIn((await mailTo(email, ({ text }) => claimLink.test(text))).text, claimLink));
    if (guest.page.path === '/i/claim/code') await guest.press('/i/claim/code', { code: await codeMailedTo(email) });
    expect(guest.page.path).toContain(`/h/${hubId}`);
    expect(textOf((await browser.open(`/h/${hubId}`)).text)).toContain('Ben Bell shares this Hub with you');
    expect(guest.page.text).not.toContain(`action="/h/${hubId}/co-owner"`);

    await guest.open(`/h/${hubId}/leave`);
    await guest.press(`/h/${hubId}/leave`);
    expect(guest.page.path).toBe('/h/sign-in?why=left');
    expect((await guest.open(`/h/${hubId}`)).path).toBe('/h/sign-in');
    expect((await browser.open(`/h/${hubId}`)).status).toBe(200);
  });

  it('mutes the mails that were not wanted, and no others', async () => {
    const { homeowner, browser } = await claimed();
    const { hubId } = homeowner;
    await browser.open('/h/preferences');
    await browser.press('/h/preferences', { answer: '' });
    expect(textOf(browser.page.text)).toContain('Saved.');
    await browser.open(`/h/${hubId}`);
    await browser.press(`/h/${hubId}/questions`, { text: 'Is anybody there?' });
    const { questions } = await hubOf(hubId);
    await post(agent, `/api/hub-questions/${questions[0]!.id}/answer`, { text: 'Yes.' });
    const dropped = await until('the notice is dropped', async () => {
      const { rows } = await pool.query<{ kind: string; state: string }>(
        `select kind, state from notices where hub_id = $1 and kind = 'answer' and state <> 'waiting'`,
        [hubId],
      );
      return rows[0];
    });
    expect(dropped).toEqual({ kind: 'answer', state: 'dropped' });
  });
});

describe('what is a homeowner’s own', () => {
  it('is shown, downloaded and deleted only after a code; after that nothing but the hash is left', async () => {
    const { homeowner, browser } = await claimed();
    const { hubId, email, contactId } = homeowner;
    await browser.open(`/h/${hubId}`);
    await browser.press(`/h/${hubId}/questions`, { text: 'zqdownload' });
    expect(textOf((await browser.open('/h/data/download')).text)).toContain('Prove that it is you');
    await browser.press('/h/data/prove');
    await browser.press('/h/sign-in/code', { code: await codeMailedTo(email) });
    expect(browser.page.path).toBe('/h/data');

    const file = await browser.once('/h/data/download');
    expect(file.headers.get('content-disposition')).toContain('my-porchlight-data.json');
    expect(JSON.parse(file.text)).toMatchObject({
      email,
      hubs: [{ hub: hubId, questions: [{ text: 'zqdownload' }], contact: { email, first_name: 'Anna' } }],
    });

    await browser.open('/h/data/delete');
    await browser.press('/h/data/delete');
    expect(browser.page.path).toBe('/h/sign-in?why=deleted');
    expect((await agent(`/api/contacts/${contactId}`)).status).toBe(404);
    expect((await agent(`/api/hubs/${hubId}`)).status).toBe(404);
    const { rows } = await pool.query<{ left: string }>(
      `select (select count(*) from hub_members where email_normalized = $1) + (select count(*) from invitations where email_normalized = $1)
         + (select count(*) from hub_sessions where email_normalized = $1) + (select count(*) from notices where email = $1)
         + (select count(*) from send_attempts where email = $1) + (select count(*) from suppressions where email = $1) as left`,
      [email],
    );
    expect(rows[0]!.left).toBe('0');
    const { rows: kept } = await pool.query(
      `select reason from suppressions where source = 'erasure' and removed_at is null and created_at > now() - interval '1 minute'`,
    );
    expect(kept.length).toBeGreaterThan(0);
  });

  it('is reached by nobody else: another homeowner’s Hub is not there', async () => {
    const [one, other] = [await claimed(), await claimed()];
    const paths = ['', '/home', '/leave'].map((end) => `/h/${other.homeowner.hubId}${end}`);
    for (const path of paths) expect([path, (await one.browser.open(path)).status]).toEqual([path, 404]);
    await one.browser.open(`/h/${one.homeowner.hubId}`);
    const form = one.browser.formOf(`/h/${one.homeowner.hubId}/questions`, { text: 'not mine' });
    expect((await one.browser.open(`/h/${other.homeowner.hubId}/questions`, form)).status).toBe(404);
    expect((await hubOf(other.homeowner.hubId)).questions).toEqual([]);
  });

  it('changes nothing by a form that was made for another browser', async () => {
    const { homeowner, browser } = await claimed();
    const { hubId } = homeowner;
    const body = new URLSearchParams({ text: 'forged', key: 'x'.repeat(43) });
    await browser.open(`/h/${hubId}/questions`, { method: 'POST', body });
    await browser.open(`/h/${hubId}/leave`, { method: 'POST', body });
    expect((await hubOf(hubId)).questions).toEqual([]);
    expect((await browser.open(`/h/${hubId}`)).status).toBe(200);
  });
});

const askToSignIn = async (email: string) => {
  const browser = new Browser();
  await browser.open('/h/sign-in');
  const begun = performance.now();
  const answer = await browser.once('/h/sign-in', browser.formOf('/h/sign-in', { email }));
  const took = performance.now() - begun;
  const page = await browser.open('/h/sign-in/code');
  const wrong = await browser.press('/h/sign-in/code', { code: '12345' });
  const clean = (text: string) => text.replaceAll(email, 'somebody').replace(/name="key" value="[^"]*"/g, '');
  return {
    took,
    seen: [answer.status, answer.headers.get('location'), page.status, clean(page.text), clean(wrong.text)],
  };
};

describe('signing in', () => {
  it('never tells whether an address is known, by word or by time', async () => {
    const { homeowner } = await claimed();
    const known = await askToSignIn(homeowner.email);
    const unknown = await askToSignIn(`nobody.${homeowner.email}`);
    expect(unknown.seen).toEqual(known.seen);
    for (const { took } of [known, unknown]) expect(took).toBeGreaterThan(390);
  });

  it('keeps the hash of a session alone, and ends it here or everywhere', async () => {
    const { homeowner, browser } = await claimed();
    const phone = await signedIn(homeowner.email);
    const token = phone.cookies.get('porchlight_home')!;
    const { rows } = await pool.query<{ text: string }>(
      'select s::text as text from hub_sessions s where email_normalized = $1',
      [homeowner.email],
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.map(({ text }) => text).join()).not.toContain(token);
    await phone.press('/h/sign-out-everywhere');
    expect((await browser.open(`/h/${homeowner.hubId}`)).path).toBe('/h/sign-in');
    phone.cookies.set('porchlight_home', token);
    expect((await phone.open('/h')).path).toBe('/h/sign-in');
  });
});
