import type { Browser, Page } from 'playwright-core';
import { ask } from '../importing.js';
import { SyncScene } from '../syncing.js';
import { openBrowser, openPage, type PageOptions } from './browser.js';
import { chip, health, isInStep, newestEquation } from './crm-pages.js';
import { giveReason } from './reason.js';
import { isShown, openPath } from './settle.js';

const patience = 180_000;
let browser: Browser;
let scene: SyncScene;

beforeAll(async () => {
  scene = await SyncScene.begin();
  browser = await openBrowser();
}, patience);
afterAll(async () => {
  await browser?.close();
  await scene?.end();
}, patience);

const open = (look: Partial<PageOptions> = {}) =>
  openPage(browser, { apiUrl: scene.own.platform.apiUrl, as: 'agent', ...look });
const grid = (page: Page) => page.getByRole('region', { name: 'Records that need you' });
const problems = (page: Page, connectionId: string) => openPath(page, `/connections/${connectionId}/problems`);

describe('records that need somebody', () => {
  it(
    'are put right in the grid and come in with the next try',
    async () => {
      const login = scene.login(3);
      login.put({ id: 2, firstName: 'Vera', lastName: '' });
      const id = await scene.connected(login);
      const page = await open();
      await openPath(page, `/connections/${id}`);
      await isShown(chip(page, '1 record needs you'));
      expect(await newestEquation(page)).toContain('1 failed');
      await page.locator('[data-run]').first().getByRole('link', { name: '1 failed' }).click();
      await isShown(grid(page).getByText('Last name', { exact: false }));
      await grid(page).getByRole('textbox', { name: 'Last name, record 2' }).fill('Quill');
      await page.keyboard.press('Enter');
      await isShown(grid(page).getByText('Fixed. Retry brings it in.'));
      await page.getByRole('button', { name: 'Retry record 2' }).click();
      expect(await isShown(page.getByText('No record needs you'))).toBe(true);
      expect((await scene.contacts(id)).map(({ last_name }) => last_name)).toContain('Quill');
      await page.context().close();
    },
    patience,
  );

  it(
    'are left out for good with a reason, on a phone as well',
    async () => {
      const login = scene.login(2);
      login.put({ id: 1, lastName: '' });
      const id = await scene.connected(login);
      const page = await open({ size: 'phone' });
      await problems(page, id);
      await page.getByRole('button', { name: 'Dismiss record 1' }).click();
      await giveReason(page, 'A company, not a person.', /^Dismiss$/);
      expect(await isShown(page.getByText('No record needs you'))).toBe(true);
      expect((await scene.get(id)).openProblems).toBe(0);
      const isWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
      expect(await page.evaluate<boolean>(isWide)).toBe(false);
      await page.context().close();
    },
    patience,
  );

  it(
    'that fit two contacts are given to the one that a person chooses',
    async () => {
      const phone = '+1 303 555 0177';
      for (const email of ['home@example.com', 'work@example.com'])
        await ask(scene.agent, 'POST /contacts', { firstName: 'Anna', lastName: 'Twinham', email, phone });
      const login = scene.login(1);
      login.put({
        id: 1,
        firstName: 'Anna',
        lastName: 'Twinham',
        emails: [],
        phones: [{ value: phone, type: 'home' }],
      });
      const id = await scene.connected(login);
      const page = await open();
      await problems(page, id);
      await page.getByRole('button', { name: 'It is Anna Twinham (work@example.com)' }).click();
      await isShown(grid(page).getByText('Fixed. Retry brings it in.'));
      await page.getByRole('button', { name: 'Retry record 1' }).click();
      await isShown(page.getByText('No record needs you'));
      const [linked] = await scene.contacts(id);
      expect(linked?.email).toBe('work@example.com');
      await page.context().close();
    },
    patience,
  );
});

it(
  'tells of a sign-in that was declined at the CRM, and comes back connected from one that was allowed',
  async () => {
    const login = scene.login(3);
    const page = await open();
    // The CRM's own page, with its two ways back; everything behind it is the practice CRM.
    await page.route(`${scene.crm.origin}/oauth/authorize*`, async (route) => {
      const asked = new URL(route.request().url()).searchParams;
      const back = (answer: Record<string, string>) =>
        `${asked.get('redirect_uri')}?${new URLSearchParams({ ...answer, state: asked.get('state') ?? '' })}`;
      const allow = back({ code: scene.crm.allow(login) });
      const body = `<a href="${back({ error: 'access_denied' })}">Decline</a> <a href="${allow}">Allow</a>`;
      await route.fulfill({ contentType: 'text/html', body });
    });
    await openPath(page, '/connections/create/follow-up-boss');
    await page.getByRole('button', { name: 'Sign in with Follow Up Boss' }).click();
    await page.getByRole('link', { name: 'Decline' }).click();
    await isShown(page.getByText('The CRM did not give access.', { exact: false }));
    await openPath(page, '/connections/create/follow-up-boss');
    await page.getByRole('button', { name: 'Sign in with Follow Up Boss' }).click();
    await page.getByRole('link', { name: 'Allow' }).click();
    await isInStep(page);
    expect(await isShown(page.getByText(`Connected as ${login.who}`, { exact: false }))).toBe(true);
    expect(await newestEquation(page)).toMatch(/^3 seen = 3 added/);
    await page.context().close();
  },
  patience,
);

it(
  'asks in amber whether so many people are gone, and touches nobody until it is answered',
  async () => {
    const login = scene.login(10);
    const id = await scene.connected(login);
    login.isBlind = true;
    const page = await open();
    await openPath(page, `/connections/${id}`);
    await page.getByRole('button', { name: 'More about this connection' }).click();
    await page.getByRole('menuitem', { name: 'Sync everything again' }).click();
    await isShown(page.getByText('Are 10 of 10 people gone from Follow Up Boss?'));
    expect(await health(page).innerText()).toContain('Nobody was touched');
    await openPath(page, '/');
    await page.getByRole('link', { name: 'Answer: Follow Up Boss' }).first().click();
    login.isBlind = false;
    await page.getByRole('button', { name: 'No, they are still there' }).click();
    await isInStep(page);
    expect((await scene.get(id)).contacts).toBe(10);
    await page.context().close();
  },
  patience,
);

it(
  'shows the first reading as it goes, without reloading',
  async () => {
    const login = scene.login(600);
    login.slowMs = 1_500;
    const id = await scene.connect(login);
    const page = await open();
    await openPath(page, `/connections/${id}`);
    await isShown(page.getByRole('progressbar', { name: 'Progress of the run' }));
    await isShown(page.getByText(/Reading · \d+00 of 600 people/));
    login.slowMs = 0;
    await isInStep(page);
    expect(await newestEquation(page)).toMatch(/^600 seen = 600 added/);
    await page.context().close();
  },
  patience,
);

it(
  'says why it waits and until when while the CRM limits how often it may be asked',
  async () => {
    const login = scene.login(2);
    const id = await scene.connected(login);
    login.refusal = { status: 429, body: '{}', headers: { 'retry-after': '3600' } };
    const page = await open();
    await openPath(page, `/connections/${id}`);
    await page.getByRole('button', { name: 'Sync now' }).click();
    await isShown(chip(page, 'Waits'));
    expect(await health(page).innerText()).toMatch(/goes on by itself\. That is in \d+ minutes|in 1 hour/);
    login.refusal = null;
    await page.context().close();
  },
  patience,
);
