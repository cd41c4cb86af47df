import { jest } from '@jest/globals';
import type { Pool } from 'pg';
import { createPool } from '../database/pool.js';
import {
  Browser,
  claimLink,
  codeMailedTo,
  homeownerOf,
  invitedBy,
  pathIn,
  personHeaders,
  post,
  somewhere,
  textOf,
} from './homeowners.js';
import { mailTo } from './platform/newcomer.js';
import { as, platform, type Session } from './platform/platform.js';

jest.setTimeout(120_000);

let pool: Pool;
let agent: Session;
beforeAll(async () => {
  pool = createPool(platform().databaseUrl, { max: 4 });
  agent = await as('agent');
});
afterAll(() => pool.end());

const standingOf = async (invitationId: string) =>
  (
    await pool.query<{ next_action_at: Date | null; blocked_code: string | null }>(
      'select next_action_at, blocked_code from invitations where id = $1',
      [invitationId],
    )
  ).rows[0]!;
const suppressionsOf = async (email: string) =>
  (
    await pool.query<{ account_id: string | null; source: string }>(
      'select account_id::text, source from suppressions where email = $1 and removed_at is null order by id',
      [email],
    )
  ).rows;

async function invited() {
  const homeowner = await invitedBy(agent, pool);
  return { ...homeowner, way: pathIn(homeowner.mail.text, /\/i\/u\/[\w-]+/) };
}

const multipart = () => {
  const form = new FormData();
  form.set('List-Unsubscribe', 'One-Click');
  return form;
};

const linkOf = async (contactId?: string) => {
  const { url } = await post<{ url: string }>(agent, '/api/landing-links', contactId ? { contactId } : {});
  return new URL(url).pathname;
};

const join = async (path: string, email: string) => {
  const browser = new Browser();
  await browser.open(path);
  await browser.press(path, { firstName: 'Cora', lastName: 'Dunn', email });
  const asked = browser.page;
  await browser.press('/i/l/code', { code: await codeMailedTo(email) });
  return { browser, asked };
};

const clean = (text: string, email: string) => text.replaceAll(email, 'x').replace(/name="key" value="[^"]*"/g, '');

describe('U5: unsubscribing by one click of the mailbox provider', () => {
  it.each([
    ['urlencoded', () => new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })],
    ['multipart', multipart],
  ])('takes a POST as %s without cookie, answers 200 without redirect, and again', async (_, body) => {
    const { id, email, way } = await invited();
    for (let times = 0; times < 2; times++) {
      const answer = await fetch(`${platform().apiUrl}${way}`, { method: 'POST', body: body(), redirect: 'manual' });
      expect([answer.status, answer.headers.get('location'), answer.headers.getSetCookie()]).toEqual([200, null, []]);
    }
    expect(await suppressionsOf(email)).toEqual([{ account_id: expect.any(String), source: 'one_click' }]);
    expect(await standingOf(id)).toEqual({ next_action_at: null, blocked_code: 'unsubscribed' });
  });

  it('does nothing on a POST that says something else', async () => {
    const { email, way } = await invited();
    const answer = await fetch(`${platform().apiUrl}${way}`, {
      method: 'POST',
      body: new URLSearchParams({ hello: 'there' }),
    });
    expect(answer.status).toBe(400);
    expect(await suppressionsOf(email)).toEqual([]);
  });
});

describe('U6, L7: the page', () => {
  it('only shows on GET and HEAD, whoever asks', async () => {
    const { id, email, way } = await invited();
    for (const method of ['HEAD', 'GET']) {
      await new Browser().open(way, { method });
      await new Browser({ 'user-agent': 'Mozilla/5.0 (compatible; bingbot/2.0)' }).open(way, { method });
    }
    expect(await suppressionsOf(email)).toEqual([]);
    expect((await standingOf(id)).next_action_at).not.toBeNull();
  });

  it('stops the mails of one agent, or of everybody, at once, and takes it back', async () => {
    const { id, email, way } = await invited();
    const browser = new Browser();
    expect(textOf((await browser.open(way)).text)).toContain('You need not sign in');
    await browser.press(way);
    expect(textOf(browser.page.text)).toContain('You are unsubscribed');
    expect(await standingOf(id)).toEqual({ next_action_at: null, blocked_code: 'unsubscribed' });
    await browser.press(way, { scope: 'platform' });
    expect((await suppressionsOf(email)).map(({ account_id }) => account_id)).toEqual([expect.any(String), null]);
    await browser.press(`${way}/undo`);
    expect(await suppressionsOf(email)).toEqual([]);
    expect(textOf(browser.page.text)).toContain('Stop these mails?');
    const { rows } = await pool.query(`select 1 from hub_events where invitation_id = $1 and kind = 'unsubscribed'`, [
      id,
    ]);
    expect(rows).toHaveLength(2);
  });

  it('works after the person was erased, with the hash alone', async () => {
    const { contactId, email, way } = await invited();
    const gone = await agent(`/api/contacts/${contactId}`, {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ version: 1 }),
    });
    expect(gone.ok).toBe(true);
    const browser = new Browser();
    await browser.open(way);
    await browser.press(way);
    expect(textOf(browser.page.text)).toContain('You are unsubscribed');
    expect(await suppressionsOf(email)).toEqual([]);
  });

  it('lets whoever the invitation does not belong to say so: the link is void and no reminder comes', async () => {
    const { id, email, mail, path } = await invited();
    const notMe = pathIn(mail.text, /\/i\/n\/[\w-]+/);
    const browser = new Browser();
    await browser.open(notMe);
    expect((await new Browser().open(path)).status).toBe(200);
    await browser.press(notMe);
    expect((await new Browser().open(path)).status).toBe(404);
    expect((await suppressionsOf(email)).map(({ source }) => source)).toEqual(['take_back']);
    expect((await standingOf(id)).next_action_at).toBeNull();
  });
});

