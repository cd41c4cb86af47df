import type { Browser, Page } from 'playwright-core';
import type { Pool } from 'pg';
import { createPool } from '../../database/pool.js';
import { invitedBy, pathIn, post } from '../homeowners.js';
import { as, platform, type Session } from '../platform/platform.js';
import { seriousViolations } from './axe.js';
import { openBrowser } from './browser.js';
import { openAsHomeowner } from './homeowner-page.js';
import { isShown } from './settle.js';

const patience = 120_000;
let browser: Browser;
let pool: Pool;
let agent: Session;
beforeAll(async () => {
  browser = await openBrowser();
  pool = createPool(platform().databaseUrl, { max: 2 });
  agent = await as('agent');
}, patience);
afterAll(async () => {
  await browser.close();
  await pool.end();
});

const invited = () => invitedBy(agent, pool);

async function claimed(page: Page) {
  const homeowner = await invited();
  await page.goto(homeowner.path);
  await page.getByRole('button', { name: 'Claim my Hub' }).click();
  await page.getByText('This Hub is yours now').waitFor();
  return homeowner;
}

/** Nothing stands out to the right of the window. */
const fits = (page: Page) =>
  page.evaluate<boolean>('document.documentElement.scrollWidth <= document.documentElement.clientWidth');

describe.each(['phone', 'desktop'] as const)('as a homeowner at a %s, without scripts', (size) => {
  it(
    'claims, asks, corrects, chooses mails and signs out',
    async () => {
      const page = await openAsHomeowner(browser, { size });
      const { hubId, path } = await claimed(page);
      expect(new URL(page.url()).pathname).toBe(`/h/${hubId}`);
      expect(page.url()).not.toContain(path);

      await page.getByLabel('Your question to Maria').fill('When is the property tax due?');
      await page.getByRole('button', { name: 'Ask Maria' }).click();
      expect(await isShown(page.getByText('Maria has not answered yet.'))).toBe(true);

      await page.getByRole('link', { name: 'Something is missing or wrong' }).click();
      await page.getByLabel('Bedrooms').fill('three');
      await page.getByRole('button', { name: 'Send to Maria' }).click();
      const summary = page.getByRole('alert');
      await summary.getByRole('link', { name: 'Bedrooms: Give a number.' }).click();
      expect(await page.getByLabel('Bedrooms').getAttribute('aria-invalid')).toBe('true');
      await page.getByLabel('Bedrooms').fill('3');
      await page.getByLabel('Kind of home').selectOption('House');
      await page.getByRole('button', { name: 'Send to Maria' }).click();
      expect(await isShown(page.getByText('Bedrooms: – → 3'))).toBe(true);

      await page.getByRole('link', { name: 'Change my mails' }).click();
      await page.getByLabel('My agent answers a question').uncheck();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved.').waitFor();
      expect(await page.getByLabel('My agent answers a question').isChecked()).toBe(false);

      await page.getByRole('link', { name: 'Back to my Hub' }).click();
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await page.getByText('You are signed out.').waitFor();
      await page.goto(`/h/${hubId}`);
      expect(await isShown(page.getByRole('heading', { name: 'Sign in to your Hub' }))).toBe(true);
      await page.context().close();
    },
    patience,
  );

  it(
    'unsubscribes with one press and takes it back',
    async () => {
      const { mail } = await invited();
      const page = await openAsHomeowner(browser, { size });
      await page.goto(pathIn(mail.text, /\/i\/u\/[\w-]+/));
      await page.getByRole('button', { name: 'Unsubscribe' }).click();
      await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor();
      await page.getByRole('button', { name: 'Undo' }).click();
      expect(await isShown(page.getByRole('heading', { name: 'Stop these mails?' }))).toBe(true);
      await page.context().close();
    },
    patience,
  );
});

describe('a scanner with a browser', () => {
  it(
    'presses every button of the page behind the link and claims nothing',
    async () => {
      const { id, path } = await invited();
      const page = await openAsHomeowner(browser, { isHeadless: true, scripts: true });
      await page.goto(path);
      for (const button of await page.getByRole('button').all()) await button.click();
      await page.getByRole('heading', { name: 'One more step' }).waitFor();
      await page.goBack();
      const { rows } = await pool.query<{ state: string }>('select state from invitations where id = $1', [id]);
      expect(rows[0]!.state).toBe('waiting');
      await page.context().close();
    },
    patience,
  );
});

it(
  'leads by keyboard alone from the link to the Hub, past a way to skip, with a focus that is seen',
  async () => {
    const { path } = await invited();
    const page = await openAsHomeowner(browser);
    await page.goto(path);
    await page.keyboard.press('Tab');
    expect(
      await page.getByRole('link', { name: 'Skip to the content' }).evaluate((link) => link.matches(':focus')),
    ).toBe(true);
    await page.keyboard.press('Tab');
    const button = page.getByRole('button', { name: 'Claim my Hub' });
    expect(await button.count()).toBe(1);
    expect(await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    expect(await isShown(page.getByText('This Hub is yours now'))).toBe(true);
    await page.context().close();
  },
  patience,
);

it.each([
  ['phone', false],
  ['phone', true],
  ['desktop', false],
  ['desktop', true],
] as const)(
  'breaks no rule of WCAG 2.2 AA and fits on every page, at a %s, dark: %s',
  async (size, dark) => {
    const page = await openAsHomeowner(browser, { size, dark, scripts: true });
    const waiting = await invited();
    const { url } = await post<{ url: string }>(agent, '/api/landing-links', {});
    const { hubId } = await claimed(page);
    const unsubscribe = pathIn(waiting.mail.text, /\/i\/u\/[\w-]+/);
    const notMe = pathIn(waiting.mail.text, /\/i\/n\/[\w-]+/);
    const unknown = `/i/${'x'.repeat(43)}`;
    const paths = [
      `/h/${hubId}`,
      `/h/${hubId}/home`,
      `/h/${hubId}/leave`,
      '/h/preferences',
      '/h/data',
      '/h/privacy',
      '/h/sign-in',
      '/h/no/where',
      waiting.path,
      unknown,
      unsubscribe,
      notMe,
      new URL(url).pathname,
    ];
    const found: string[] = [];
    for (const path of paths) {
      await page.goto(path);
      const violations = await seriousViolations(page);
      if (!(await fits(page))) violations.push('is wider than the window');
      found.push(...violations.map((violation) => `${path.slice(0, 12)} ${violation}`));
    }
    expect(found).toEqual([]);
    await page.context().close();
  },
  patience,
);
