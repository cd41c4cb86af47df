import type { Browser, Page } from 'playwright-core';
import { type OwnPlatform, startOwnPlatform } from '../pipeline-platform.js';
import { SandboxPage } from '../sandbox-page.js';
import { seriousViolations } from './axe.js';
import { openBrowser } from './browser.js';
import { chip, giveKey, health, isInStep, keyField, newestEquation } from './crm-pages.js';
import { newOffice, type Office } from './office.js';
import { isShown, openPath, settle } from './settle.js';

const patience = 180_000;
let browser: Browser;
let own: OwnPlatform;
let sandbox: SandboxPage;

/** A platform of its own: its sandbox's key is broken here, and others need theirs. */
beforeAll(async () => {
  own = await startOwnPlatform({});
  sandbox = new SandboxPage(own.platform.sandboxUrl!);
  browser = await openBrowser();
}, patience);
/** A test that broke the key and then failed leaves the next one a key that opens. */
beforeEach(() => sandbox.press('renew'));
afterAll(async () => {
  await browser?.close();
  await own?.stop();
}, patience);

/** An account that has connected nothing yet. */
const anOffice = () => newOffice(null, { ...own.platform, mailUiUrl: own.platform.mailUiUrl! });

const badge = (page: Page) => page.getByRole('navigation', { name: 'Main' }).getByText('waiting for a person');

it(
  'lets a newcomer connect, sync, find the people, break the key, mend it and leave again',
  async () => {
    const page = await (await anOffice()).open(browser);
    await openPath(page, '/');
    await page.getByRole('link', { name: 'Choose your CRM' }).click();
    await page.getByRole('searchbox', { name: 'Search CRMs' }).fill('sandb');
    expect(await page.getByRole('list', { name: 'CRMs' }).getByRole('listitem').count()).toBe(1);
    await page.getByRole('link', { name: 'Connect Sandbox CRM' }).click();
    await isShown(page.getByRole('link', { name: /Open the Sandbox CRM/ }));

    await giveKey(page, await sandbox.key());
    expect(await isShown(page.getByText(/^Connected as .* · sees 250 people$/))).toBe(true);
    await isInStep(page);
    expect(await newestEquation(page)).toMatch(/^250 seen = 250 added \+ 0 changed/);

    await page.getByRole('link', { name: '250 contacts', exact: true }).click();
    await isShown(page.getByText(/^CRM: Sandbox CRM/));
    await isShown(page.getByText(/1–25 of 250/));
    await page.getByRole('row').nth(1).getByRole('link').first().click();
    await page.getByRole('tab', { name: 'CRM' }).click();
    await isShown(page.getByText('came from there', { exact: false }));
    expect(await isShown(page.getByRole('list', { name: 'What Sandbox CRM says' }).getByText('Last name'))).toBe(true);

    await sandbox.press('revoke');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'CRM' }).click();
    await page.getByRole('link', { name: 'Sandbox CRM', exact: true }).click();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await isShown(chip(page, 'Needs reconnect'));
    await isShown(badge(page));
    await page.getByRole('link', { name: 'Home', exact: true }).click();
    await isShown(page.getByText('Reconnect Sandbox CRM'));
    await page.getByRole('link', { name: 'Reconnect: Sandbox CRM' }).click();

    await giveKey(page, 'sandbox_that_is_none', 'Reconnect');
    await isShown(page.getByText('does not take this key', { exact: false }));
    await sandbox.press('renew');
    await giveKey(page, await sandbox.key(), 'Reconnect');
    await isInStep(page);
    expect(await keyField(page).count()).toBe(0);
    await badge(page).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'More about this connection' }).click();
    await page.getByRole('menuitem', { name: 'Disconnect…' }).click();
    await page.getByRole('button', { name: 'Disconnect · 250 contacts stay' }).click();
    await isShown(chip(page, 'Disconnected'));
    await openPath(page, '/contacts');
    expect(await isShown(page.getByText(/of 250/))).toBe(true);
    await page.context().close();
  },
  patience,
);

