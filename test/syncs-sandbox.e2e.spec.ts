import { jest } from '@jest/globals';
import type { Connection, Connector } from '../apps/api/syncs/syncs.schemas.js';
import { ask, fresh } from './importing.js';
import { as, platform, type Session, until } from './platform/platform.js';
import { SandboxPage } from './sandbox-page.js';

jest.setTimeout(120_000);

const sandbox = new SandboxPage(platform().sandboxUrl);
let agent: Session;
beforeAll(async () => {
  agent = await as('agent2');
});

const is = (id: string, what: string, isSo: (connection: Connection) => boolean) =>
  until(what, async () => {
    const { body } = await ask<Connection>(agent, `GET /connections/${id}`);
    return isSo(body) && body;
  });

it('has a newcomer connect, sync, break the key and mend it, all on this machine', async () => {
  const { body: gallery } = await ask<{ data: Connector[] }>(agent, 'GET /connectors');
  const card = gallery.data.find(({ isSandbox }) => isSandbox);
  expect(card?.keyHelp?.url).toContain(new URL(platform().sandboxUrl).port);
  const key = await sandbox.key();
  const { body: made } = await ask<Connection>(agent, 'POST /connections', { connector: card!.id, fields: { key } });
  const synced = await is(made.id, 'everybody is in', ({ run, lastRun }) => !run && lastRun !== null);
  expect(synced.contacts + synced.openProblems).toBe(synced.sees);

  const email = fresh('told');
  await sandbox.press('add', { firstName: 'Tilda', lastName: 'Told', email, stage: 'Lead' });
  const told = await is(
    made.id,
    'the signed webhook is taken',
    ({ run, lastRun }) => !run && lastRun?.loop === 'hooks',
  );
  expect(told.lastRun?.counts).toMatchObject({ added: 1, failed: 0, unexplained: 0 });
  const { body: contacts } = await ask<{ data: { email: string }[] }>(agent, `GET /contacts?filter=${encodeURIComponent(JSON.stringify({ q: email }))}`); // prettier-ignore
  expect(contacts.data.map((contact) => contact.email)).toEqual([email]);

  await sandbox.press('revoke');
  await ask(agent, `POST /connections/${made.id}/sync`);
  const lost = await is(made.id, 'the lost key is told', ({ state }) => state === 'needs_reconnect');
  expect(lost.commands).toContain('reconnect');

  await sandbox.press('renew');
  const fields = { key: await sandbox.key() };
  await ask(agent, `POST /connections/${made.id}/reconnect`, { fields });
  const mended = await is(made.id, 'it works again', ({ health }) => health.kind === 'ok');
  expect(mended.health.sentence).toContain('Works');
});
