import type { Browser, Page } from 'playwright-core';
import { mailTo } from '../platform/newcomer.js';
import { platform, until } from '../platform/platform.js';
import { openBrowser, openPage } from './browser.js';
import { addClaimedHub, addContact, ask } from './hub-scene.js';
import { enter } from './keyboard.js';
import { giveReason } from './reason.js';
import { isShown, openPath } from './settle.js';

const patience = 180_000;
let browser: Browser;
const open = () => openPage(browser, { apiUrl: platform().apiUrl, as: 'agent' });

beforeAll(async () => {
  browser = await openBrowser();
}, patience);
afterAll(() => browser.close());

const preview = (page: Page) => page.frameLocator('iframe[title^="The mail"]');
const claimLink = ({ text }: { text: string }) => /\/i\/[\w-]{20,}/.exec(text)?.[0] ?? '';

describe('inviting one contact', () => {
  it(
    'leads from the contact to the sent mail with the keyboard alone, shows the very mail, and keeps what was typed over a reload',
    async () => {
      const { contactId, lastName, email } = await addContact();
      const page = await open();
      await openPath(page, `/contacts/${contactId}`);
      await enter(page, /^Invite to Hub$/);
      await page.waitForURL(/\/hubs\/new\?contact=/);
      const street = page.getByLabel('Street');
      await street.waitFor();
      expect(await street.inputValue()).toBe('12 Elm St');
      await enter(page, /^Save and go on$/);
      await page.waitForURL(/\/hubs\/\d+\/homeowners$/);
      await page.getByLabel(/^E-mail/).waitFor();
      await enter(page, /^Save and go on$/);
      await page.waitForURL(/\/hubs\/\d+\/message$/);

      await page.getByLabel('Your message').focus();
      await page.keyboard.type(`Hello from ${lastName}.`);
      await preview(page).getByText(`Hello from ${lastName}.`).waitFor();
      await page.getByText('Saved', { exact: true }).waitFor();
      await page.reload();
      await preview(page).getByText(`Hello from ${lastName}.`).waitFor();
      await enter(page, /^Go on$/);
      await page.waitForURL(/\/hubs\/\d+\/send$/);
      await page.getByRole('button', { name: 'Send the invitation', disabled: false }).waitFor();
      await enter(page, /^Send the invitation$/);

      await page.getByText('Reminder 1 goes out in 3 days.').waitFor();
      expect(await isShown(page.getByText('Accepted'))).toBe(true);
      const mail = await mailTo(email);
      expect(mail.text).toContain(`Hello from ${lastName}.`);
      await page.context().close();
    },
    patience,
  );

  it(
    'shows what became of each mail, resends with a new link, and revokes for a reason',
    async () => {
      const { contactId, email } = await addContact();
      const { id } = await ask<{ id: string }>('POST', '/hubs', { contactId });
      await ask('POST', `/hubs/${id}/invitations`, {});
      const first = claimLink(await mailTo(email));
      const page = await open();
      await openPath(page, `/hubs/${id}`);
      await page.getByRole('button', { name: 'Resend…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Resend' }).click();
      const second = claimLink(await mailTo(email, (mail) => claimLink(mail) !== first));
      expect(second).not.toBe(first);
      await until('both mails stand on the page', async () => (await page.getByText('Accepted').count()) === 2);

      await page.getByRole('button', { name: 'Revoke…' }).click();
      await giveReason(page, 'The wrong Anna', 'Revoke');
      await page.getByText('“The wrong Anna”').waitFor();
      expect(await isShown(page.getByRole('link', { name: 'Invite to Hub' }))).toBe(true);

      await openPath(page, `/contacts/${contactId}?tab=mail`);
      expect(await isShown(page.getByText(/^Accepted “250/))).toBe(true);
      await page.context().close();
    },
    patience,
  );

  it(
    'hands the link over instead, without a mail',
    async () => {
      const { contactId } = await addContact();
      const { id } = await ask<{ id: string }>('POST', '/hubs', { contactId });
      const page = await open();
      await openPath(page, `/hubs/${id}/send`);
      await page.getByRole('button', { name: 'Copy the link instead' }).click();
      await page.getByText('The link is handed over by you; no mail goes out.').waitFor();
      await page.getByRole('button', { name: 'Copy link' }).click();
      expect(await isShown(page.getByText(/\/i\/[\w-]{20,}/))).toBe(true);
      await page.context().close();
    },
    patience,
  );
});

describe('a claimed Hub', () => {
  it(
    'waits on the first page until its question is answered and its correction is taken over',
    async () => {
      const { hubId, lastName } = await addClaimedHub();
      const page = await open();
      await openPath(page, '/');
      await page.getByText(`Anna ${lastName} asks you a question.`).waitFor();
      await page.getByRole('link', { name: `Answer: Question, Anna ${lastName}` }).click();
      await page.getByLabel('Your answer').fill('On April 30.');
      await page.getByRole('button', { name: 'Send the answer' }).click();
      const question = page.getByRole('article', { name: /^Question/ });
      await question.getByText('On April 30.').waitFor();

      const correction = page.getByRole('article', { name: /^Correction/ });
      expect(await correction.getByRole('listitem').textContent()).toBe('Bedrooms: 3 → 4');
      await correction.getByRole('button', { name: 'Take over' }).click();
      await correction.getByText(/taken over/).waitFor();
      const hub = await ask<{ details: { beds: number }; openQuestions: number }>('GET', `/hubs/${hubId}`);
      expect(hub).toMatchObject({ details: { beds: 4 }, openQuestions: 0 });
      await openPath(page, '/');
      expect(await page.getByText(`Anna ${lastName} asks you a question.`).count()).toBe(0);
      await page.context().close();
    },
    patience,
  );
});
