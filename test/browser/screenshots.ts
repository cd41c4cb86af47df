import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startPlatform } from '../../apps/local/platform.js';
import { openBrowser, openPage, type PageOptions, sizes } from './browser.js';
import { campaignPages } from './campaign-pages.js';
import { consolePages, type ConsolePage } from './pages.js';
import { crmPages } from './crm-pictures.js';
import { openPath } from './settle.js';
import { hubPages } from './hub-pages.js';
import { importPages } from './import-pages.js';

const folder = join('.porchlight', 'screenshots');

const looks = [
  { name: 'light', size: 'desktop', dark: false },
  { name: 'dark', size: 'desktop', dark: true },
  { name: 'phone', size: 'phone', dark: false },
] as const;

/** Every page of the console on the demo data, in light, dark and phone width, one file each. */
async function main(): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'porchlight-screenshots-'));
  const platform = await startPlatform({
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORCHLIGHT_DATA: data },
    freePorts: true,
    say: console.error,
  });
  const browser = await openBrowser();
  try {
    const pages = [
      ...consolePages,
      ...(await importPages(platform)),
      ...(await hubPages(platform)),
      ...(await crmPages(platform)),
      ...(await campaignPages(platform)),
    ];
    for (const { name, ...look } of looks) await photograph(browser, { apiUrl: platform.apiUrl, ...look }, pages, name);
  } finally {
    await browser.close();
    await platform.stop();
    await rm(data, { recursive: true, force: true });
  }
}

const viewerOf = ({ role, person }: ConsolePage) => person ?? role;

async function photograph(
  browser: Browser,
  look: PageOptions,
  pages: readonly ConsolePage[],
  lookName: string,
): Promise<void> {
  await mkdir(join(folder, lookName), { recursive: true });
  const shown = look.size === 'phone' ? pages.filter(({ onPhone }) => onPhone) : pages;
  for (const viewer of new Set(shown.map(viewerOf))) {
    const page = await openPage(browser, { ...look, ...(viewer && { as: viewer }) });
    for (const { name, path } of shown.filter((candidate) => viewerOf(candidate) === viewer)) {
      await openPath(page, path);
      await fitWindow(page, sizes[look.size ?? 'desktop']);
      await page.screenshot({ path: join(folder, lookName, `${name}.png`) });
      console.log(join(folder, lookName, `${name}.png`));
    }
    await page.context().close();
  }
}

/** As high a window as the page is long: what sticks to the foot of a window then stands at the foot of the page. */
async function fitWindow(page: Page, { width, height }: { width: number; height: number }): Promise<void> {
  await page.setViewportSize({ width, height });
  const length = await page.evaluate<number>('document.documentElement.scrollHeight');
  await page.setViewportSize({ width, height: Math.max(height, length) });
}

await main();
