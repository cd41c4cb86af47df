import { Pool } from 'pg';
import type { Browser } from 'playwright-core';
import { plantCampaign } from '../campaign-evidence.js';
import { ask, fresh } from '../importing.js';
import { as, platform } from '../platform/platform.js';
import { seriousViolations } from './axe.js';
import { openBrowser, openPage } from './browser.js';
import { isShown, openPath } from './settle.js';

const patience = 120_000;
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

/** A planted campaign of the demo's agent; nobody knows of its first mail. */
async function unknownMail() {
  const { body: me } = await ask<{ account: { id: string }; user: { id: string } }>(await as('agent'), 'GET /me');
  const stem = fresh('settle').split('@')[0]!.toLowerCase();
  const planted = await plantCampaign(pool, { accountId: me.account.id, agentId: me.user.id, stem, name: stem });
  const of = [planted.campaignId, planted.contactIds[0]];
  await pool.query(
    `update send_attempts set state = 'unknown', failure = 'worker_gone', reply_code = null, reply_text = null where campaign_id = $1 and contact_id = $2`,
    of,
  );
  await pool.query(
    `update recipients set state = 'unknown', wave = 0, due_at = null, first_sent_at = null, last_sent_at = null where campaign_id = $1 and contact_id = $2`,
    of,
  );
  await pool.query('update campaign_parts set sent = 0, invited = 0, unknown = 1 where campaign_id = $1', [planted.campaignId]); // prettier-ignore
  return { ...planted, name: stem, contactId: planted.contactIds[0]! };
}

it(
  'leads an agent from the notice to the person, takes what became of the mail with how it is known, and goes on',
  async () => {
    const { campaignId, contactId } = await unknownMail();
    const page = await openPage(browser, { apiUrl: platform().apiUrl, as: 'agent', size: 'phone' });
    await openPath(page, `/campaigns/${campaignId}`);
    await page
      .getByText(/Of 1 mail nobody knows whether it arrived/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Settle' }).click();
    await page.getByRole('link', { name: /Anna/ }).first().click();
    await page.getByRole('button', { name: 'Settle…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Settle' }).click();
    expect(await isShown(dialog)).toBe(true);
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByLabel('How you know it').fill('She called and thanked me');
    await dialog.getByRole('button', { name: 'Settle' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(/Nobody knows whether this mail arrived/).waitFor({ state: 'detached' });
    const { rows } = await pool.query('select state from recipients where campaign_id = $1 and contact_id = $2', [campaignId, contactId]); // prettier-ignore
    expect(rows).toEqual([{ state: 'sent' }]);
    await openPath(page, `/campaigns/${campaignId}`);
    await page.getByText('1 sent', { exact: false }).first().waitFor();
    expect(await page.getByText(/nobody knows whether it arrived/).count()).toBe(0);
    await page.context().close();
  },
  patience,
);

it(
  'tells of somebody whose link has run out why no reminder follows',
  async () => {
    const { campaignId, contactId } = await unknownMail();
    await pool.query(
      `update recipients set state = 'sent', state_reason = 'expired', wave = 1, due_at = null where campaign_id = $1 and contact_id = $2`,
      [campaignId, contactId],
    );
    const page = await openPage(browser, { apiUrl: platform().apiUrl, as: 'agent' });
    await openPath(page, `/campaigns/${campaignId}/recipients/${contactId}`);
    expect(await isShown(page.getByText('The link has run out, so no reminder follows.'))).toBe(true);
    await page.context().close();
  },
  patience,
);

it(
  'lets operations settle it on their page of mails of which nobody knows, to which the campaign leads them',
  async () => {
    const { campaignId, contactId, name } = await unknownMail();
    const page = await openPage(browser, { apiUrl: platform().apiUrl, as: 'ops' });
    await openPath(page, `/campaigns/${campaignId}`);
    await page.getByRole('link', { name: 'Look at them' }).click();
    const mail = page.getByRole('region', { name: 'Mails to settle' }).locator('ol > li').filter({ hasText: name });
    await mail.getByRole('button', { name: 'Settle…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What you know').click();
    await page.getByRole('option', { name: /shall not be sent/ }).click();
    await dialog.getByLabel('How you know it').fill('the log of the mail server');
    await dialog.getByRole('button', { name: 'Settle' }).click();
    await dialog.waitFor({ state: 'detached' });
    const { rows } = await pool.query('select state from recipients where campaign_id = $1 and contact_id = $2', [campaignId, contactId]); // prettier-ignore
    expect(rows).toEqual([{ state: 'rejected' }]);
    await page.context().close();
  },
  patience,
);
