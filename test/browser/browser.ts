import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium as launcher,
  type Page,
} from 'playwright-core';
import { demoPassword } from '../../database/seed.js';
import { type Person, people } from '../platform/platform.js';

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
  /** Signed in already as this demo person. */
  as?: Person;
  size?: keyof typeof sizes;
  dark?: boolean;
}

/** A page in a context of its own, so that nothing but the server is common to two pages. */
export async function openPage(browser: Browser, options: PageOptions): Promise<Page> {
  const { apiUrl, as, size = 'desktop', dark = false } = options;
  const context = await browser.newContext({
    baseURL: apiUrl,
    viewport: sizes[size],
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'America/Denver',
    ...(as && { storageState: await sessionOf(browser, apiUrl, as) }),
  });
  if (options.dark !== undefined) await chooseTheme(context, dark);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

type Session = Exclude<BrowserContextOptions['storageState'], string | undefined>;
const sessions = new Map<string, Promise<Session>>();

/** Signs a demo person in once and keeps the cookies: signing in is limited to a few times a minute. */
function sessionOf(browser: Browser, apiUrl: string, person: Person): Promise<Session> {
  const key = `${apiUrl} ${person}`;
  const session = sessions.get(key) ?? signIn(browser, apiUrl, person);
  sessions.set(key, session);
  return session;
}

async function signIn(browser: Browser, apiUrl: string, person: Person): Promise<Session> {
  const context = await browser.newContext({ baseURL: apiUrl });
  const answer = await context.request.post('/api/auth/sign-in/email', {
    headers: { origin: apiUrl },
    data: { email: people[person], password: demoPassword },
  });
  if (!answer.ok()) throw new Error(`Signing in as ${person} answered ${answer.status()}`);
  const session = await context.storageState();
  await context.close();
  return session;
}

/** The console keeps the choice of light or dark in the browser. */
async function chooseTheme(context: BrowserContext, dark: boolean): Promise<void> {
  await context.addInitScript(
    (theme) => localStorage.setItem('RaStore.theme', JSON.stringify(theme)),
    dark ? 'dark' : 'light',
  );
}
