import { crc32, deflateSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { newOffice } from '../mail-templates.js';
import { platform, signIn } from '../platform/platform.js';
import { mailTo, newcomerPassword } from '../platform/newcomer.js';
import { seriousViolations } from './axe.js';
import { openBrowser, openPage } from './browser.js';
import { isShown, openPath, settle } from './settle.js';

const patience = 120_000;
let browser: Browser;
const { apiUrl } = platform();

beforeAll(async () => {
  browser = await openBrowser();
}, patience);
afterAll(() => browser.close());

/** An agent in an office of their own, signed in by hand, so that no other spec sees what is changed here. */
async function openAsNewcomer(size: 'desktop' | 'phone' = 'desktop'): Promise<{ page: Page; email: string }> {
  const { email } = await newOffice();
  await signIn({ email, password: newcomerPassword });
  const page = await openPage(browser, { apiUrl, size });
  const answer = await page.context().request.post('/api/auth/sign-in/email', {
    headers: { origin: apiUrl },
    data: { email, password: newcomerPassword },
  });
  expect(answer.ok()).toBe(true);
  return { page, email };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

/** A grey picture of 200 × 200 that browsers can draw. */
function picture(): Buffer {
  const header = Buffer.from([0, 0, 0, 200, 0, 0, 0, 200, 8, 0, 0, 0, 0]);
  const pixels = deflateSync(Buffer.alloc(200 * 201, 128).map((value, at) => (at % 201 === 0 ? 0 : value)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

it.each(['desktop', 'phone'] as const)(
  'is open to everybody on a %s: sender, card, mails, one mail',
  async (size) => {
    const page = await openPage(browser, { apiUrl, as: 'agent', size });
    for (const path of ['sender', 'card', 'mails', 'mails/invitation']) {
      await openPath(page, `/settings/${path}`);
      expect({ path, broken: await seriousViolations(page) }).toEqual({ path, broken: [] });
      const isTooWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
      expect({ path, isTooWide }).toEqual({ path, isTooWide: false });
    }
    await page.context().close();
  },
  patience,
);

it(
  'saves who sends, and says at the field what is missing of an address',
  async () => {
    const { page } = await openAsNewcomer();
    await openPath(page, '/settings/sender');
    await page.getByLabel('Postal address').fill('Boulder');
    await page.getByRole('button', { name: 'Save sender' }).click();
    expect(await isShown(page.getByText('needs a street with its number'))).toBe(true);
    expect(await page.getByLabel('Postal address').inputValue()).toBe('Boulder');
    await page.getByLabel('Postal address').fill('9 Oak Ave, Denver, CO 80203');
    await page.getByRole('button', { name: 'Save sender' }).click();
    await page.getByText('Saved. Mails from now on say so.').waitFor();
    await page.reload();
    await settle(page);
    expect(await page.getByLabel('Postal address').inputValue()).toBe('9 Oak Ave, Denver, CO 80203');
    await page.context().close();
  },
  patience,
);

it(
  'shows the card while it is typed, and its photo once chosen',
  async () => {
    const { page } = await openAsNewcomer('phone');
    await openPath(page, '/settings/card');
    const card = page.getByRole('region', { name: 'Your card as homeowners see it' });
    await page.getByLabel('Title').fill('Realtor');
    await card.getByText('Newcomer, Realtor').waitFor();
    await page.getByRole('button', { name: 'Save card' }).click();
    await page.getByText('Saved. Homeowners see it from now on.').waitFor();
    await page.getByLabel('Photo').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: picture() });
    await card.getByRole('img', { name: 'Photo of Newcomer' }).waitFor();
    await page.getByRole('button', { name: 'Remove photo' }).click();
    expect(await isShown(page.getByRole('button', { name: 'Add a photo' }))).toBe(true);
    await page.context().close();
  },
  patience,
);

it(
  'shows a mail as it is written, says what is wrong with it, saves it as a version and sends a test',
  async () => {
    const { page, email } = await openAsNewcomer();
    await openPath(page, '/settings/mails');
    await page.getByRole('link', { name: 'Open Invitation' }).click();
    const subject = page.getByLabel('Subject', { exact: true });
    await subject.fill('Hello {{frist_name}}');
    await page.getByText('is not a variable. Use {{firstName}} instead.').first().waitFor();
    expect(await page.getByRole('button', { name: 'Save as new version' }).isDisabled()).toBe(true);

    await subject.fill('A page for ');
    await page.getByRole('button', { name: '{{homeStreet}}' }).click();
    expect(await subject.inputValue()).toBe('A page for {{homeStreet}}');
    await page.getByTitle('The mail “A page for 12 Elm St” as it is read').waitFor();
    await page.getByRole('button', { name: 'Send me a test' }).click();
    await page.getByText(`A test is on its way to ${email}.`).waitFor();
    expect((await mailTo(email, (mail) => mail.subject.startsWith('Test:'))).subject).toBe(
      'Test: A page for 12 Elm St',
    );

    await page.getByRole('button', { name: 'Save as new version' }).click();
    await page.getByText('Saved. It is sent from now on.').waitFor();
    expect(await isShown(page.getByText('Version 1 · Newcomer'))).toBe(true);
    await page.getByRole('button', { name: 'Use Porchlight’s again…' }).click();
    await page.getByRole('button', { name: 'Use Porchlight’s', exact: true }).click();
    await page.getByText('Porchlight’s mail is sent from now on.').waitFor();
    await page.context().close();
  },
  patience,
);
