import { Pool } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { plantCampaign, type PlantedCampaign } from '../campaign-evidence.js';
import { ask, fresh } from '../importing.js';
import { arf, dsn, giveBack } from '../mail/returned.js';
import { as, platform, until } from '../platform/platform.js';
import { seriousViolations } from './axe.js';
import { openBrowser, openPage } from './browser.js';
import { isShown, openPath } from './settle.js';

const patience = 120_000;
const to = 'bounces@porchlight.example';
let browser: Browser;
let pool: Pool;
let planted: PlantedCampaign;
let messageId: string;
beforeAll(async () => {
  browser = await openBrowser();
  pool = new Pool({ connectionString: platform().databaseUrl, max: 2 });
  const { body: me } = await ask<{ account: { id: string }; user: { id: string } }>(await as('agent'), 'GET /me');
  const stem = fresh('inbound').split('@')[0]!.toLowerCase();
  planted = await plantCampaign(pool, { accountId: me.account.id, agentId: me.user.id, stem, name: `Autumn ${stem}` });
  messageId = `<${stem}@porchlight.example>`;
}, patience);
afterAll(async () => {
  await pool.end();
  await browser.close();
});

const back = (raw: string, from?: string) => giveBack(Number(platform().env.BOUNCE_SMTP_PORT), { to, raw, ...(from && { from }) }); // prettier-ignore

/** Events of the planted mail that have been looked at. */
const lookedAt = (kind: string) =>
  until(`${kind} was looked at`, async () => {
    const { rows } = await pool.query<{ id: string }>(
      `select e.id::text from inbound_events e join send_attempts a on a.id = e.attempt_id
       where a.campaign_id = $1 and e.kind = $2 and e.state <> 'waiting'`,
      [planted.campaignId, kind],
    );
    return rows[0]?.id;
  });

const open = (person: 'ops' | 'support' = 'ops') => openPage(browser, { apiUrl: platform().apiUrl, as: person });

async function giveReason(page: Page, reason: string, verb: RegExp): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: verb }).click();
  await dialog.waitFor({ state: 'detached' });
}

it(
  'shows operations what came back: from whom, about whom in masks, and what was made of it; counts it in the campaign',
  async () => {
    await back(dsn({ messageId, recipient: planted.emails[0]! }));
    await back(arf({ messageId, recipient: planted.emails[0]! }), 'feedback@arf.example.net');
    const bounceId = await lookedAt('bounced');
    await lookedAt('complained');
    const page = await open();
    const filter = encodeURIComponent(JSON.stringify({ campaignId: planted.campaignId }));
    await openPath(page, `/inbound-events?filter=${filter}`);
    const rows = page.getByRole('row');
    await rows.filter({ hasText: 'Came back' }).waitFor();
    await rows.filter({ hasText: 'Reported as spam' }).waitFor();
    const bounce = rows.filter({ hasText: 'Came back' });
    expect(await isShown(bounce.getByText('no such user'))).toBe(true);
    expect(await isShown(bounce.getByText(/Nothing more is mailed to the address/))).toBe(true);
    expect(await isShown(bounce.getByText('•••').first())).toBe(true);
    expect(await page.getByText(planted.emails[0]!).count()).toBe(0);
    expect(await seriousViolations(page)).toEqual([]);

    await page.getByRole('button', { name: 'What came' }).click();
    await page.getByRole('menuitem', { name: 'Reported as spam' }).click();
    await bounce.waitFor({ state: 'detached' });
    await rows.filter({ hasText: 'Reported as spam' }).waitFor();

    await openPath(page, `/inbound-events/${bounceId}`);
    expect(await isShown(page.getByText(messageId.slice(1, -1)).first())).toBe(true);
    expect(await page.getByText(planted.emails[0]!).count()).toBe(0);
    await page.getByRole('button', { name: 'Reveal…' }).click();
    await giveReason(page, 'the agent asks which address', /Reveal for 30 minutes/);
    await page.getByText(planted.emails[0]!).first().waitFor();
    const { rows: audit } = await pool.query(
      `select reason from audit_events where action = 'inbound_event.revealed' and subject_id = $1`,
      [bounceId],
    );
    expect(audit).toEqual([{ reason: 'the agent asks which address' }]);

    await openPath(page, `/campaigns/${planted.campaignId}`);
    await page.getByRole('link', { name: '1 came back' }).click();
    await rows.filter({ hasText: 'Came back' }).waitFor();
    await page.context().close();
  },
  patience,
);

it(
  'puts what no rule can read before somebody, who reads it after giving a reason and says what becomes of it',
  async () => {
    const words = `Please ring me about the porch, ${fresh('words')}`;
    const raw = [
      'From: Iris <iris@example.net>',
      `To: ${to}`,
      'Subject: Re: A Hub for your home',
      `In-Reply-To: ${messageId}`,
      `References: ${messageId}`,
      'Content-Type: text/plain',
      '',
      words,
      '',
    ].join('\r\n');
    await back(raw);
    const id = await until('it was looked at', async () => {
      const { rows } = await pool.query<{ id: string }>(
        `select e.id::text from inbound_events e join inbound_messages m on m.id = e.message_id
         where position(convert_to($1, 'UTF8') in m.raw) > 0 and e.state = 'open'`,
        [words],
      );
      return rows[0]?.id;
    });
    const page = await open();
    await openPath(page, `/inbound-events/${id}`);
    expect(await isShown(page.getByText('A person has to read it.'))).toBe(true);
    expect(await page.getByText(words).count()).toBe(0);
    await page.getByRole('button', { name: 'Reveal…' }).click();
    await giveReason(page, 'it has to be answered', /Reveal for 30 minutes/);
    await page.getByText(words).waitFor();
    await page.getByRole('button', { name: 'Dismiss…' }).click();
    await giveReason(page, 'passed on to the agent', /^Dismiss$/);
    await page.getByText('passed on to the agent').waitFor();
    await page.getByRole('button', { name: 'Look again' }).waitFor({ state: 'detached' });
    await page.context().close();
  },
  patience,
);

it(
  'counts what was not believed, keeps nothing of it, and leaves support without the buttons that decide',
  async () => {
    const refused = await back(`From: Iris <iris@example.net>\r\nTo: ${to}\r\nSubject: Hello\r\n\r\nHello.\r\n`, 'iris@example.net'); // prettier-ignore
    expect(refused).toMatch(/^550 /);
    const page = await open('support');
    await openPath(page, '/inbound-events');
    const list = page.getByRole('list', { name: 'Not believed' });
    await list.getByText(/A mail of somebody that is no report/).waitFor();
    const id = await lookedAt('bounced');
    await openPath(page, `/inbound-events/${id}`);
    await page.getByText('What was made of it').waitFor();
    expect(await page.getByRole('button', { name: /Dismiss|Look again/ }).count()).toBe(0);
    await page.context().close();
  },
  patience,
);
