import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { personHeaders, somewhere } from '../homeowners.js';
import { platform } from '../platform/platform.js';
import { sizes } from './browser.js';

export interface HomeownerPageOptions {
  size?: keyof typeof sizes;
  dark?: boolean;
  /** Off unless said: the pages must do without. */
  scripts?: boolean;
  /** Somebody's cookies. */
  storageState?: BrowserContextOptions['storageState'];
  /** As the packaged Chromium says of itself: headless. */
  isHeadless?: boolean;
}

/** A page in a browser such as homeowners have, from a place of its own. */
export async function openAsHomeowner(browser: Browser, options: HomeownerPageOptions = {}): Promise<Page> {
  const { size = 'phone', dark = false, scripts = false, storageState, isHeadless = false } = options;
  const context = await browser.newContext({
    baseURL: platform().apiUrl,
    viewport: sizes[size],
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-US',
    javaScriptEnabled: scripts,
    extraHTTPHeaders: { 'x-forwarded-for': somewhere(), ...(!isHeadless && { 'sec-ch-ua': '"Chromium";v="150"' }) },
    ...(!isHeadless && { userAgent: personHeaders['user-agent'] }),
    ...(storageState && { storageState }),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}
