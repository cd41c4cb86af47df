import type { Locator, Page } from 'playwright-core';
import { until } from '../platform/platform.js';

/** Opens a path and waits until the page stands. */
export async function openPath(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settle(page);
}

/** No answer has come for 300 ms, and nothing on the page says that it waits for one. The live lines stay open and do not count. */
const isQuiet = `(() => {
  const answers = performance.getEntriesByType('resource');
  const last = answers.reduce((latest, { responseEnd }) => Math.max(latest, responseEnd), 0);
  return !document.querySelector('[data-waiting]') && performance.now() - last > 300;
})()`;

/** Waits for the heading, for every answer that the page has asked for, and for its fonts. */
export async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await until(`${page.url()} is quiet`, () => page.evaluate<boolean>(isQuiet));
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}

/** Waits until it is seen, for a test to assert; says what was looked for when it does not appear in time. */
export async function isShown(locator: Locator): Promise<boolean> {
  await locator.first().waitFor();
  return true;
}
