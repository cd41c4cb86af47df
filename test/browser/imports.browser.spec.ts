import type { Browser, Page } from 'playwright-core';
import { as, platform, type Session, until } from '../platform/platform.js';
import { openBrowser, openPage, type PageOptions } from './browser.js';
import { seriousViolations } from './axe.js';
import { killWorker } from './kill-worker.js';
import { messyFile } from './messy-file.js';
import { giveReason } from './reason.js';

const patience = 300_000;
let browser: Browser;
let agent: Session;

beforeAll(async () => {
  browser = await openBrowser();
  agent = await as('agent');
}, patience);
afterAll(async () => browser.close());

/** Waits longer than other specs: a scan begins only when a worker is there, and one of these specs kills it. */
async function open(options: Partial<PageOptions> = {}): Promise<Page> {
  const page = await openPage(browser, { apiUrl: platform().apiUrl, as: 'agent', ...options });
  page.setDefaultTimeout(120_000);
  return page;
}

interface Shown {
  state: string;
  rowCount: number;
  counts: Record<'created' | 'updated' | 'unchanged' | 'skipped' | 'failed' | 'notProcessed', number>;
}
const get = async (importId: string): Promise<Shown> =>
  (await agent(`/api/imports/${importId}`)).json() as Promise<Shown>;
const inState = (importId: string, state: string) =>
  until(`import ${importId} is ${state}`, async () => (await get(importId)).state === state, { seconds: 90 });

async function select(page: Page, file: ReturnType<typeof messyFile>): Promise<string> {
  await page.goto('/imports');
  await page.getByLabel('File with contacts').setInputFiles(file.upload);
  await page.waitForURL(/\/imports\/\d+$/);
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

it(
  'finishes an import whose window was closed during the scan and during the import, and whose worker was killed',
  async () => {
    const file = messyFile(60_000, 'story');
    const first = await open();
    const importId = await select(first, file);
    await first.getByText('header in row 3').waitFor();
    await first.getByRole('link', { name: 'Map fields' }).last().click();
    await first.getByRole('button', { name: 'Scan My File' }).click();
    await first.getByRole('heading', { name: 'Scanning your file' }).waitFor();
    await first.context().close();

    await inState(importId, 'awaiting_review');
    const second = await open();
    await second.goto(`/imports/${importId}`);
    await second.getByText('Nothing has been written yet.').waitFor();
    await second.getByRole('button', { name: /^Import [\d,]+ rows$/ }).click();
    await second.getByRole('heading', { name: 'Importing' }).waitFor();
    await second.context().close();
    await killWorker();

    await inState(importId, 'completed');
    const third = await open();
    await third.goto(`/imports/${importId}`);
    await third.getByRole('heading', { name: /rows need you$/ }).waitFor();
    const { rowCount, counts } = await get(importId);
    expect(rowCount).toBe(file.rows);
    expect(counts).toEqual({
      created: file.created,
      updated: 0,
      unchanged: 0,
      skipped: file.skipped,
      failed: file.failed,
      notProcessed: 0,
    });
    await third.getByRole('link', { name: 'See the contacts of this import' }).click();
    await third.getByRole('link', { name: /^Anna/ }).first().waitFor();
    await third.context().close();
  },
  patience,
);

it(
  'brings failed rows in after they were corrected in the grid, and counts every row to the end',
  async () => {
    const page = await open();
    const importId = await select(page, messyFile(12, 'grid'));
    await page.goto(`/imports/${importId}/map`);
    await page.getByRole('button', { name: 'Scan My File' }).click();
    await page.getByRole('button', { name: 'Import 9 rows' }).click();
    await page.getByRole('heading', { name: '2 rows need you' }).waitFor();

    const cell = page.getByLabel('E-Mail, row 7');
    await cell.fill('luis.grid@example.org');
    await cell.press('Enter');
    await page.getByText('Fixed. Retry brings it in.').waitFor();
    await page.getByRole('button', { name: 'Retry row 7' }).click();
    await page.getByRole('heading', { name: '1 row needs you' }).waitFor();

    await page.getByRole('button', { name: 'Dismiss row 11' }).click();
    await giveReason(page, 'A company, not a person', /^Dismiss$/);
    await page.getByRole('heading', { name: 'All 12 rows accounted for.' }).waitFor();
    expect((await get(importId)).counts).toMatchObject({ created: 10, skipped: 1, failed: 1, notProcessed: 0 });
    await page.context().close();
  },
  patience,
);

it(
  'leads every number and every step to its own address, also after a reload',
  async () => {
    const page = await open();
    const importId = await select(page, messyFile(60, 'addresses'));
    await page.getByRole('link', { name: 'Map fields' }).last().click();
    await page.waitForURL(`**/imports/${importId}/map`);
    await page.getByRole('button', { name: 'Scan My File' }).click();
    await page.getByRole('link', { name: /with errors$/ }).click();
    await page.waitForURL(/show=fail/);
    await page.reload();
    await page.getByRole('tab', { name: /^Errors/, selected: true }).waitFor();
    await page.goto(`/imports/${importId}/scan`);
    await page.waitForURL(`**/imports/${importId}`);
    expect(await page.getByText('Nothing has been written yet.').textContent()).toBeTruthy();
    await page.context().close();
  },
  patience,
);

describe.each(['desktop', 'phone'] as const)('on a %s', (size) => {
  it(
    'has no page that breaks accessibility seriously or is wider than the window',
    async () => {
      const page = await open({ size });
      const importId = await select(page, messyFile(60, size));
      const look = async (name: string) => {
        expect({ name, violations: await seriousViolations(page) }).toEqual({ name, violations: [] });
        const tooWide = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
        expect({ name, tooWide: Math.max(0, tooWide) }).toEqual({ name, tooWide: 0 });
      };
      await page.getByRole('region', { name: 'First rows of the file' }).waitFor();
      await look('file');
      await page.goto(`/imports/${importId}/map`);
      await page.getByText('Anna', { exact: true }).first().waitFor();
      await look('map');
      await page.getByRole('button', { name: 'Scan My File' }).click();
      await page.getByRole('list', { name: 'Rows' }).waitFor();
      await look('review');
      await page.getByRole('button', { name: /^Import \d+ rows$/ }).click();
      await page.getByRole('region', { name: 'Rows that need you' }).waitFor();
      await look('after');
      await page.goto(`/imports/${importId}/rows`);
      await page.getByRole('list', { name: 'Rows' }).waitFor();
      await look('rows');
      await page.goto(`/imports/${importId}/timeline`);
      await page.getByRole('heading', { name: 'Timeline' }).waitFor();
      await look('timeline');
      await page.goto('/imports');
      await page
        .getByRole('link', { name: /^open-house-/ })
        .first()
        .waitFor();
      await look('imports');
      await page.context().close();
    },
    patience,
  );
});
