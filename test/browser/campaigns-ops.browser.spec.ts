import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { Pool } from 'pg';
import type { Browser } from 'playwright-core';
import { plantCampaign, type PlantedCampaign } from '../campaign-evidence.js';
import { ask, fresh } from '../importing.js';
import { as, platform, type Session, until } from '../platform/platform.js';
import { seriousViolations } from './axe.js';
import { openBrowser, openPage } from './browser.js';
import { giveReason } from './reason.js';
import { isShown, openPath } from './settle.js';

const patience = 180_000;
let browser: Browser;
let pool: Pool;
let agent: Session;
let me: { account: { id: string }; user: { id: string } };
let planted: PlantedCampaign;
beforeAll(async () => {
  browser = await openBrowser();
  pool = new Pool({ connectionString: platform().databaseUrl, max: 2 });
  agent = await as('agent');
  ({ body: me } = await ask<typeof me>(agent, 'GET /me'));
  planted = await plantCampaign(pool, {
    accountId: me.account.id,
    agentId: me.user.id,
    stem: stem(),
    name: `Spring ${stem()}`,
  });
}, patience);
afterAll(async () => {
  await pool.end();
  await browser.close();
});

const stem = () => fresh('opsui').split('@')[0]!.toLowerCase();
const open = (person: 'ops' | 'support' | 'agent' = 'ops') =>
  openPage(browser, { apiUrl: platform().apiUrl, as: person });

it(
  'stops a campaign that sends with a hold and its reason, and lets it go on where it was when the hold is released',
  async () => {
    const campaignId = await runningCampaign(24);
    const attempts = async () => {
      const { rows } = await pool.query<{ count: number }>(
        'select count(*)::int as count from send_attempts where campaign_id = $1',
        [campaignId],
      );
      return rows[0]!.count;
    };
    const secondsSinceLast = async () => {
      const { rows } = await pool.query<{ seconds: number }>(
        'select extract(epoch from clock_timestamp() - max(started_at))::float as seconds from send_attempts where campaign_id = $1',
        [campaignId],
      );
      return rows[0]!.seconds;
    };
    await until('the first mails are on their way', async () => (await attempts()) >= 12, { seconds: 60 });
    const page = await open();
    await openPath(page, `/campaigns/${campaignId}`);
    await page.getByRole('button', { name: 'Hold…' }).click();
    await giveReason(page, 'the town is wrong', /Hold sending/);
    await page.getByText('This campaign is held').waitFor();
    expect(await isShown(page.getByText('the town is wrong').first())).toBe(true);

    const before = await attempts();
    expect(before).toBeLessThan(24);
    await until('the limit would have let the others go', async () => (await secondsSinceLast()) > 66, { seconds: 90 });
    expect(await attempts()).toBe(before);

    await page.getByRole('button', { name: 'Release…' }).click();
    await giveReason(page, 'it is the right town', /^Release$/);
    await page.getByText('This campaign is held').waitFor({ state: 'detached' });
    await until('it goes on', async () => (await attempts()) > before, { seconds: 60 });
    await ask(agent, `POST /campaigns/${campaignId}/cancel`, { reason: 'the spec is over' });
    await page.context().close();
  },
  patience,
);

it(
  'shows operations a campaign with masks until it is revealed for a reason, and who approved which snapshot',
  async () => {
    const page = await open();
    await openPath(page, `/campaigns/${planted.campaignId}/recipients`);
    const masked = page.getByText('•••').first();
    expect(await isShown(masked)).toBe(true);
    expect(await page.getByText(planted.emails[0]!).count()).toBe(0);
    expect(await isShown(page.getByText(/approved by Maria Alvarez.*snapshot abcd/))).toBe(true);
    await page.getByRole('button', { name: 'Reveal…' }).click();
    await giveReason(page, 'the homeowner called', /Reveal for 30 minutes/);
    await page.getByText(planted.emails[0]!).first().waitFor();
    await page.getByRole('button', { name: 'Reveal…' }).waitFor({ state: 'detached' });
    await page.context().close();
  },
  patience,
);

it(
  'shows the evidence of one recipient: approval, hand-over, what the mail server said and the digest',
  async () => {
    const page = await open('support');
    await openPath(page, `/campaigns/${planted.campaignId}/recipients/${planted.contactIds[0]}`);
    expect(await isShown(page.getByText(/Maria Alvarez approved the snapshot abcd/))).toBe(true);
    expect(await isShown(page.getByText(/queued as 4F9/).first())).toBe(true);
    expect(await page.getByText(planted.emails[0]!).count()).toBe(0);
    await page.context().close();
  },
  patience,
);

