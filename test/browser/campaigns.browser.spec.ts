import type { Browser, Page } from 'playwright-core';
import { mailTo } from '../platform/newcomer.js';
import { until } from '../platform/platform.js';
import { seriousViolations } from './axe.js';
import { openBrowser } from './browser.js';
import { addContacts, addressOf, always, newCampaign, newOffice, type Office } from './office.js';
import { isShown, openPath, settle } from './settle.js';

const patience = 180_000;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
}, patience);
afterAll(() => browser.close());

const stateOf = async (office: Office, id: string) =>
  (await office.ask<{ state: string }>('GET', `/campaigns/${id}`)).state;

/** Waits until everybody has a verdict. */
const frozen = (office: Office, id: string) =>
  until('the audience is looked at', async () => (await stateOf(office, id)) === 'awaiting_review', { seconds: 60 });

/** Mails of a campaign begun in the page may leave at any hour, whenever this spec runs. */
const atAnyHour = (page: Page) =>
  page.route('**/api/campaigns', (route) => {
    const request = route.request();
    if (request.method() !== 'POST') return route.continue();
    const body = { ...(request.postDataJSON() as object), settings: { window: always } };
    return route.continue({ postData: JSON.stringify(body) });
  });

describe('Easy Invite', () => {
  it(
    'takes four clicks from Home to mails that have left, and shows them with their proof',
    async () => {
      const office = await newOffice();
      await addContacts(office, [{ firstName: 'Anna' }, { firstName: 'Ben' }, { firstName: 'Carl', email: null }]);
      const page = await office.open(browser);
      await atAnyHour(page);
      await openPath(page, '/');
      await page.getByText('3 of your contacts have no Hub yet.').waitFor();

      await page.getByRole('button', { name: 'Invite', exact: true }).click();
      await page.getByRole('menuitem', { name: /^Easy Invite/ }).click();
      await page.getByRole('button', { name: 'See who gets it' }).click();
      await page.getByRole('button', { name: 'Send Invitations to 2' }).click();

      await page.waitForURL(/\/campaigns\/\d+$/);
      for (const name of ['Anna', 'Ben']) await mailTo(addressOf(office, name));
      await page.getByText('2 sent', { exact: true }).waitFor({ timeout: 60_000 });

      await page.getByRole('link', { name: '2 sent' }).click();
      await page.getByRole('link', { name: 'Anna Bell' }).click();
      const evidence = page.getByRole('list', { name: 'Evidence' });
      await evidence.getByText(/“250 .+”/).waitFor();
      expect(await seriousViolations(page)).toEqual([]);
      await page.context().close();
    },
    patience,
  );

  it(
    'says of everybody who is left out why, with the people behind each number',
    async () => {
      const office = await newOffice();
      const ids = await addContacts(office, [
        { firstName: 'Dora' },
        { firstName: 'Emil', email: null },
        { firstName: 'Finn', email: `info@${office.mark}.example.com` },
      ]);
      const id = await newCampaign(office, ids);
      await frozen(office, id);
      const page = await office.open(browser);
      await openPath(page, `/campaigns/${id}`);
      await page.waitForURL(/\/review$/);
      await page.getByText('3 contacts chosen', { exact: true }).waitFor();
      await page.getByRole('link', { name: /^1 no e-mail/ }).click();
      await page.waitForURL(/verdict=no_email/);
      expect(await isShown(page.getByRole('link', { name: 'Emil Bell' }))).toBe(true);
      await page.reload();
      expect(await isShown(page.getByRole('link', { name: 'Emil Bell' }))).toBe(true);
      expect(await seriousViolations(page)).toEqual([]);
      await page.getByRole('link', { name: 'Back to the review' }).click();
      await page.getByRole('link', { name: /^1 shared mailboxes/ }).click();
      await page.getByRole('link', { name: 'Finn Bell' }).waitFor();
      await page.goBack();

      await page.getByRole('switch', { name: /^Leave out addresses/ }).uncheck();
      await page.getByRole('link', { name: /^2 will be invited/ }).waitFor({ timeout: 60_000 });
      expect(await page.getByRole('link', { name: /shared mailboxes/ }).count()).toBe(0);
      await page.context().close();
    },
    patience,
  );

  it(
    'invites those who are ticked, and all that a search finds, over the address alone',
    async () => {
      const office = await newOffice();
      const tagged = { tags: ['garden'] };
      await addContacts(office, [{ firstName: 'Hans', ...tagged }, { firstName: 'Ida', ...tagged }, { firstName: 'Jan' }]); // prettier-ignore
      const page = await office.open(browser);
      await openPath(page, '/contacts');
      await page.getByRole('checkbox', { name: 'Select Jan Bell' }).check();
      await page.getByRole('link', { name: 'Invite 1…' }).click();
      await page.getByText('1 contact chosen by hand').waitFor();
      await page.getByRole('button', { name: 'See who gets it' }).click();
      await page.getByRole('button', { name: 'Send Invitations to 1' }).waitFor();

      await openPath(page, `/contacts?filter=${encodeURIComponent('{"tag":"garden"}')}`);
      await page.getByRole('link', { name: 'Invite all 2 that match…' }).click();
      await page.getByText('All contacts: tag “garden”').waitFor();
      await page.reload();
      await page.getByRole('button', { name: 'See who gets it' }).click();
      await page.getByRole('button', { name: 'Send Invitations to 2' }).waitFor();
      await page.reload();
      expect(await isShown(page.getByRole('button', { name: 'Send Invitations to 2' }))).toBe(true);
      await page.context().close();
    },
    patience,
  );

  it(
    'sends nothing that somebody else changed before it was looked at',
    async () => {
      const office = await newOffice();
      const ids = await addContacts(office, [{ firstName: 'Kim' }, { firstName: 'Lea' }]);
      const id = await newCampaign(office, ids);
      await frozen(office, id);
      const page = await office.open(browser);
      // Without the lines that tell of changes: the page is as old as it gets.
      await page.route('**/events', (route) => route.abort());
      await openPath(page, `/campaigns/${id}/review`);
      const send = page.getByRole('button', { name: 'Send Invitations to 2' });
      await send.waitFor();
      await page.route(`**/api/campaigns/${id}`, (route) => route.abort());
      await office.ask('PUT', `/campaigns/${id}`, { subject: 'Your home, changed meanwhile' });
      await page.unroute(`**/api/campaigns/${id}`);
      await send.click();
      await page.getByText('This changed while you looked at it. Nothing was sent.').waitFor();
      expect(await isShown(page.getByText('“Your home, changed meanwhile”'))).toBe(true);
      expect(await stateOf(office, id)).toBe('awaiting_review');
      expect(await send.isDisabled()).toBe(true);
      await page.getByRole('button', { name: 'I have seen it' }).click();
      await send.click();
      await page.waitForURL(/\/campaigns\/\d+$/);
      await page.context().close();
    },
    patience,
  );

  it(
    'cannot be sent to nobody, and says why and what can be done',
    async () => {
      const office = await newOffice();
      const ids = await addContacts(office, [{ firstName: 'Mia', email: null }]);
      const id = await newCampaign(office, ids);
      await frozen(office, id);
      const page = await office.open(browser);
      await openPath(page, `/campaigns/${id}/review`);
      expect(await page.getByRole('button', { name: 'Send Invitations to 0' }).isDisabled()).toBe(true);
      expect(await isShown(page.getByText('Nobody is left to invite.'))).toBe(true);
      expect(await isShown(page.getByText('There is nobody to send it to.'))).toBe(true);
      expect(await seriousViolations(page)).toEqual([]);
      await page.context().close();
    },
    patience,
  );

  it(
    'waits while a rule of the law is broken, and leads to where it is mended',
    async () => {
      const office = await newOffice(null);
      const ids = await addContacts(office, [{ firstName: 'Nils' }]);
      const id = await newCampaign(office, ids);
      await frozen(office, id);
      const page = await office.open(browser);
      await openPath(page, `/campaigns/${id}/review`);
      const checks = page.getByRole('region', { name: 'Checks' });
      await checks.locator('a[href="/settings/sender"]').first().waitFor();
      expect(await page.getByRole('button', { name: 'Send Invitations to 1' }).isDisabled()).toBe(true);
      await checks.locator('a[href="/settings/sender"]').first().click();
      await page.getByLabel('Postal address').fill('PO Box 12, Boulder, CO 80302');
      await page.getByRole('button', { name: 'Save sender' }).click();
      await page.getByText('Saved. Mails from now on say so.').waitFor();
      await openPath(page, `/campaigns/${id}/review`);
      await settle(page);
      expect(await page.getByRole('button', { name: 'Send Invitations to 1' }).isEnabled()).toBe(true);
      await page.context().close();
    },
    patience,
  );
});
