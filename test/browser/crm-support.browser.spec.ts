import type { Browser } from 'playwright-core';
import { ask } from '../importing.js';
import { SyncScene } from '../syncing.js';
import { seriousViolations } from './axe.js';
import { openBrowser, openPage } from './browser.js';
import { chip } from './crm-pages.js';
import { giveReason } from './reason.js';
import { isShown, openPath, settle } from './settle.js';

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

const openAsSupport = () => openPage(browser, { apiUrl: scene.own.platform.apiUrl, as: 'support' });

it(
  'shows support what stopped a sync, in words, and lets them try it at once, pause and resume it with reasons',
  async () => {
    const login = scene.login(30);
    const id = await scene.connected(login);
    login.refusal = { status: 200, body: '<html>Down for maintenance</html>' };
    await ask(scene.agent, `POST /connections/${id}/sync`);
    await scene.reaches(id, 'in trouble', ({ health }) => health.kind === 'trouble');

    const page = await openAsSupport();
    await openPath(page, '/');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Syncs' }).click();
    await isShown(page.getByText('Hillside Realty', { exact: false }));
    await settle(page);
    expect(await seriousViolations(page)).toEqual([]);
    await openPath(page, `/connections/${id}`);
    await isShown(page.getByText('Follow Up Boss answers with something that is not its data.', { exact: false }));
    await isShown(page.getByText('Nothing was lost: 30 contacts are in', { exact: false }));
    await isShown(page.getByText(/ · attempt \d/));
    expect(await seriousViolations(page)).toEqual([]);

    login.refusal = null;
    await page.getByRole('button', { name: 'Retry now' }).click();
    await giveReason(page, 'Their maintenance is over', 'Retry now');
    await scene.resting(id);
    await isShown(chip(page, 'In step'));
    await isShown(page.getByText('“Their maintenance is over”'));

    await page.getByRole('button', { name: 'Pause' }).click();
    await giveReason(page, 'The account asked for it', 'Pause');
    expect((await scene.get(id)).state).toBe('paused');
    await page.getByRole('button', { name: 'Resume' }).click();
    await giveReason(page, 'Asked to go on', 'Resume');
    expect((await scene.get(id)).state).toBe('active');
    await page.context().close();
  },
  patience,
);

it(
  'lists syncs that need someone, finds them by state, CRM and account, and masks people until a reason is given',
  async () => {
    const login = scene.login(3);
    login.put({ id: 2, firstName: 'Quirina', lastName: '' });
    const id = await scene.connected(login);
    login.key = `${login.key}lost`;
    await ask(scene.agent, `POST /connections/${id}/sync`);
    await scene.reaches(id, 'needs reconnect', ({ state }) => state === 'needs_reconnect');

    const page = await openAsSupport();
    await openPath(page, '/needs-someone');
    await isShown(page.getByRole('heading', { name: 'Syncs' }));
    expect(await seriousViolations(page)).toEqual([]);

    await openPath(page, '/connections');
    const choose = async (label: string, option: string) => {
      await page.getByRole('search').getByRole('button', { name: label }).click();
      await page.getByRole('menuitem', { name: option, exact: true }).click();
      await page.getByRole('menu').waitFor({ state: 'detached' });
      await settle(page);
    };
    await choose('Health', 'Needs reconnect');
    await choose('CRM', 'Follow Up Boss');
    await choose('Account', 'Hillside Realty');
    const line = page.locator(`a[href="/connections/${id}"]`);
    await isShown(line);
    await choose('Health', 'Paused');
    await line.waitFor({ state: 'detached' });
    expect(await seriousViolations(page)).toEqual([]);

    await openPath(page, `/connections/${id}`);
    await isShown(page.getByText('Only the account can give a new key', { exact: false }));
    await isShown(page.getByText('Q•••', { exact: false }));
    expect(await page.getByText('Quirina').count()).toBe(0);
    await page.getByRole('button', { name: 'Reveal…' }).click();
    await giveReason(page, 'The account asks about record 2', 'Reveal for 30 minutes');
    await isShown(page.getByText('Quirina', { exact: false }));
    const { rows } = await scene.pool.query<{ reason: string }>(
      `select reason from audit_events where subject_kind = 'connection' and subject_id = $1 and reason like '%record 2'`,
      [id],
    );
    expect(rows).toHaveLength(1);
    await page.context().close();
  },
  patience,
);
