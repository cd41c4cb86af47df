import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { until } from '../platform/platform.js';

/** Nothing is fading in or out: a menu half gone has no contrast to judge. Spinners turn for ever and do not count. */
const isStill = `document.getAnimations().every(
  ({ playState, effect }) => playState !== 'running' || effect.getComputedTiming().iterations === Infinity,
)`;

/** Rules of WCAG 2.2 AA that the page breaks seriously, each with the elements that do; empty when it is fine. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await until(`${page.url()} stands still`, () => page.evaluate<boolean>(isStill));
  const { violations } = await new AxeBuilder({ page })
    // A mail stands in a frame in which nothing may run, so it cannot be looked into from there.
    .exclude('iframe[sandbox=""]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