describe('a key that opens nothing', () => {
  it(
    'is told from one that looks wrong; nothing is kept of either',
    async () => {
      const page = await (await anOffice()).open(browser);
      await openPath(page, '/connections/create/sandbox');
      await giveKey(page, 'short');
      await isShown(page.getByText('API key does not look like one', { exact: false }));
      // By keyboard as well: Enter saves.
      await keyField(page).fill('sandbox_0123456789abcdef');
      await keyField(page).press('Enter');
      await isShown(page.getByText('Not saved'));
      await isShown(page.getByText('Sandbox CRM does not take this key. Copy it again, whole', { exact: false }));
      await openPath(page, '/connections');
      expect(await page.getByRole('link', { name: /^Sandbox CRM$/ }).count()).toBe(0);
      await page.context().close();
    },
    patience,
  );

  it(
    'is no way in where a CRM asks for a sign-in that nobody has set up here: that is said, with what to do',
    async () => {
      const page = await (await anOffice()).open(browser);
      await openPath(page, '/connections/create/google-contacts');
      expect(await isShown(page.getByText('Google Contacts cannot be connected here yet'))).toBe(true);
      expect(await page.getByRole('button', { name: /Sign in/ }).count()).toBe(0);
      await openPath(page, '/connections?signIn=sign_in_declined');
      expect(await isShown(page.getByText('The CRM did not give access.', { exact: false }))).toBe(true);
      await page.context().close();
    },
    patience,
  );
});

it(
  'reads nothing before the settings are made, then only who was chosen, and fits a phone on every page',
  async () => {
    const office = await anOffice();
    const page = await office.open(browser, { size: 'phone' });
    await openPath(page, '/imports');
    await page.getByRole('link', { name: 'Get Started' }).click();
    await page.getByRole('link', { name: 'Connect Sandbox CRM' }).click();
    await page.getByRole('radio', { name: /Set up first/ }).check();
    await giveKey(page, await sandbox.key());
    await isShown(page.getByText('Nothing is read yet.', { exact: false }));
    const id = /\/connections\/(\d+)\/settings/.exec(page.url())?.[1];

    await page.getByRole('combobox', { name: 'In one of these stages' }).fill('Lead');
    await page.getByRole('option', { name: 'Lead', exact: true }).click();
    await page.getByRole('combobox', { name: 'Notes: whose word counts' }).selectOption('Do not bring in');
    await page.getByRole('link', { name: 'Timeline', exact: true }).click();
    await isShown(page.getByRole('dialog', { name: 'Some changes are not saved' }));
    await page.getByRole('button', { name: 'Go back' }).click();
    await page.getByRole('button', { name: 'Save and start syncing' }).click();
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await isInStep(page);
    const equation = await newestEquation(page);
    const [, added = '', skipped = ''] = /(\d+) added .* (\d+) skipped/.exec(equation) ?? [];
    expect([Number(added) > 0, Number(skipped) > 0, Number(added) + Number(skipped)]).toEqual([true, true, 250]);
    await openPath(page, `/connections/${id}/settings`);
    expect(await page.getByRole('combobox', { name: 'Notes: whose word counts' }).inputValue()).toBe('off');

    const addresses = [
      '/connections',
      '/connections/create',
      '/connections/create/sandbox',
      '/connections/create/follow-up-boss',
      `/connections/${id}`,
      `/connections/${id}/problems`,
      `/connections/${id}/settings`,
      `/connections/${id}/timeline`,
      `/connections/${id}/key`,
      `/connections/${id}/disconnect`,
      '/imports',
      '/',
    ];
    expect(await tooWide(page, addresses)).toEqual([]);
    await page.context().close();
    expect(await unfriendly(office, 'light', addresses)).toEqual([]);
    expect(await unfriendly(office, 'dark', addresses)).toEqual([]);
  },
  patience,
);

it(
  'says after a pause what stands still and goes on when asked',
  async () => {
    const page = await (await anOffice()).open(browser);
    await openPath(page, '/connections/create/sandbox');
    await giveKey(page, await sandbox.key());
    await isInStep(page);
    await page.getByRole('button', { name: 'More about this connection' }).click();
    await page.getByRole('menuitem', { name: 'Pause' }).click();
    await isShown(chip(page, 'Paused'));
    expect(await health(page).innerText()).toContain('nothing comes in until you resume');
    await page.getByRole('button', { name: 'Resume' }).click();
    await isInStep(page);
    await page.getByRole('link', { name: 'Timeline' }).click();
    expect(await isShown(page.getByText('paused it'))).toBe(true);
    await page.context().close();
  },
  patience,
);

/** Addresses whose page is wider than the window. */
async function tooWide(page: Page, addresses: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const address of addresses) {
    await openPath(page, address);
    const isWide = await page.evaluate<boolean>(
      'document.documentElement.scrollWidth > document.documentElement.clientWidth',
    );
    if (isWide) found.push(address);
  }
  return found;
}

/** What axe finds, by address. */
async function unfriendly(office: Office, look: 'light' | 'dark', addresses: string[]): Promise<string[]> {
  const page = await office.open(browser, { dark: look === 'dark' });
  const found: string[] = [];
  for (const address of addresses) {
    await openPath(page, address);
    await settle(page);
    for (const violation of await seriousViolations(page)) found.push(`${address} ${look}: ${violation}`);
  }
  await page.context().close();
  return found;
}
