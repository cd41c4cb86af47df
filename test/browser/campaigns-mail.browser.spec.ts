import type { Browser } from 'playwright-core';
import { joinAsNew } from '../platform/newcomer.js';
import { as, until } from '../platform/platform.js';
import { seriousViolations } from './axe.js';
import { openBrowser } from './browser.js';
import { addContacts, newCampaign, newOffice, type Office } from './office.js';
import { isShown, openPath } from './settle.js';

const patience = 120_000;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, patience);
afterAll(() => browser.close());

const frozen = (office: Office, id: string) =>
  until('the audience is looked at', async () => {
    const { state } = await office.ask<{ state: string }>('GET', `/campaigns/${id}`);
    return state === 'awaiting_review';
  });

it(
  'shows each reminder beside the invitation, for whichever person is chosen, and keeps the choice over a reload',
  async () => {
    const office = await newOffice();
    const id = await newCampaign(office, await addContacts(office, [{ firstName: 'Greta' }]), { reminders: 1 });
    await frozen(office, id);
    const page = await office.open(browser, { size: 'phone' });
    await openPath(page, `/campaigns/${id}/review`);
    const section = page.getByRole('region', { name: 'The mail' });
    await section
      .getByText(/made a page for/)
      .first()
      .waitFor();
    await section.getByRole('button', { name: 'First reminder' }).click();
    await section
      .getByText(/is still there for you/)
      .first()
      .waitFor();
    expect(await section.getByRole('button', { name: 'Second reminder' }).count()).toBe(0);
    await page.reload();
    await section
      .getByText(/is still there for you/)
      .first()
      .waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  },
  patience,
);

it(
  'is sent in the name of a colleague who is chosen at the review; the mail says so at once',
  async () => {
    const office = await newOffice();
    const { account } = await office.ask<{ account: { id: string } }>('GET', '/me');
    const more = { role: 'agent', accountId: account.id };
    const { session } = await joinAsNew(await as('admin'), { path: '/api/users', more });
    const { user } = (await (await session('/api/me')).json()) as { user: { name: string } };
    const id = await newCampaign(office, await addContacts(office, [{ firstName: 'Hugo' }]));
    await frozen(office, id);
    const page = await office.open(browser);
    await openPath(page, `/campaigns/${id}/review`);
    await page.getByLabel('Sent in the name of').click();
    await page.getByRole('option').last().click();
    await page.getByText(`From ${user.name}`).first().waitFor();
    expect(await isShown(page.getByText(/^Saved$/))).toBe(true);
    await page.context().close();
  },
  patience,
);

it(
  'cannot be begun for nobody: the page says so and leads to where contacts come from',
  async () => {
    const office = await newOffice();
    const page = await office.open(browser, { size: 'phone' });
    await openPath(page, '/campaigns/new');
    await page.getByText('You have no contact without a Hub, so there is nobody to invite.').waitFor();
    expect(await page.getByRole('button', { name: 'See who gets it' }).isDisabled()).toBe(true);
    expect(await isShown(page.getByRole('link', { name: 'Import contacts' }))).toBe(true);
    await page.context().close();
  },
  patience,
);
