import type { Browser } from 'playwright-core';
import { platform } from '../platform/platform.js';
import { openBrowser, openPage } from './browser.js';
import { enter } from './keyboard.js';
import { messyFile } from './messy-file.js';

const patience = 180_000;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
}, patience);
afterAll(async () => browser.close());

it(
  'takes a file from choice to contacts with Tab and Enter alone, over a line that breaks during the upload',
  async () => {
    const page = await openPage(browser, { apiUrl: platform().apiUrl, as: 'agent' });
    page.setDefaultTimeout(60_000);
    let sent = 0;
    await page.route('**/api/uploads/**', async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue();
      sent += 1;
      return sent === 1 ? route.abort('connectionreset') : route.continue();
    });
    await page.goto('/imports');
    await page.getByRole('button', { name: 'Select File' }).waitFor();
    const chooser = page.waitForEvent('filechooser');
    await enter(page, /^Select File$/);
    await (await chooser).setFiles(messyFile(120, 'keyboard').upload);
    await page.waitForURL(/\/imports\/\d+$/);
    expect(sent).toBe(2);

    await page.getByText('header in row 3').waitFor();
    await enter(page, /^Map fields$/);
    await page.waitForURL(/\/map$/);
    await page.getByRole('button', { name: 'Scan My File' }).waitFor();
    await page.getByText('Anna', { exact: true }).first().waitFor();
    await enter(page, /^Scan My File$/);
    await page.getByText('Nothing has been written yet.').waitFor();
    await enter(page, /^Import \d+ rows$/);
    await page.getByRole('heading', { name: /rows need you$/ }).waitFor();
    await page.context().close();
  },
  patience,
);
