import type { Browser } from 'playwright-core';
import { demoPassword } from '../../database/seed.js';
import { MailScene } from '../mail/mail-scene.js';
import { people } from '../platform/platform.js';
import { openBrowser, openPage } from './browser.js';
import { isShown, openPath } from './settle.js';

const patience = 180_000;
let browser: Browser;
let scene: MailScene;
beforeAll(async () => {
  scene = await MailScene.begin();
  browser = await openBrowser();
}, patience);
afterAll(async () => {
  await browser?.close();
  await scene?.end();
}, patience);

const open = () => openPage(browser, { apiUrl: scene.own.platform.apiUrl, as: 'agent', size: 'phone' });

it(
  'says in words on the Hub’s page that a mail was refused and what to do, with the server’s own words beside it',
  async () => {
    const reply = '550 5.7.1 Message refused by policy';
    const { hubId } = await scene.invite({ behave: (to) => scene.sink.behave(to, { at: 'recipient', reply }) });
    const page = await open();
    await openPath(page, `/hubs/${hubId}`);
    await page.getByText(/The mail was refused\. .*Change the address, or resend it/).waitFor();
    expect(await isShown(page.getByText(/“.*refused by policy”/))).toBe(true);
    await page.context().close();
  },
  patience,
);

it(
  'says on the Hub’s page that the engine is away and that the invitation is kept, until it is back',
  async () => {
    const { hubId: refused } = await scene.invite({
      behave: (to) => scene.sink.behave(to, { at: 'recipient', reply: '550 5.7.1 Message refused by policy' }),
    });
    const page = await open();
    await openPath(page, `/hubs/${refused}`);
    await page.getByText(/The mail was refused\./).waitFor();
    await scene.own.platform.parts.temporal!.kill();
    const { hubId } = await scene.invite();
    const notice = page.getByText(/The workflow engine is away. The invitation is saved/);
    await openPath(page, `/hubs/${hubId}`);
    await notice.waitFor();
    // What waits for a person does not go on by itself.
    await openPath(page, `/hubs/${refused}`);
    await page.getByText(/The mail was refused\./).waitFor();
    await page.getByText('Your work is saved and starts by itself').waitFor();
    expect(await notice.count()).toBe(0);
    await openPath(page, `/hubs/${hubId}`);
    await page.getByText('The invitation goes out as soon as the engine is back.').waitFor();
    await scene.own.platform.parts.temporal!.start();
    await notice.waitFor({ state: 'detached', timeout: 60_000 });
    await page.getByText(/Reminder 1 goes out in/).waitFor({ timeout: 60_000 });
    expect(await page.getByText('“250', { exact: false }).count()).toBe(1);
    await page.context().close();
  },
  patience,
);

it(
  'says that the mail server cannot be reached and when it is tried again, and shows no code of the machine',
  async () => {
    await scene.sink.away();
    const { hubId } = await scene.invite();
    const page = await open();
    await openPath(page, `/hubs/${hubId}`);
    await page
      .getByText(/The mail server could not be reached · tried again/)
      .first()
      .waitFor();
    expect(await page.getByText(/ECONN|EHOST/).count()).toBe(0);
    await page.context().close();
  },
  patience,
);

it(
  'says that signing in does not work while the database is away, not that the password is wrong, and signs in once it is back',
  async () => {
    const page = await openPage(browser, { apiUrl: scene.own.platform.apiUrl });
    await openPath(page, '/login');
    await page.getByLabel('E-mail').fill(people.agent);
    await page.getByLabel('Password').fill(demoPassword);
    const signIn = page.getByRole('button', { name: 'Sign in', exact: true });
    const { postgres } = scene.own.platform.parts;
    await postgres!.kill();
    await signIn.click();
    await page.getByText('Signing in does not work at the moment. Try again in a minute.').waitFor();
    expect(await page.getByText(/not right/).count()).toBe(0);
    await postgres!.start();
    await signIn.click();
    await page.getByRole('heading', { name: 'Home', exact: true }).waitFor();
    await page.context().close();
  },
  patience,
);