describe('a landing link', () => {
  it('asks for proof before anybody joins, and looks the same for people we know and for strangers', async () => {
    const known = await homeownerOf(agent);
    const path = await linkOf();
    const stranger = `stranger.${known.email}`;
    const browser = new Browser();
    await browser.open(path);
    await browser.press(path, { firstName: 'Cora', lastName: 'Dunn', email: stranger });
    const { rows } = await pool.query('select 1 from contacts where email = $1', [stranger]);
    expect(rows).toEqual([]);
    const { asked } = await join(path, known.email);
    expect(clean(asked.text, known.email)).toBe(clean(browser.page.text, stranger));
  });

  it('leads who is known to their own Hub and makes one for who is not; many may use it', async () => {
    const known = await homeownerOf(agent);
    const path = await linkOf();
    const first = await join(path, known.email);
    expect(first.browser.page.path).toBe(`/h/${known.hubId}?done=joined`);
    const stranger = `new.${known.email}`;
    const second = await join(path, stranger);
    expect(second.browser.page.path).toMatch(/^\/h\/\d+\?done=joined$/);
    const { rows } = await pool.query<{ state: string; source: string; first_name: string }>(
      'select h.state, c.source, c.first_name from contacts c join hubs h on h.contact_id = c.id where c.email = $1',
      [stranger],
    );
    expect(rows).toEqual([{ state: 'claimed', source: 'Landing link', first_name: 'Cora' }]);
  });

  it('made for one contact gives that contact its address, but nobody else’s home to another address', async () => {
    const bare = await homeownerOf(agent, { email: null });
    const joined = await join(await linkOf(bare.contactId), bare.email);
    expect(joined.browser.page.path).toBe(`/h/${bare.hubId}?done=joined`);
    const owner = await homeownerOf(agent);
    const other = await join(await linkOf(owner.contactId), `other.${owner.email}`);
    expect(other.browser.page.path).not.toContain(`/h/${owner.hubId}?`);
    expect(other.browser.page.text).not.toContain('Elm St');
  });

  it('claims an invitation that waited, and is over when revoked', async () => {
    const waiting = await invitedBy(agent, pool);
    const { id, url } = await post<{ id: string; url: string }>(agent, '/api/landing-links', {
      contactId: waiting.contactId,
    });
    const path = new URL(url).pathname;
    await join(path, waiting.email);
    const { rows } = await pool.query<{ state: string }>('select state from invitations where id = $1', [waiting.id]);
    expect(rows[0]!.state).toBe('claimed');
    await post(agent, `/api/landing-links/${id}/revoke`, {});
    expect((await new Browser().open(path)).status).toBe(404);
  });

  it('says at the field what is missing', async () => {
    const path = await linkOf();
    const browser = new Browser(personHeaders, somewhere());
    await browser.open(path);
    await browser.press(path, { firstName: '', lastName: 'Dunn', email: 'cora@' });
    expect(browser.page.status).toBe(422);
    expect(textOf(browser.page.text)).toContain('Type your first name.');
    expect(textOf(browser.page.text)).toContain('Type your e-mail address');
    expect(browser.page.text).toContain('value="Dunn"');
  });
});

it('mails no link from the page of a landing link', async () => {
  const { email } = await homeownerOf(agent);
  const { url } = await post<{ url: string }>(agent, '/api/landing-links', {});
  const browser = new Browser();
  const path = new URL(url).pathname;
  await browser.open(path);
  await browser.press(path, { firstName: 'Cora', lastName: 'Dunn', email });
  expect((await mailTo(email)).text).not.toMatch(claimLink);
});
