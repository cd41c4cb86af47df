import { createHash } from 'node:crypto';
import { jest } from '@jest/globals';
import type { Pool } from 'pg';
import { createPool } from '../database/pool.js';
import {
  Browser,
  claim,
  claimLink,
  codeMailedTo,
  homeownerOf,
  invitedBy,
  inviteByMail,
  pathIn,
  personHeaders,
  somewhere,
  textOf,
} from './homeowners.js';
import { mailTo } from './platform/newcomer.js';
import { as, platform, type Session, until } from './platform/platform.js';

jest.setTimeout(120_000);

let pool: Pool;
let agent: Session;
beforeAll(async () => {
  pool = createPool(platform().databaseUrl, { max: 4 });
  agent = await as('agent');
});
afterAll(() => pool.end());

const stateOf = async (invitationId: string) =>
  (await pool.query<{ state: string }>('select state from invitations where id = $1', [invitationId])).rows[0]?.state;
const membersOf = async (hubId: string) =>
  (await pool.query<{ email: string }>('select email from hub_members where hub_id = $1 and left_at is null', [hubId]))
    .rows;

const invited = () => invitedBy(agent, pool);

const scanners = [
  ['the HEAD of the link', { 'user-agent': 'Mozilla/5.0 (compatible; Barracuda Sentinel)' }, 'HEAD'],
  ['the link, following redirects', { 'user-agent': 'Mozilla/5.0 (compatible; Barracuda Sentinel)' }, 'GET'],
  ['the link with a library', { 'user-agent': 'python-requests/2.32' }, 'GET'],
] as const;

describe('S1, S2: the token', () => {
  it('is 43 characters of base64url, and only its SHA-256 is in the database', async () => {
    const { id, path } = await invited();
    const token = path.slice('/i/'.length);
    expect(token).toMatch(/^[\w-]{43}$/);
    const { rows } = await pool.query<{ hash: Buffer; row: string }>(
      'select token_hash as hash, i::text as row from invitations i where id = $1',
      [id],
    );
    expect(rows[0]!.hash.equals(createHash('sha256').update(token).digest())).toBe(true);
    expect(rows[0]!.row).not.toContain(token);
  });
});

describe('S3: looking changes nothing', () => {
  it.each(scanners)('%s claims nothing, signs nobody in and is no visit of a person', async (_, headers, method) => {
    const { id, hubId, path } = await invited();
    const scanner = new Browser(headers);
    await scanner.open(path, { method });
    await scanner.open(path, { method });
    expect(await stateOf(id)).toBe('waiting');
    expect(await membersOf(hubId)).toEqual([]);
    expect([...scanner.cookies.keys()]).toEqual(['porchlight_opened']);
    const { rows } = await pool.query(
      `select 1 from hub_events where hub_id = $1 and kind = 'visited' and by_kind = 'homeowner'`,
      [hubId],
    );
    expect(rows).toEqual([]);
  });

  it('takes the token out of the address bar by a short-lived cookie that scripts cannot read', async () => {
    const { path } = await invited();
    const answer = await new Browser().once(path);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/i/claim');
    const cookie = answer.headers.getSetCookie().join();
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/Max-Age=1800/);
    expect(cookie).not.toContain(path.slice(3));
  });

  it('shows who invites whom to which home, and nothing else of them', async () => {
    const { id, path, email } = await invited();
    const browser = new Browser();
    const text = textOf((await browser.open(path)).text);
    expect(text).toContain('Maria Alvarez invites Anna Bell');
    expect(text).toContain('Elm St, Boulder');
    for (const secret of [email, '80305', '555 0142', path.slice(3)]) expect(text).not.toContain(secret);
    const { rows } = await pool.query(
      `select 1 from hub_events where invitation_id = $1 and kind = 'visited' and by_kind = 'homeowner'`,
      [id],
    );
    expect(rows).toHaveLength(1);
  });

  it('does nothing on a press without the key of the page in that very browser', async () => {
    const { id, path } = await invited();
    const [one, other] = [new Browser(), new Browser()];
    await one.open(path);
    await other.open(path);
    const stolen = one.formOf('/i/claim');
    await other.open('/i/claim', stolen);
    await one.open('/i/claim', { method: 'POST', body: new URLSearchParams() });
    expect(await stateOf(id)).toBe('waiting');
  });
});

