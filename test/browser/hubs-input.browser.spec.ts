import type { Browser } from 'playwright-core';
import { platform } from '../platform/platform.js';
import { seriousViolations } from './axe.js';
import { openBrowser, openPage } from './browser.js';
import { addClaimedHub, addContact, ask } from './hub-scene.js';
import { isShown, openPath } from './settle.js';

const patience = 180_000;
let browser: Browser;
const open = (size: 'desktop' | 'phone' = 'desktop') =>
  openPage(browser, { apiUrl: platform().apiUrl, as: 'agent', size });

beforeAll(async () => {
  browser = await openBrowser();
}, patience);
afterAll(() => browser.close());

describe('what is missing or wrong', () => {
  it(
    'is said at the field: a contact without a home',
    async () => {
      const { contactId } = await addContact({ street: null, city: null, state: null, zip: null });
      const page = await open();
      await openPath(page, `/hubs/new?contact=${contactId}`);
      await page.getByRole('button', { name: 'Save and go on' }).click();
      expect(await isShown(page.getByText('The street is missing. Nobody can be invited without it.'))).toBe(true);
      await page.getByLabel('Street').fill('9 Pine Ct');
      await page.getByLabel('Zip code').fill('80302');
      await page.getByLabel('Year built').fill('about 1990');
      await page.getByRole('button', { name: 'Save and go on' }).click();
      expect(await isShown(page.getByText('Give a year.'))).toBe(true);
      await page.getByLabel('Year built').fill('1990');
      await page.getByRole('button', { name: 'Save and go on' }).click();
      await page.waitForURL(/\/homeowners$/);
      await page.context().close();
    },
    patience,
  );

  it(
    'is said at the field: a contact without an e-mail; a likely slip gets its remedy as a button',
    async () => {
      const { contactId, lastName } = await addContact({ email: null });
      const { id } = await ask<{ id: string }>('POST', '/hubs', { contactId });
      const page = await open();
      await openPath(page, `/hubs/${id}/send`);
      await page.waitForURL(new RegExp(`/hubs/${id}$`));
      await page.getByRole('link', { name: 'Invite to Hub' }).click();
      const email = page.getByLabel(/^E-mail/);
      await page.getByRole('button', { name: 'Save and go on' }).click();
      expect(await isShown(page.getByText('The invitation needs an e-mail address to go to.'))).toBe(true);
      await email.fill(`${lastName}@gmial.com`);
      await email.blur();
      await page.getByRole('button', { name: `Did you mean ${lastName}@gmail.com?` }).click();
      expect(await email.inputValue()).toBe(`${lastName}@gmail.com`);
      await page.getByRole('button', { name: 'Save and go on' }).click();
      await page.waitForURL(/\/message$/);
      const contact = await ask<{ email: string }>('GET', `/contacts/${contactId}`);
      expect(contact.email).toBe(`${lastName}@gmail.com`);
      await page.context().close();
    },
    patience,
  );

  it(
    'leads to the Hub that the contact already has, instead of a second one for the same home',
    async () => {
      const { contactId } = await addContact();
      const { id } = await ask<{ id: string }>('POST', '/hubs', { contactId });
      const page = await open();
      await openPath(page, `/hubs/new?contact=${contactId}`);
      await page.getByLabel('Street').fill('12 ELM STREET');
      await page.getByLabel('Zip code').fill('80302');
      await page.getByRole('button', { name: 'Save and go on' }).click();
      await page
        .getByRole('alert')
        .filter({ hasText: /already/i })
        .last()
        .waitFor();
      await page.getByRole('link', { name: 'Go on with it' }).click();
      await page.waitForURL(new RegExp(`/hubs/${id}/message$`));
      expect((await ask<{ data: unknown[] }>('GET', `/contacts/${contactId}/hubs`)).data).toHaveLength(1);
      await page.context().close();
    },
    patience,
  );
});

it(
  'the banner counts contacts without a Hub and leads to them, where one can be invited',
  async () => {
    const { lastName } = await addContact();
    const page = await open();
    await openPath(page, '/');
    await page.getByText(/of your contacts (has|have) no Hub yet\.$/).waitFor();
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Choose contacts/ }).click();
    await page.waitForURL(/\/contacts\?/);
    await page.getByRole('link', { name: `Invite Anna ${lastName}` }).click();
    expect(await isShown(page.getByRole('heading', { name: `Invite Anna ${lastName}` }))).toBe(true);
    await page.context().close();
  },
  patience,
);

describe('every page of Hubs', () => {
  for (const size of ['desktop', 'phone'] as const)
    it(
      `is accessible and fits a ${size}`,
      async () => {
        const { hubId, contactId } = await addClaimedHub();
        const { contactId: otherId } = await addContact();
        const { id: readyId } = await ask<{ id: string }>('POST', '/hubs', { contactId: otherId });
        const paths = [
          '/',
          '/hubs',
          `/hubs/${hubId}`,
          '/hubs/new',
          `/hubs/new?contact=${contactId}`,
          ...['home', 'homeowners', 'message', 'send'].map((step) => `/hubs/${readyId}/${step}`),
          `/contacts/${contactId}?tab=hub`,
          `/contacts/${contactId}?tab=mail`,
        ];
        const page = await open(size);
        for (const path of paths) {
          await openPath(page, path);
          expect({ path, violations: await seriousViolations(page) }).toEqual({ path, violations: [] });
          const beyond = await page.evaluate<number>(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          expect({ path, beyond }).toEqual({ path, beyond: 0 });
        }
        await page.context().close();
      },
      patience,
    );
});
