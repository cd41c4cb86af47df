import type { Page } from 'playwright-core';
import { isShown } from './settle.js';

export const keyField = (page: Page) => page.getByRole('textbox', { name: 'API key' });
export const health = (page: Page) => page.locator('[data-health]');
export const chip = (page: Page, word: string) => page.locator('[data-state]', { hasText: word });

/** Types a key and presses the button beside it. */
export async function giveKey(page: Page, key: string, verb = 'Save'): Promise<void> {
  await keyField(page).fill(key);
  await page.getByRole('button', { name: verb, exact: true }).click();
}

/** Waits until everything is in and nothing runs any more. */
export const isInStep = (page: Page): Promise<boolean> => isShown(chip(page, 'In step'));

/** The equation of the newest run, as the page shows it. */
export async function newestEquation(page: Page): Promise<string> {
  const equation = page.locator('[data-run]').first().getByRole('group');
  return (await equation.innerText()).replaceAll(/\s+/g, ' ');
}
