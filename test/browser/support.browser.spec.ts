import { rename } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { Browser } from 'playwright-core';
import { as, platform, until } from '../platform/platform.js';
import { seriousViolations } from './axe.js';
import { openBrowser, openPage } from './browser.js';
import { messyFile } from './messy-file.js';
import { giveReason } from './reason.js';

const patience = 180_000;
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

/** Uploads a file as the agent of the other office and answers with its import and where storage keeps it. */
async function uploaded(mark: string) {
  const agent = await as('agent2');
  const { upload } = messyFile(200, mark);
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(upload.buffer)]), upload.name);
  const answer = await agent('/api/imports', { method: 'POST', body: form });
  if (!answer.ok) throw new Error(`The upload answered ${answer.status}: ${await answer.text()}`);
  const { id } = (await answer.json()) as { id: string };
  const { rows } = await database.query<{ text_key: string }>('select text_key from contact_imports where id = $1', [
    id,
  ]);
  const path = fileURLToPath(`${platform().env.STORAGE_URL}/${rows[0]?.text_key}`);
  const stateIs = (state: string) =>
    until(`import ${id} is ${state}`, async () => {
      const now = (await (await agent(`/api/imports/${id}`)).json()) as { state: string };
      return now.state === state;
    });
  return { agent, id, path, stateIs };
}

it(
  'lets support find a stopped import, see why in words, and resume it with a reason',
  async () => {
    const { agent, id, path, stateIs } = await uploaded('stopped');
    await rename(path, `${path}.away`);
    await agent(`/api/imports/${id}/scan`, { method: 'POST' });
    await stateIs('failed');

    const page = await openPage(browser, { apiUrl: platform().apiUrl, as: 'support' });
    await page.goto('/needs-someone');
    await page.getByRole('link', { name: 'open-house-stopped.csv' }).click();
    await page.waitForURL(`**/imports/${id}`);
    await page.getByText('The file cannot be read from storage: not found.').first().waitFor();
    await page.getByText('Lakeside Homes').first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);

    await rename(`${path}.away`, path);
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await giveReason(page, 'File is back in storage', 'Resume');
    await stateIs('awaiting_review');
    await page.getByText('File is back in storage').waitFor();
    await page.context().close();
  },
  patience,
);

it(
  'shows support masked people until a reason is given',
  async () => {
    const { agent, id, stateIs } = await uploaded('masked');
    await agent(`/api/imports/${id}/scan`, { method: 'POST' });
    await stateIs('awaiting_review');

    const page = await openPage(browser, { apiUrl: platform().apiUrl, as: 'support' });
    await page.goto(`/imports/${id}/rows`);
    await page.getByText('g•••@e•••.org').first().waitFor();
    expect(await page.getByText('guest0.masked@example.org').count()).toBe(0);
    await page.goto(`/imports/${id}`);
    await page.getByRole('button', { name: 'Reveal…' }).click();
    await giveReason(page, 'Caller asks about row 4', 'Reveal for 30 minutes');
    await page.getByRole('button', { name: 'Reveal…' }).waitFor({ state: 'detached' });
    await page.goto(`/imports/${id}/rows`);
    await page.getByText('guest0.masked@example.org').first().waitFor();
    await page.context().close();
  },
  patience,
);

it(
  'has no page of support that breaks accessibility seriously',
  async () => {
    const page = await openPage(browser, { apiUrl: platform().apiUrl, as: 'support' });
    for (const address of ['/needs-someone', '/imports']) {
      await page.goto(address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect({ address, violations: await seriousViolations(page) }).toEqual({ address, violations: [] });
    }
    await page.context().close();
  },
  patience,
);
