import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { Pool } from 'pg';
import { createPool } from '../database/pool.js';
import { hashAddress } from '../database/suppressions.js';
import { verifyAudit } from '../database/verify-audit.js';
import { filesWith, storageFolder, tablesWith } from './canaries.js';
import { plantHub } from './erase-scene.js';
import { ask, imported, reviewed } from './importing.js';
import { as, platform, type Session, until } from './platform/platform.js';

jest.setTimeout(120_000);

let pool: Pool;
let agent: Session;
let accountId: string;
beforeAll(async () => {
  pool = createPool(platform().databaseUrl);
  agent = await as('agent');
  accountId = (await ask<{ account: { id: string } }>(agent, 'GET /me')).body.account.id;
});
afterAll(() => pool.end());

const word = () => `zqerase${Math.random().toString(36).slice(2, 10)}`;
const addressKey = () => Buffer.from(platform().env.ADDRESS_KEY!, 'base64');
const storage = () => storageFolder(platform().env.STORAGE_URL!);
const contactOf = async (q: string) =>
  (
    await ask<{ data: { id: string; version: number }[] }>(
      agent,
      `GET /contacts?filter=${encodeURIComponent(JSON.stringify({ q }))}`,
    )
  ).body.data[0]!;
const remove = (id: string, version: number) =>
  agent(`/api/contacts/${id}`, {
    method: 'DELETE',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version }),
  });

/** One person all over the platform: imported, in a row that failed and one that was corrected, edited, with a Hub and mails. */
async function planted(name: string) {
  const email = `${name}@example.com`;
  const item = await imported(
    agent,
    [
      'First name,Last name,E-mail,Phone,Street,Notes',
      `${name}ann,${name}lee,${email},312-555-0147,1 ${name} St,${name} note`,
      `${name}ann,,${email},,,${name} second`,
      `${name}ann,${name}lee,${name}(at)example,312-555-0147,,${name} third`,
      'Other,Person,other.' + email.replace(name, 'zqother') + ',,,stays',
    ].join('\n'),
  );
  await ask(agent, `PATCH /imports/${item.id}/rows/2`, { values: { 1: `${name}fixed` }, editVersion: 0 });
  const contact = await contactOf(email);
  await ask(agent, `PATCH /contacts/${contact.id}`, { version: contact.version, company: `${name} Works` });
  const inHub = await plantHub(pool, { accountId, contactId: contact.id, name, email, addressKey: addressKey() });
  return {
    ...inHub,
    email,
    importId: item.id,
    contactId: contact.id,
    version: contact.version + 1,
    counts: item.counts,
  };
}

it('leaves nothing of an erased person in any table, file, log or history, and keeps the hash, the figures and the evidence', async () => {
  const name = word();
  const who = await planted(name);
  const before = await tablesWith(pool, name);
  expect(Object.keys(before).length).toBeGreaterThanOrEqual(15);
  expect(await filesWith(storage(), name)).not.toEqual([]);

  expect((await remove(who.contactId, who.version)).status).toBe(204);

  expect(await tablesWith(pool, name)).toEqual({});
  await until('the file is gone', async () => (await filesWith(storage(), name)).length === 0);
  expect(await filesWith(join(platform().folder, 'logs'), name)).toEqual([]);

  const after = await ask(agent, `GET /imports/${who.importId}`);
  expect(after.body.counts).toEqual(who.counts);
  const hash = hashAddress(who.email, addressKey());
  const { rows: kept } = await pool.query(
    `select email, reason from suppressions where account_id = $1 and address_hash = $2 and removed_at is null`,
    [accountId, hash],
  );
  expect(kept).toEqual([{ email: null, reason: 'unsubscribed' }]);
  const { rows: evidence } = await pool.query(
    `select state, reply_code, email, reply_text, address_hash = $2 as same from send_attempts where id = $1`,
    [who.attemptId, hash],
  );
  expect(evidence).toEqual([{ state: 'accepted', reply_code: 250, email: null, reply_text: null, same: true }]);
  expect((await verifyAudit(pool)).broken).toBeNull();
});

it('records the erasure by figures alone', async () => {
  const name = word();
  const who = await planted(name);
  await remove(who.contactId, who.version);
  const { rows } = await pool.query(
    `select action, subject_id, after from audit_events where subject_kind = 'contact' and subject_id = $1 and action = 'contact.deleted'`,
    [who.contactId],
  );
  expect(rows).toEqual([
    {
      action: 'contact.deleted',
      subject_id: who.contactId,
      after: { contacts: 1, hubs: 1, importRows: 3, files: 1, attempts: 1 },
    },
  ]);
});

it('leaves the other people of the same file alone', async () => {
  const name = word();
  const who = await planted(name);
  await remove(who.contactId, who.version);
  const rows = await ask<{ data: { rowNumber: number; values: object }[] }>(agent, `GET /imports/${who.importId}/rows`);
  expect(rows.status).toBe(200);
  const { rows: kept } = await pool.query(
    'select row_number, first_name is not null as has_name from import_rows where import_id = $1 order by row_number',
    [who.importId],
  );
  expect(kept.map(({ has_name }) => has_name)).toEqual([false, false, false, true]);
});

