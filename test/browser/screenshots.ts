import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startPlatform } from '../../apps/local/platform.js';
import { openBrowser, openPage, type PageOptions } from './browser.js';
import { consolePages, type ConsolePage } from './pages.js';
import { openPath } from './settle.js';
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
    const pages = [...consolePages, ...(await importPages(platform.apiUrl))];
    for (const { name, ...look } of looks) await photograph(browser, { apiUrl: platform.apiUrl, ...look }, pages, name);
  } finally {
    await browser.close();
    await platform.stop();
    await rm(data, { recursive: true, force: true });
  }
}

async function photograph(
  browser: Browser,
  look: PageOptions,
  pages: readonly ConsolePage[],
  lookName: string,
): Promise<void> {
  await mkdir(join(folder, lookName), { recursive: true });
  const shown = look.size === 'phone' ? pages.filter(({ onPhone }) => onPhone) : pages;
  for (const role of new Set(shown.map((page) => page.role))) {
    const page = await openPage(browser, { ...look, ...(role && { as: role }) });
    for (const { name, path } of shown.filter((candidate) => candidate.role === role)) {
      await openPath(page, path);
      await page.screenshot({ path: join(folder, lookName, `${name}.png`), fullPage: true });
      console.log(join(folder, lookName, `${name}.png`));
    }
    await page.context().close();
  }
}

await main();