it(
  'lets the evidence be taken away as a file, and a person be found with the reason why they were not mailed',
  async () => {
    const page = await open();
    await openPath(page, `/campaigns/${planted.campaignId}`);
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /^Evidence.*CSV/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`campaign-${planted.campaignId}-evidence.csv`);
    const csv = await text(createReadStream(await download.path()));
    expect(csv.trim().split('\r\n')).toHaveLength(3);

    await openPath(page, '/people');
    await page.getByRole('searchbox', { name: /Whole e-mail address/ }).fill(planted.emails[1]!);
    await page.getByRole('button', { name: 'Find' }).click();
    const campaigns = page.getByRole('region', { name: 'Campaigns' });
    expect(await isShown(campaigns.getByText(/This person has unsubscribed/))).toBe(true);
    await page.context().close();
  },
  patience,
);

it(
  'holds and releases a sending domain on the page of sending health, and keeps what was held',
  async () => {
    const domain = `${stem()}.example.com`;
    // Of an office of its own: so many bounces stop whoever they are of from sending.
    await pool.query(
      `with office as (insert into accounts (slug, name, country) values ('ops' || gen_random_uuid(), 'Bounced', 'US') returning id)
       insert into sending_days (domain, account_id, provider, day, accepted, bounced)
       select $1, id, 'google', (now() at time zone 'utc')::date, 200, 9 from office`,
      [domain],
    );
    const page = await open();
    await openPath(page, '/sending');
    expect(await isShown(page.getByText('9 · 4.50 %').first())).toBe(true);
    await page.getByRole('button', { name: `Hold ${domain}…` }).click();
    await giveReason(page, 'bounces are looked at', /Hold sending/);
    const held = page.getByRole('region', { name: 'Held now' });
    expect(await isShown(held.getByText('“bounces are looked at”'))).toBe(true);
    await held.getByRole('button', { name: `Release Domain ${domain}…` }).click();
    await giveReason(page, 'an old list, taken away', /^Release$/);
    await held.getByText('“bounces are looked at”').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Show' }).click();
    expect(await isShown(page.getByText(/an old list, taken away/))).toBe(true);
    await page.context().close();
  },
  patience,
);

it(
  'checks a chain of the audit while one watches, and lists the daily heads',
  async () => {
    const page = await open();
    await openPath(page, '/audit');
    await page.getByRole('link', { name: 'Is it whole?' }).click();
    await page.getByRole('button', { name: 'Check' }).click();
    expect(await isShown(page.getByText(/^Whole: [\d,]+ events?, each as it was written/))).toBe(true);
    expect(await isShown(page.getByText(/SHA-256 [0-9a-f]{64}/).first())).toBe(true);
    await page.context().close();
  },
  patience,
);

it(
  'breaks no serious rule of WCAG 2.2 on operations’ pages, and fits 1,024 px',
  async () => {
    const page = await open();
    await page.setViewportSize({ width: 1024, height: 800 });
    for (const path of [
      '/campaigns',
      '/sending',
      '/sending/unknown',
      '/audit/heads',
      `/campaigns/${planted.campaignId}`,
      `/campaigns/${planted.campaignId}/recipients/${planted.contactIds[0]}`,
    ]) {
      await openPath(page, path);
      expect({ path, broken: await seriousViolations(page) }).toEqual({ path, broken: [] });
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
      expect({ path, overflow }).toEqual({ path, overflow: 0 });
    }
    await page.context().close();
  },
  patience,
);

/** So many people, at any hour; twelve mails a minute, as one burst. */
async function runningCampaign(size: number): Promise<string> {
  const name = stem();
  const { rows } = await pool.query<{ id: string }>(
    `insert into contacts (account_id, first_name, last_name, email, email_normalized)
     select $1, 'Held' || n, $2, $2 || '-' || n || '@example.com', $2 || '-' || n || '@example.com' from generate_series(1, $3) n returning id`,
    [me.account.id, name, size],
  );
  const made = await ask<{ id: string }>(agent, 'POST /campaigns', {
    name: `Held ${name}`,
    audience: { kind: 'contacts', contactIds: rows.map(({ id }) => id) },
    settings: { window: { days: [1, 2, 3, 4, 5, 6, 7], fromHour: 0, toHour: 24 }, perHour: 720 },
  });
  const id = made.body.id;
  const reviewed = await until(
    'the review',
    async () => {
      const { body } = await ask<{ state: string; digest: string; checks: { level: string; sentence: string }[] }>(
        agent,
        `GET /campaigns/${id}`,
      );
      return body.state === 'awaiting_review' && body;
    },
    { seconds: 60 },
  );
  expect(reviewed.checks.filter(({ level }) => level === 'block')).toEqual([]);
  expect((await ask(agent, `POST /campaigns/${id}/approve`, { digest: reviewed.digest })).status).toBe(202);
  return id;
}