it('closes what was still to be corrected of an erased person', async () => {
  const name = word();
  const who = await planted(name);
  await remove(who.contactId, who.version);
  const item = await ask<{ openFailed: number }>(agent, `GET /imports/${who.importId}`);
  expect(item.body.openFailed).toBe(0);
});

it('lets other people’s rows of the same file still be corrected after the file is gone', async () => {
  const name = word();
  const twin = (first: string) =>
    ask(agent, 'POST /contacts', { firstName: first, lastName: `${name}x`, phone: '312-555-0188' });
  await twin('Ina');
  await twin('Ina');
  const item = await imported(
    agent,
    ['First name,Last name,E-mail,Phone', `Ina,${name}x,,312-555-0188`, `${name},Gone,${name}@example.com,`].join('\n'),
  );
  const gone = await contactOf(`${name}@example.com`);
  // As of a row that has failed after the scan: its texts are still in the file alone.
  await pool.query('update import_rows set cells = null where import_id = $1 and row_number = 2', [item.id]);
  expect((await remove(gone.id, gone.version)).status).toBe(204);
  await until('the files are gone', async () => {
    const left = await pool.query('select from files_to_remove where account_id = $1', [accountId]);
    return left.rows.length === 0;
  });
  const failed = await agent(`/api/imports/${item.id}/failed-rows.csv`);
  expect(await failed.text()).toContain(`Ina,${name}x,,312-555-0188`);
});

it('refuses while an import that holds the person has not ended, and says which', async () => {
  const name = word();
  const made = await ask<{ id: string }>(agent, 'POST /contacts', {
    firstName: name,
    lastName: 'Open',
    email: `${name}@example.com`,
  });
  const open = await reviewed(agent, `First name,Last name,E-mail\n${name},Open,${name}@example.com`);
  const refused = await remove(made.body.id, 1);
  expect([refused.status, await refused.json()]).toMatchObject([
    409,
    { code: 'import_under_way', importIds: [open.id], detail: expect.stringContaining(open.id) },
  ]);
  await ask(agent, `POST /imports/${open.id}/cancel`, {});
  await until('erased', async () => (await remove(made.body.id, 1)).status === 204);
  expect(await tablesWith(pool, name)).toEqual({});
});

it('erases many at once in the same way', async () => {
  const name = word();
  const [one, two] = [await planted(`${name}a`), await planted(`${name}b`)];
  const answer = await ask<{ count: number }>(agent, 'POST /contacts/bulk', {
    ids: [one.contactId, two.contactId],
    action: 'delete',
  });
  expect(answer).toMatchObject({ status: 200, body: { count: 2 } });
  expect(await tablesWith(pool, name)).toEqual({});
});

it('removes a file later that an earlier erasure has left, whenever storage lets go of it', async () => {
  const key = `imports/${word()}/file`;
  await pool.query('insert into files_to_remove (key, account_id) values ($1, $2)', [key, accountId]);
  const who = await planted(word());
  expect((await remove(who.contactId, who.version)).status).toBe(204);
  await until('the list is empty', async () => {
    const { rows } = await pool.query('select from files_to_remove where account_id = $1', [accountId]);
    return rows.length === 0;
  });
});

it('leaves an address alone that is another contact’s by now', async () => {
  const name = word();
  const add = (first: string, email: string) =>
    ask<{ id: string; version: number }>(agent, 'POST /contacts', { firstName: first, lastName: name, email });
  const old = await add('Anna', `${name}@example.com`);
  await ask(agent, `PATCH /contacts/${old.body.id}`, { version: 1, email: `${name}.new@example.com` });
  const heir = await add('Ben', `${name}@example.com`);
  const { attemptId } = await plantHub(pool, {
    accountId,
    contactId: heir.body.id,
    name,
    email: `${name}@example.com`,
    addressKey: addressKey(),
  });
  await remove(old.body.id, 2);
  const { rows } = await pool.query('select email from send_attempts where id = $1', [attemptId]);
  expect(rows).toEqual([{ email: `${name}@example.com` }]);
});

it('keeps a contact that has a Hub when its import is undone', async () => {
  const name = word();
  const item = await imported(
    agent,
    `First name,Last name,E-mail\n${name},Hub,${name}@example.com\n${name},Bare,${name}.b@example.com`,
  );
  const contact = await contactOf(`${name}@example.com`);
  await pool.query(
    `insert into hubs (account_id, contact_id, agent_id) select $1, $2, id from auth."user" where email = 'maria@hillside.example'`,
    [accountId, contact.id],
  );
  const preview = await ask<{ reversed: number; kept: number }>(agent, `GET /imports/${item.id}/undo-preview`);
  await ask(agent, `POST /imports/${item.id}/undo`, {});
  await until('undone', async () => (await ask(agent, `GET /imports/${item.id}`)).body.state === 'undone');
  const { rows } = await pool.query('select last_name from contacts where import_id = $1', [item.id]);
  expect(rows).toEqual([{ last_name: 'Hub' }]);
  expect(preview.body).toMatchObject({ reversed: 1, kept: 1 });
});
