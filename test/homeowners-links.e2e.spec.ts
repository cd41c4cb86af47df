import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { Pool } from 'pg';
import { createPool } from '../database/pool.js';
import { Browser, claim, claimLink, invitedBy, pathIn, personHeaders, post, somewhere } from './homeowners.js';
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
const invited = () => invitedBy(agent, pool);

const askForFresh = async (path: string) => {
  const browser = new Browser();
  await browser.open(path);
  return (await browser.press('/i/fresh')).text.replace(/name="key" value="[^"]*"/g, '');
};

describe('S6: one answer for whatever is no good', () => {
  it('answers unknown, expired, revoked and used alike, and never sooner than for each other', async () => {
    const [expired, revoked, used] = [await invited(), await invited(), await invited()];
    await pool.query(`update invitations set expires_at = now() - interval '1 minute' where id = $1`, [expired.id]);
    await post(agent, `/api/hub-invitations/${revoked.id}/revoke`, { reason: 'sent to the wrong house' });
    await claim(used.path);
    const unknown = `/i/${randomBytes(32).toString('base64url')}`;
    const answers = [];
    for (const path of [unknown, expired.path, revoked.path, used.path]) {
      const browser = new Browser();
      const first = await browser.once(path);
      const begun = performance.now();
      const page = await browser.once('/i/claim');
      answers.push({ first, page, took: performance.now() - begun });
    }
    const seen = answers.map(({ first, page }) => ({
      first: [first.status, first.headers.get('location')],
      status: page.status,
      text: page.text.replace(/name="key" value="[^"]*"/g, ''),
    }));
    expect(seen[0]!.status).toBe(404);
    for (const other of seen.slice(1)) expect(other).toEqual(seen[0]);
    for (const { took } of answers) expect(took).toBeGreaterThan(140);
  });

  it('mails a fresh link to the invited address alone, and says the same to everybody', async () => {
    const expired = await invited();
    await pool.query(`update invitations set expires_at = now() - interval '1 minute' where id = $1`, [expired.id]);
    const known = await askForFresh(expired.path);
    expect(await askForFresh(`/i/${randomBytes(32).toString('base64url')}`)).toBe(known);
    const isFresh = (text: string) => claimLink.test(text) && !text.includes(expired.path);
    const mail = await mailTo(expired.email, ({ text }) => isFresh(text));
    const browser = await claim(pathIn(mail.text, claimLink));
    expect([`/i/claim/code`, `/h/${expired.hubId}?done=claimed`]).toContain(browser.page.path);
    expect((await new Browser().open(expired.path)).status).toBe(404);
  });
});

describe('S7: limits', () => {
  it('shuts out an address after thirty links that are no good, also for a good one, and nobody else', async () => {
    const place = somewhere();
    const guess = () => new Browser(personHeaders, place).open(`/i/${randomBytes(32).toString('base64url')}`);
    for (let n = 0; n < 30; n++) expect((await guess()).status).toBe(404);
    expect((await guess()).status).toBe(429);
    const { path } = await invited();
    expect((await new Browser(personHeaders, place).open(path)).status).toBe(429);
    expect((await new Browser().open(path)).status).toBe(200);
  });
});

describe('S8: what pages tell', () => {
  it('sends no referrer, is kept by nobody, found by no search, and loads nothing from elsewhere', async () => {
    const { path } = await invited();
    const browser = new Browser();
    const { headers, text } = await browser.open(path);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect([...text.matchAll(/(?:src|href)="(https?:[^"]+)"/g)].map(([, url]) => url)).toEqual([]);
    expect(text).not.toMatch(/<script|style="/);
    const styles = [...text.matchAll(/<style>([^<]*)<\/style>/g)].map(([, style = '']) => style);
    const digest = createHash('sha256').update(styles.join()).digest('base64');
    expect(headers.get('content-security-policy')).toContain(`style-src 'sha256-${digest}';`);
  });

  it('keeps tokens out of the log', async () => {
    const { path } = await invited();
    const browser = await claim(path);
    await browser.open(`/i/u/${path.slice(3)}`);
    const logged = await until('the page is logged', async () => {
      const text = await readFile(join(platform().folder, 'logs', 'api.log'), 'utf8');
      return text.includes('"/i/u/…"') && text;
    });
    expect(logged).not.toContain(path.slice(3));
  });

  it('builds no link from a forged Host header', async () => {
    const { path } = await invited();
    const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    const browser = new Browser({ ...personHeaders, ...forged });
    const first = await browser.once(path);
    const page = await browser.open(path);
    expect(`${first.headers.get('location')} ${page.text}`).not.toContain('evil.example');
  });
});

describe('S9, S10: one link is one purpose, and a void link stays void', () => {
  it('opens nothing with the token of another purpose', async () => {
    const { mail, path, id } = await invited();
    const claimToken = path.slice(3);
    const unsubscribeToken = pathIn(mail.text, /\/i\/u\/[\w-]+/).slice(5);
    const notMeToken = pathIn(mail.text, /\/i\/n\/[\w-]+/).slice(5);
    const wrong = [
      `/i/u/${claimToken}`,
      `/i/n/${claimToken}`,
      `/i/l/${claimToken}`,
      `/i/n/${unsubscribeToken}`,
      `/i/u/${notMeToken}`,
      `/i/${unsubscribeToken}`,
      `/i/${notMeToken}`,
    ];
    for (const address of wrong) expect([address, (await new Browser().open(address)).status]).toEqual([address, 404]);
    expect(await stateOf(id)).toBe('waiting');
  });

  it('is void after a resend, which mails another', async () => {
    const { id, email, path } = await invited();
    await post(agent, `/api/hub-invitations/${id}/resend`, {});
    expect((await new Browser().open(path)).status).toBe(404);
    const mail = await mailTo(email, ({ text }) => !text.includes(path));
    expect((await new Browser().open(pathIn(mail.text, claimLink))).status).toBe(200);
  });
});
