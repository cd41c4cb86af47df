import type { Browser } from 'playwright-core';
import type { Connection, ContactLink } from '../../apps/api/syncs/syncs.schemas.js';
import { healthKinds } from '../../domain/syncs/health.js';
import { ask } from '../importing.js';
import { SyncScene } from '../syncing.js';
import { seriousViolations } from './axe.js';
import { openBrowser, openPage } from './browser.js';
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

const open = (person: 'agent' | 'support') => openPage(browser, { apiUrl: scene.own.platform.apiUrl, as: person });

it(
  'leads from the numbers of a run to the contacts that it brought in, changed or found deleted, and to no others',
  async () => {
    // One of ten: when more than a fifth is missing at once, a person is asked first.
    const login = scene.login(10);
    login.put({ id: 3, firstName: 'Gwen' });
    const id = await scene.connected(login);
    login.put({ id: 2, firstName: 'Wilma' });
    login.put({ id: 14, firstName: 'Vera' });
    login.people.delete(3);
    await scene.sync(id, { everything: true });
    const page = await open('agent');
    await openPath(page, `/connections/${id}`);
    const newest = page.locator('[data-run]').first();
    await newest.getByRole('link', { name: '1 added' }).click();
    await page.getByRole('link', { name: 'Vera Bell', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: /^(?:Ann|Wilma) Bell$/ }).count()).toBe(0);
    expect(await isShown(page.getByText('Brought in by one sync run'))).toBe(true);

    await openPath(page, `/connections/${id}`);
    await newest.getByRole('link', { name: '1 changed' }).click();
    await page.getByRole('link', { name: 'Wilma Bell', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: /^(?:Ann|Vera) Bell$/ }).count()).toBe(0);

    await openPath(page, `/connections/${id}`);
    await newest.getByRole('link', { name: '1 person gone' }).click();
    await page.getByRole('link', { name: 'Gwen Bell', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: /^(?:Ann|Vera|Wilma) Bell$/ }).count()).toBe(0);
    expect(await isShown(page.getByText('Deleted at the CRM, found by one sync run'))).toBe(true);
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  },
  patience,
);

it(
  'opens a contact’s record in the CRM itself, at the vendor’s own address, and offers that of nobody who is deleted there',
  async () => {
    // One of ten: when more than a fifth is missing at once, a person is asked first.
    const login = scene.login(10);
    const id = await scene.connected(login);
    const [first, second] = await scene.contacts(id);
    login.people.delete(2);
    await scene.sync(id, { everything: true });
    const page = await open('agent');
    await openPath(page, `/contacts/${first!.id}?tab=crm`);
    const link = page.getByRole('link', { name: 'Open in Follow Up Boss' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe('https://app.followupboss.com/2/people/view/1');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await seriousViolations(page)).toEqual([]);
    const { body } = await ask<{ data: ContactLink[] }>(scene.agent, `GET /contacts/${second!.id}/links`);
    expect(body.data).toMatchObject([{ state: 'gone', recordUrl: null }]);
    await page.context().close();
  },
  patience,
);

/** What makes a connection of one kind, of one that is otherwise in step. */
const made: Record<(typeof healthKinds)[number], string> = {
  ok: 'backfilled_at = now()',
  syncing: `requested = 'person'`,
  limited: `limited_until = now() + interval '1 hour'`,
  trouble: `trouble_code = 'x', trouble_sentence = 'It does not answer.', trouble_since = now()`,
  key_ends: `connector = 'boldtrail', secret_since = now() - interval '350 days'`,
  question: 'backfilled_at = now()',
  needs_reconnect: `state = 'needs_reconnect'`,
  failed: `state = 'failed'`,
  paused: `state = 'paused'`,
  disconnected: `state = 'disconnected', disconnected_at = now()`,
};

it(
  'has support find connections by every kind of health, exactly as each says of itself',
  async () => {
    const { body: me } = await ask<{ account: { id: string } }>(scene.agent, 'GET /me');
    const { id: accountId } = me.account;
    const ids = new Map<string, string>();
    for (const kind of healthKinds) {
      const { rows } = await scene.pool.query<{ id: string }>(
        `insert into connections (account_id, connector, auth, hook_key_id, who, backfilled_at) values ($1, 'follow-up-boss', 'key', 1, $2, now()) returning id::text`,
        [accountId, `The ${kind} one`],
      );
      const { id } = rows[0]!;
      ids.set(kind, id);
      await scene.pool.query(`update connections set ${made[kind]} where id = $1`, [id]);
      if (kind === 'question')
        await scene.pool.query(
          `insert into sync_runs (connection_id, account_id, loop, trigger, state, missing, linked) values ($1, $2, 'sweep', 'person', 'awaiting_answer', 4, 5)`,
          [id, accountId],
        );
    }
    const listed = async (health: string) => {
      const filter = encodeURIComponent(JSON.stringify({ health }));
      return (await ask<{ data: Connection[] }>(scene.support, `GET /connections?perPage=100&filter=${filter}`)).body
        .data;
    };
    for (const kind of healthKinds) {
      const found = await listed(kind);
      expect(found.map(({ id }) => id)).toContain(ids.get(kind));
      expect(new Set(found.map(({ health }) => health.kind))).toEqual(new Set([kind]));
    }
    await scene.pool.query(
      `insert into sync_issues (connection_id, account_id, run_id, kind) values ($1, $2, 0, 'malformed')`,
      [ids.get('paused'), accountId],
    );
    expect((await listed('open_problems')).map(({ id }) => id)).toEqual([ids.get('paused')]);

    const page = await open('support');
    await openPath(page, '/connections');
    await page.getByRole('button', { name: 'Health' }).click();
    await page.getByRole('menuitem', { name: 'Asks you' }).click();
    await page.getByText('The question one').waitFor();
    await page.getByText('The failed one').waitFor({ state: 'detached' });
    await page.context().close();
  },
  patience,
);
