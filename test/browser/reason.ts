import type { Page } from 'playwright-core';

/** Gives the reason that a dialog asks for and presses its button; throws with what the dialog answers when it stays open. */
export async function giveReason(page: Page, reason: string, verb: string | RegExp): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  const button = dialog.getByRole('button', { name: verb });
  await button.click();
  try {
    await dialog.waitFor({ state: 'detached' });
  } catch (error) {
    const refusals = await dialog.getByRole('alert').allInnerTexts();
    const why = refusals.join(' ') || ((await button.isDisabled()) ? 'no answer came' : 'it says nothing');
    throw new Error(`The dialog stayed open after ${String(verb)}: ${why}`, { cause: error });
  }
}
