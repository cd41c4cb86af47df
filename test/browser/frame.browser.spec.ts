import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { demoPassword } from '../../database/seed.js';
import { tokenMailedTo } from '../platform/newcomer.js';
import { people, type Person, platform } from '../platform/platform.js';
import { openBrowser, openPage } from './browser.js';
import { consolePages } from './pages.js';
import { isShown, openPath, settle } from './settle.js';

const patience = 120_000;
let browser: Browser;
const { apiUrl } = platform();
const open = (options: Omit<Parameters<typeof openPage>[1], 'apiUrl'> = {}) =>
  openPage(browser, { apiUrl, ...options });

beforeAll(async () => {
  browser = await openBrowser();
}, patience);
afterAll(() => browser.close());

/** Dark differs from light in its colours alone. */
function axe(page: Page, theme: 'light' | 'dark') {
  const builder = new AxeBuilder({ page }).setLegacyMode();
  return theme === 'dark' ? builder.withRules(['color-contrast']) : builder;
}

async function typeSignIn(page: Page, email: string, password: string) {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

describe('signing in', () => {
  it(
    'leads to the page that was asked for',
    async () => {
      const page = await open();
      await page.goto('/settings/colleagues');
      await typeSignIn(page, people.agent, demoPassword);
      expect(await isShown(page.getByRole('heading', { name: 'Settings: Colleagues' }))).toBe(true);
      await page.context().close();
    },
    patience,
  );

  it(
    'says that e-mail or password is wrong, and not which',
    async () => {
      const page = await open();
      await page.goto('/login');
      await typeSignIn(page, people.agent, 'not the password');
      expect(await isShown(page.getByText('E-mail or password is not right.'))).toBe(true);
      await typeSignIn(page, 'nobody@example.com', 'not the password');
      expect(await isShown(page.getByText('E-mail or password is not right.'))).toBe(true);
      await page.context().close();
    },
    patience,
  );

  it(
    'takes one click as a demo person in a local platform, and signing out ends it',
    async () => {
      const page = await open();
      await page.goto('/login');
      await page.getByRole('button', { name: /Tom Becker/ }).click();
      await page.getByRole('heading', { name: 'Home' }).waitFor();
      await page.getByRole('button', { name: /your menu/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      expect(await isShown(page.getByRole('heading', { name: 'Sign in' }))).toBe(true);
      await page.goto('/contacts');
      expect(await isShown(page.getByRole('heading', { name: 'Sign in' }))).toBe(true);
      await page.context().close();
    },
    patience,
  );
});

describe('the frame', () => {
  it.each<[Person, string]>([
    ['agent', 'Home, Contacts, Imports, CRM, Hubs, Campaigns, Settings'],
    ['support', 'Needs someone, Imports, Syncs, Campaigns, People, What came back, Sending health, Accounts, System'],
    ['ops', 'Campaigns, People, Suppressions, What came back, Sending health, Accounts, Audit, System'],
    [
      'admin',
      'Needs someone, Imports, Syncs, Campaigns, People, Suppressions, What came back, Sending health, Accounts, Users, Audit, System',
    ],
  ])(
    'shows %s what the role works with',
    async (person, labels) => {
      const page = await open({ as: person });
      await openPath(page, '/');
      const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
      const texts = await links.locator(':scope > span:first-of-type').allTextContents();
      expect(texts.join(', ')).toBe(labels);
      await page.getByText('engine', { exact: true }).waitFor();
      await page.context().close();
    },
    patience,
  );

  it(
    'keeps the choice of dark over a reload',
    async () => {
      const page = await open({ as: 'agent' });
      await openPath(page, '/');
      const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
      const light = await ground();
      await page.getByRole('button', { name: /your menu/ }).click();
      await page.getByRole('menuitem', { name: 'Dark mode' }).click();
      await page.reload();
      await settle(page);
      expect(await ground()).not.toBe(light);
      await page.context().close();
    },
    patience,
  );

  it(
    'is walked by keyboard: the first stop skips the menu',
    async () => {
      const page = await open({ as: 'agent' });
      await openPath(page, '/contacts');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement?.textContent')).toBe('Skip to the page');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement?.id')).toBe('main');
      await page.context().close();
    },
    patience,
  );
});

describe('colleagues', () => {
  it(
    'are invited by mail, choose a password, and are signed out at once when removed',
    async () => {
      const email = `joana-${Date.now()}@example.com`;
      const page = await open({ as: 'agent' });
      await openPath(page, '/settings/colleagues');
      await page.getByRole('button', { name: 'Invite a colleague' }).click();
      await page.getByLabel('Name').fill('Joana Prado');
      await page.getByLabel('E-mail').fill(email);
      await page.getByRole('button', { name: 'Send invitation' }).click();
      const line = page.getByRole('listitem').filter({ hasText: email });
      await line.getByText('Invited').waitFor();

      const joining = await open();
      await joining.goto(`/join?token=${await tokenMailedTo(email)}`);
      await joining.getByRole('heading', { name: 'Join Hillside Realty' }).waitFor();
      await joining.getByLabel('Password').fill('a long enough password');
      await joining.getByRole('button', { name: 'Join' }).click();
      await joining.getByRole('heading', { name: 'Home' }).waitFor();

      await page.reload();
      await line.getByText('Active').waitFor();
      await line.getByRole('button', { name: 'Remove Joana Prado' }).click();
      await page.getByRole('button', { name: 'Remove from the account' }).click();
      await line.waitFor({ state: 'detached' });
      await joining.goto('/contacts');
      expect(await isShown(joining.getByRole('heading', { name: 'Sign in' }))).toBe(true);
      await joining.context().close();
      await page.context().close();
    },
    patience,
  );
});

describe('API keys', () => {
  it(
    'are shown once, open the account to a program, and end',
    async () => {
      const name = `Newsletter ${Date.now()}`;
      const page = await open({ as: 'agent' });
      await openPath(page, '/settings/api-keys');
      await page.getByRole('button', { name: 'New key' }).click();
      await page.getByLabel('What is it for?').fill(name);
      await page.getByRole('button', { name: 'Make key' }).click();
      const key = await page.getByLabel(`Key of ${name}`).inputValue();
      const ask = () => fetch(`${apiUrl}/api/contacts?perPage=1`, { headers: { 'x-api-key': key } });
      expect((await ask()).status).toBe(200);

      await page.reload();
      const line = page.getByRole('listitem').filter({ hasText: name });
      await line.waitFor();
      expect(await page.getByText(key).count()).toBe(0);
      await page.getByRole('button', { name: `End key ${name}` }).click();
      await page.getByRole('button', { name: 'End key', exact: true }).click();
      // While the dialog is open nothing behind it has a role.
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await line.waitFor({ state: 'detached' });
      expect((await ask()).status).toBe(401);
      await page.context().close();
    },
    patience,
  );
});

describe.each(['light', 'dark'] as const)('in %s', (theme) => {
  const roles = [...new Set(consolePages.map(({ role }) => role))];

  it.each(roles)(
    'axe finds nothing on the pages of %s',
    async (role) => {
      const page = await open({ dark: theme === 'dark', ...(role && { as: role }) });
      const found: string[] = [];
      for (const { name, path } of consolePages.filter((candidate) => candidate.role === role)) {
        await openPath(page, path);
        const { violations } = await axe(page, theme).analyze();
        found.push(...violations.map(({ id, nodes }) => `${name}: ${id} at ${nodes[0]?.target.join(' ')}`));
      }
      expect(found).toEqual([]);
      await page.context().close();
    },
    // Some thirty pages in a row.
    2 * patience,
  );
});

it(
  'fits agents’ pages on a phone',
  async () => {
    const page = await open({ as: 'agent', size: 'phone' });
    const wide: string[] = [];
    for (const { name, path } of consolePages.filter(({ role, onPhone }) => role === 'agent' && onPhone)) {
      await openPath(page, path);
      const tooWide = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
      if (tooWide > 0) wide.push(name);
    }
    expect(wide).toEqual([]);
    await page.context().close();
  },
  patience,
);
