import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium as launcher, type Page } from 'playwright-core';

/** Installed browsers, tried when the one inside the npm package does not start on this machine. */
const installed = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Root may not use Chromium's sandbox; everybody else does. */
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** One headless Chromium: the packaged one, else an installed one. */
export async function openBrowser(): Promise<Browser> {
  try {
    return await launcher.launch({ executablePath: await chromium.executablePath(), args, headless: true });
  } catch (error) {
    const path = installed.find((candidate) => existsSync(candidate));
    if (!path) throw new Error('No Chromium starts here: install Chrome or Chromium and try again.', { cause: error });
    return launcher.launch({ executablePath: path, args, headless: true });
  }
}

export const sizes = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

export interface PageOptions {
  apiUrl: string;
  email?: string;
  password?: string;
  size?: keyof typeof sizes;
  dark?: boolean;
}

/**
 * A page of its own context; with e-mail and password it is signed in already, through the API as the console does it.
 * Fails the caller's test on errors that the console throws.
 */
export async function openPage(browser: Browser, options: PageOptions): Promise<Page> {
  const context = await browser.newContext(contextOptions(options));
  if (options.email && options.password) await signIn(context, options.apiUrl, options.email, options.password);
  if (options.dark !== undefined) await chooseTheme(context, options.dark);
  return context.newPage();
}

function contextOptions({ apiUrl, size = 'desktop', dark = false }: PageOptions): BrowserContextOptions {
  return {
    baseURL: apiUrl,
    viewport: sizes[size],
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'America/Denver',
  };
}

export async function signIn(context: BrowserContext, apiUrl: string, email: string, password: string): Promise<void> {
  const answer = await context.request.post('/api/auth/sign-in/email', {
    headers: { origin: apiUrl },
    data: { email, password },
  });
  if (!answer.ok()) throw new Error(`Signing in failed with ${answer.status()}`);
}

/** The console keeps the choice of light or dark in the browser. */
async function chooseTheme(context: BrowserContext, dark: boolean): Promise<void> {
  await context.addInitScript((theme) => localStorage.setItem('RaStore.theme', JSON.stringify(theme)), dark ? 'dark' : 'light');
}
