import { Pool } from 'pg';
import type { Browser } from 'playwright-core';
import { ask } from '../importing.js';
import { as, platform, until } from '../platform/platform.js';
import { seriousViolations } from './axe.js';
import { openBrowser, openPage } from './browser.js';
import { addContacts, newCampaign, newOffice, type Office } from './office.js';
import { isShown, openPath } from './settle.js';

const patience = 180_000;
let browser: Browser;
let pool: Pool;
beforeAll(async () => {
  browser = await openBrowser();
  pool = new Pool({ connectionString: platform().databaseUrl, max: 2 });
}, patience);
afterAll(async () => {
  await pool.end();
  await browser.close();
});

interface Looked {
  state: string;
  digest: string | null;
  counts: Record<string, number>;
}

/** A campaign that an office has approved, as soon as so many of its mails have left. */
async function running(office: Office, { people, sent, perHour }: { people: number; sent: number; perHour?: number }) {
  const ids = await addContacts(
    office,
    Array.from({ length: people }, () => ({})),
  );
  const id = await newCampaign(office, ids, perHour ? { perHour } : {});
  const look = () => office.ask<Looked>('GET', `/campaigns/${id}`);
  const digest = await until('the audience is looked at', async () => {
    const looked = await look();
    return looked.state === 'awaiting_review' && looked.digest;
  });
  await office.ask('POST', `/campaigns/${id}/approve`, { digest });
  await until('mails have left', async () => ((await look()).counts.sent ?? 0) >= sent, { seconds: 60 });
  return { id, contactIds: ids };
}

it(
  'shows in the list how far the people of a campaign have come, and a claim without reloading; a mail that was accepted is not called delivered',
  async () => {
    const office = await newOffice();
    const { id, contactIds } = await running(office, { people: 3, sent: 3 });
    const page = await office.open(browser);
    await openPath(page, '/campaigns');
    const funnel = page.getByRole('list', { name: `From invitation to Hub: Campaign ${office.mark}` });
    await funnel.getByText('3 accepted by the mail server').waitFor();
    expect(await funnel.getByText(/delivered/i).count()).toBe(0);
    expect(await isShown(funnel.getByText('0 claimed'))).toBe(true);
    const claim = `update recipients set claimed_at = now() where campaign_id = $1 and contact_id = $2`;
    await pool.query(claim, [id, contactIds[0]]);
    await funnel.getByText('1 claimed (33 %)').waitFor();
    expect(await isShown(page.getByText(/^Reminders to those who have not claimed yet leave in/))).toBe(true);
    expect(await page.getByText(/0 mails in the last minute/).count()).toBe(0);
    expect(await seriousViolations(page)).toEqual([]);
    const told = `update recipients set delivered_at = now() where campaign_id = $1 and contact_id = $2`;
    await pool.query(told, [id, contactIds[1]]);
    await funnel.getByText('1 reported as delivered').waitFor();
    await page.context().close();
  },
  patience,
);

it(
  'shows operations how fast a campaign is and why not faster; a hold stands before them, before the agent and before support, with its reason',
  async () => {
    const office = await newOffice();
    const { id } = await running(office, { people: 24, sent: 4, perHour: 480 });
    const ops = await as('ops');
    const name = `Campaign ${office.mark}`;
    const page = await openPage(browser, { apiUrl: platform().apiUrl, as: 'ops' });
    await openPath(page, '/campaigns');
    const item = page.getByRole('list', { name: 'Campaigns' }).getByRole('listitem').filter({ hasText: name });
    await item
      .getByText(/\d+ mails in the last minute .*It sends as many mails an hour as was chosen for it/)
      .waitFor();

    const held = await ask<{ id: string }>(ops, 'POST /sending/holds', { scope: 'campaign', scopeId: id, reason: 'the town is wrong' }); // prettier-ignore
    await item.getByText(/Held since .*the town is wrong/).waitFor();
    const needs = page.getByRole('region', { name: 'Needs someone' });
    await needs
      .getByText(/Held by operations: the town is wrong/)
      .first()
      .waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();

    const agent = await office.open(browser);
    await openPath(agent, '/');
    const line = agent.getByRole('region', { name: 'Needs you' }).getByRole('listitem').filter({ hasText: name });
    await line.getByText(/Held by operations: the town is wrong/).waitFor();
    await line.getByRole('link', { name: `Look at it: ${name}` }).click();
    await agent.getByText('This campaign is held').waitFor();
    await agent.context().close();

    const support = await openPage(browser, { apiUrl: platform().apiUrl, as: 'support' });
    await openPath(support, '/needs-someone');
    const stuck = support.getByRole('region', { name: 'Campaigns' }).getByRole('listitem').filter({ hasText: name });
    await stuck.getByText(/the town is wrong/).waitFor();
    await support.context().close();
    await ask(ops, `POST /sending/holds/${held.body.id}/release`, { reason: 'the spec is over' });
    await office.ask('POST', `/campaigns/${id}/cancel`);
  },
  patience,
);
