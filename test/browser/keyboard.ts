import type { Page } from 'playwright-core';

const nameOfFocused = `(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim()`;

/** Goes from stop to stop with Tab until the named one has the focus, and presses Enter there. */
export async function enter(page: Page, name: RegExp): Promise<void> {
  for (let stop = 0; stop < 100; stop += 1) {
    if (name.test(await page.evaluate<string>(nameOfFocused))) return page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
  }
  throw new Error(`No stop of the keyboard is called ${name}`);
}
