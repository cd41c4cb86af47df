import type { Browser, Page } from 'playwright-core';
import { blockInvitation } from '../../database/invitation-waves.js';
import { inTransaction } from '../../database/transaction.js';
import { HubScene } from '../hub-scene.js';
import { mailTo } from '../platform/newcomer.js';
import { as, platform, until } from '../platform/platform.js';
import { seriousViolations } from './axe.js';
import { openBrowser, openPage } from './browser.js';
import { addClaimedHub, addContact, ask } from './hub-scene.js';
import { isShown, openPath } from './settle.js';

const patience = 180_000;
let browser: Browser;
let scene: HubScene;
const open = () => openPage(browser, { apiUrl: platform().apiUrl, as: 'agent' });

beforeAll(async () => {
  browser = await openBrowser();
  scene = new HubScene(await as('agent'));
}, patience);
afterAll(async () => {
  await scene.close();
  await browser.close();
});

/** A Hub whose invitation was mailed, with its page open. */
async function mailed(): Promise<{ page: Page; hubId: string; invitationId: string; email: string }> {
  const { contactId, email } = await addContact();
  const { id: hubId } = await ask<{ id: string }>('POST', '/hubs', { contactId });
  const { id: invitationId } = await ask<{ id: string }>('POST', `/hubs/${hubId}/invitations`, {});
  await scene.reaches(invitationId, ({ firstSentAt }) => firstSentAt !== null);
  const page = await open();
  await openPath(page, `/hubs/${hubId}`);
  return { page, hubId, invitationId, email };
}

it(
  'sends the invitation to another address, after asking about one that looks mistyped',
  async () => {
    const { page, email } = await mailed();
    await page.getByRole('button', { name: 'Change address…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/New address/).fill(email.replace('@example.com', '@gmial.com'));
    await dialog.getByRole('button', { name: 'Change and send' }).click();
    await dialog.getByRole('button', { name: 'It is right, send' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByLabel(/New address/).fill(`new.${email}`);
    await dialog.getByRole('button', { name: 'Change and send' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await mailTo(`new.${email}`)).subject).not.toBe('');
    expect(await isShown(page.getByText(`new.${email}`))).toBe(true);
    await page.context().close();
  },
  patience,
);

it(
  'sends a reminder now, once the last mail is a day old',
  async () => {
    const { page, invitationId, email } = await mailed();
    expect(await page.getByRole('button', { name: 'Remind now' }).count()).toBe(0);
    await scene.daysPass(invitationId, 2);
    await page.reload();
    await page.getByRole('button', { name: 'Remind now' }).click();
    await scene.reaches(invitationId, ({ attempts }) => attempts.length === 2);
    expect(await isShown(page.getByText('Reminder 1', { exact: true }))).toBe(true);
    expect(await mailTo(email, ({ text }) => text.includes('/i/'))).toBeDefined();
    await page.context().close();
  },
  patience,
);

it(
  'lets a person say what became of a mail of which nobody knows',
  async () => {
    const { page, invitationId } = await mailed();
    await inTransaction(scene.pool, async (tx) => {
      await tx.query(`update send_attempts set state = 'unknown', failure = 'no_answer' where invitation_id = $1`, [
        invitationId,
      ]);
      await tx.query('update invitations set wave = 0, first_sent_at = null where id = $1', [invitationId]);
      await blockInvitation(tx, { invitationId, code: 'unknown', sentence: 'It may have arrived or not.' });
    });
    await page.reload();
    await page.getByRole('button', { name: 'Settle…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/How you know it/).fill('She called');
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Settle' }).click();
    await dialog.waitFor({ state: 'detached' });
    await until('it stands settled', async () => (await page.getByRole('button', { name: 'Settle…' }).count()) === 0);
    expect(await isShown(page.getByText('Accepted', { exact: true }))).toBe(true);
    await page.context().close();
  },
  patience,
);

it(
  'pauses, resumes, archives and restores a Hub',
  async () => {
    const { page, hubId } = await mailed();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByText('Paused. Nothing is sent until you resume.').waitFor();
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByText('It goes on where it was.').waitFor();
    await page.getByRole('button', { name: 'Archive…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('The Hub is back.').waitFor();
    const hub = await ask<{ state: string; invitations: { state: string }[] }>('GET', `/hubs/${hubId}`);
    expect([hub.state, hub.invitations.map(({ state }) => state)]).toEqual(['ready', ['revoked']]);
    await page.context().close();
  },
  patience,
);

it(
  'declines a correction, and invites the co-owner once there is somebody to share with',
  async () => {
    const { hubId, email } = await addClaimedHub();
    const coEmail = `ben.${email}`;
    await scene.pool.query(
      `update hubs set co_first_name = 'Ben', co_last_name = 'Walden', co_email = $2 where id = $1`,
      [hubId, coEmail],
    );
    const page = await open();
    await openPath(page, `/hubs/${hubId}`);
    const correction = page.getByRole('article', { name: /^Correction/ });
    await correction.getByRole('button', { name: 'Decline' }).click();
    await correction.getByText(/declined/).waitFor();
    await page.getByRole('button', { name: 'Invite co-owner' }).click();
    await page.getByText('The invitation to the co-owner is on its way.').waitFor();
    expect((await mailTo(coEmail)).text).toContain('/i/');
    const hub = await ask<{ details: { beds: number } }>('GET', `/hubs/${hubId}`);
    expect(hub.details.beds).toBe(3);
    await page.context().close();
  },
  patience,
);
