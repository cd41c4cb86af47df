import { Client } from 'pg';
import type { Browser } from 'playwright-core';
import { fresh } from '../importing.js';
import { as, platform } from '../platform/platform.js';
import { seriousViolations } from './axe.js';
import { openBrowser, openPage } from './browser.js';
import { giveReason } from './reason.js';

const patience = 120_000;
let browser: Browser;
let database: Client;
beforeAll(async () => {
  browser = await openBrowser();
  database = new Client({ connectionString: platform().databaseUrl });
  await database.connect();
}, patience);
afterAll(async () => {
  await database.end();
  await browser.close();
});

const json = (body: object) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** A contact of Hillside to whom one mail was handed over of which nobody knows what became. */
async function withUnknownMail() {
  const email = fresh('question');
  const agent = await as('agent');
  const made = await agent('/api/contacts', json({ firstName: 'Quentin', lastName: 'Marsh', email }));
  const { id } = (await made.json()) as { id: string };
  const key = Buffer.from(platform().env.ADDRESS_KEY!, 'base64');
  await database.query(
    `insert into send_attempts (account_id, purpose, contact_id, state, email, address_hash, message_id, sender_domain, mime_digest, mime_size,
       transport, failure, ended_at)
     select account_id, 'notice', id, 'unknown', $2::text, address_hash($2::text, $3), '<' || id || '@example.com>', 'example.com', 'x', 1, 'smtp',
       'worker_gone', now() from contacts where id = $1`,
    [id, email, key],
  );
  return { email };
}

const open = (person: 'ops' | 'agent') => openPage(browser, { apiUrl: platform().apiUrl, as: person });

it(
  'lets operations find everything mailed to an address, reveal it with a reason, and settle what nobody knows',
  async () => {
    const { email } = await withUnknownMail();
    const page = await open('ops');
    await page.goto('/people');
    await page.getByLabel('Whole e-mail address').fill(email);
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('heading', { name: 'q•••@e•••.com', exact: true }).waitFor();
    await page.getByText('Hillside Realty').first().waitFor();
    expect(await page.getByText('Quentin').count()).toBe(0);
    expect(await seriousViolations(page)).toEqual([]);

    await page.getByRole('button', { name: 'Reveal…' }).click();
    await giveReason(page, 'he asks whether we have written to him', 'Reveal for 30 minutes');
    await page.getByText('Quentin Marsh').waitFor();

    await page.getByRole('button', { name: 'Settle…' }).click();
    await page.getByLabel('How you know it').fill('he has answered it');
    await page.getByRole('button', { name: 'Settle', exact: true }).click();
    await page.getByText('settled: it arrived').waitFor();
    await page.context().close();
  },
  patience,
);

it(
  'shows the same person again when the page is loaded anew, without the address leaving the browser',
  async () => {
    const { email } = await withUnknownMail();
    const page = await open('ops');
    const asked: string[] = [];
    page.on('request', (request) => request.isNavigationRequest() && asked.push(request.url().split('#')[0] ?? ''));
    await page.goto(`/people#${encodeURIComponent(email)}`);
    await page.getByRole('heading', { name: 'q•••@e•••.com', exact: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'q•••@e•••.com', exact: true }).waitFor();
    expect(asked.filter((url) => url.includes('question'))).toEqual([]);
    await page.context().close();
  },
  patience,
);

it(
  'lets an agent add an address, bring a list along with its bad lines told, and take one off again for a reason',
  async () => {
    const email = fresh('stop');
    const page = await open('agent');
    await page.goto('/settings/suppressions');
    await page.getByRole('button', { name: 'Add an address' }).first().click();
    await page.getByLabel('E-mail address').fill(email);
    await page.getByRole('button', { name: 'Add address' }).click();
    await page.getByText(email).first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);

    const listed = fresh('listed');
    await page.getByLabel('List of addresses').setInputFiles({
      name: 'list.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`E-mail\n${listed}\nnobody\n`),
    });
    await page.getByText('Line 3: This is not an e-mail address.').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText(listed).waitFor();

    await page.getByLabel('Find a whole address').fill(email);
    await page.getByText(listed).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: `Remove ${email}` }).click();
    await giveReason(page, 'entered by mistake', 'Remove from the list');
    await page.getByText('Nothing matches.').waitFor();
    await page.context().close();
  },
  patience,
);

it(
  'says what goes and what stays before a contact is deleted',
  async () => {
    const agent = await as('agent');
    const made = await agent('/api/contacts', json({ firstName: 'Gone', lastName: 'Soon', email: fresh('gone') }));
    const { id } = (await made.json()) as { id: string };
    const page = await open('agent');
    await page.goto(`/contacts/${id}`);
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByText('This stays:').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await page.waitForURL('**/contacts');
    expect((await agent(`/api/contacts/${id}`)).status).toBe(404);
    await page.context().close();
  },
  patience,
);