describe('S3: the press', () => {
  it('has exactly one winner of fifty who hold the link', async () => {
    const { id, hubId, path } = await invited();
    const fifty = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const browser = new Browser();
        await browser.open(path);
        return browser;
      }),
    );
    const pressed = await Promise.all(fifty.map((browser) => browser.press('/i/claim')));
    expect(pressed.filter(({ text }) => text.includes('This Hub is yours now'))).toHaveLength(1);
    expect(pressed.filter(({ status }) => status === 404)).toHaveLength(49);
    expect(await stateOf(id)).toBe('claimed');
    expect(await membersOf(hubId)).toHaveLength(1);
  });

  it('shows the claimed Hub to every press of an impatient one', async () => {
    const { hubId, path } = await invited();
    const browser = new Browser();
    await browser.open(path);
    const form = browser.formOf('/i/claim');
    const presses = await Promise.all(Array.from({ length: 5 }, () => browser.once('/i/claim', form)));
    expect(presses.map(({ headers }) => headers.get('location'))).toEqual(
      Array.from({ length: 5 }, () => `/h/${hubId}?done=claimed`),
    );
    expect((await browser.open(`/h/${hubId}`)).status).toBe(200);
    expect(await membersOf(hubId)).toHaveLength(1);
  });
});

describe('S4: machines that press', () => {
  it.each([
    [
      'a headless browser',
      {
        'user-agent':
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/150.0.0.0 Safari/537.36',
      },
    ],
    ['a scanner', { 'user-agent': 'Mozilla/5.0 (compatible; Proofpoint URL Defense)' }],
  ])('%s gets a page that asks for the code, and the code goes to the invited address', async (_, agentHeader) => {
    const { id, email, path } = await invited();
    const machine = new Browser({ ...personHeaders, ...agentHeader });
    await machine.open(path);
    await machine.press('/i/claim');
    expect(machine.page.path).toBe('/i/claim/code');
    expect(await stateOf(id)).toBe('waiting');
    expect(await codeMailedTo(email)).toMatch(/^\d{6}$/);
  });

  it('a press within a minute of the mail needs the code, which then claims', async () => {
    const homeowner = await homeownerOf(agent);
    const { id, path } = await inviteByMail(agent, homeowner);
    await until(
      'the mail is accepted',
      async () =>
        (await pool.query(`select from send_attempts where invitation_id = $1 and state = 'accepted'`, [id])).rowCount,
    );
    const browser = await claim(path);
    expect(browser.page.path).toBe('/i/claim/code');
    await browser.press('/i/claim/code', { code: await codeMailedTo(homeowner.email) });
    expect(browser.page.path).toContain(`/h/${homeowner.hubId}`);
    expect(await stateOf(id)).toBe('claimed');
  });

  it('many invitations opened from one place need the code', async () => {
    const place = somewhere();
    const many = [];
    for (let n = 0; n < 6; n++) many.push(await invited());
    for (const { path } of many) await new Browser(personHeaders, place).open(path);
    const browser = new Browser(personHeaders, place);
    await browser.open(many[0]!.path);
    await browser.press('/i/claim');
    expect(browser.page.path).toBe('/i/claim/code');
  });

  it('stops after five wrong codes, also for the right one, until a new one is mailed', async () => {
    const { id, email, path } = await invited();
    const browser = new Browser({ ...personHeaders, 'user-agent': 'HeadlessChrome' });
    await browser.open(path);
    await browser.press('/i/claim');
    const code = await codeMailedTo(email);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let tries = 0; tries < 5; tries++) await browser.press('/i/claim/code', { code: wrong });
    await browser.press('/i/claim/code', { code });
    expect(textOf(browser.page.text)).toContain('too many wrong tries');
    expect(await stateOf(id)).toBe('waiting');
    await browser.press('/i/claim/code/again');
    await browser.press('/i/claim/code', { code: await codeMailedTo(email, code) });
    expect(await stateOf(id)).toBe('claimed');
  });

  it('a claim is taken back by "this wasn’t me": only the press acts, whoever claimed is out, and it works once', async () => {
    const { id, hubId, email, path } = await invited();
    const thief = await claim(path);
    expect(thief.page.path).toContain(`/h/${hubId}`);
    const mail = await mailTo(email, ({ text }) => /\/i\/n\//.test(text) && !claimLink.test(text));
    const notMe = pathIn(mail.text, /\/i\/n\/[\w-]+/);
    const owner = new Browser();
    await owner.open(notMe);
    expect(await stateOf(id)).toBe('claimed');
    await owner.press(notMe);
    expect(await stateOf(id)).toBe('revoked');
    expect(await membersOf(hubId)).toEqual([]);
    expect((await thief.open(`/h/${hubId}`)).path).toBe('/h/sign-in');
    expect(textOf((await owner.open(notMe)).text)).toContain('nothing to take back');
  });
});
