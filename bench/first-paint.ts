import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startPlatform } from '../apps/local/platform.js';
import { createPool } from '../database/pool.js';
import { openBrowser } from '../test/browser/browser.js';
import { openAsHomeowner } from '../test/browser/homeowner-page.js';
import { invitedBy } from '../test/homeowners.js';
import { as, until } from '../test/platform/platform.js';
import { median } from './import.js';

export interface FirstPaint {
  page: 'claim' | 'hub';
  /** First contentful paint after the navigation began; nothing was cached. */
  medianMs: number;
  slowestMs: number;
}

/** A phone on a slow mobile network, as Lighthouse takes it: 150 ms there and back, 1.6 Mbit/s, a processor four times slower. */
const network = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const processor = { rate: 4 };
const times = 9;

/** How soon a homeowner sees something of the page that their link leads to, and of their Hub. */
export async function benchFirstPaint(say: (line: string) => void): Promise<FirstPaint[]> {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-bench-'));
  const platform = await startPlatform({ env: { ...process.env, PORCHLIGHT_DATA: folder }, freePorts: true, say });
  // What the tests' helpers take for their platform.
  process.env.PORCHLIGHT_TEST_PLATFORM = JSON.stringify(platform);
  const pool = createPool(platform.databaseUrl, { max: 1 });
  const browser = await openBrowser();
  try {
    const { path, hubId } = await invitedBy(await as('agent'), pool);
    const claim = await paints(browser, path);
    const page = await openAsHomeowner(browser);
    await page.goto(path);
    await page.getByRole('button', { name: 'Claim my Hub' }).click();
    await page.getByText('This Hub is yours now').waitFor();
    const storageState = await page.context().storageState();
    const hub = await paints(browser, `/h/${hubId}`, storageState);
    return [
      { page: 'claim', ...claim },
      { page: 'hub', ...hub },
    ];
  } finally {
    await browser.close();
    await pool.end();
    await platform.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

type StorageState = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;

async function paints(browser: Browser, path: string, storageState?: StorageState): Promise<Omit<FirstPaint, 'page'>> {
  const all: number[] = [];
  for (let i = 0; i < times; i++) {
    const page = await openAsHomeowner(browser, { scripts: true, ...(storageState && { storageState }) });
    const phone = await page.context().newCDPSession(page);
    await phone.send('Network.enable');
    await phone.send('Network.emulateNetworkConditions', network);
    await phone.send('Emulation.setCPUThrottlingRate', processor);
    await page.goto(path);
    all.push(await until('something is seen', () => page.evaluate<number>(firstPaint)));
    await page.context().close();
  }
  return { medianMs: median(all), slowestMs: Math.max(...all) };
}

const firstPaint = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0`;
