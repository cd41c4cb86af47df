import { jest } from '@jest/globals';
import type { Pool } from 'pg';
import type { Person } from '../apps/api/people/people.schemas.js';
import { createPool } from '../database/pool.js';
import { plantHub } from './erase-scene.js';
import { ask, fresh, type Refusal } from './importing.js';
import { as, platform, type Session } from './platform/platform.js';

jest.setTimeout(60_000);

let pool: Pool;
let agent: Session;
let ops: Session;
let accountId: string;
beforeAll(async () => {
  pool = createPool(platform().databaseUrl);
  [agent, ops] = [await as('agent'), await as('ops')];
  accountId = (await ask<{ account: { id: string } }>(agent, 'GET /me')).body.account.id;
});
afterAll(() => pool.end());

const find = (address: string, session = ops) =>
  ask<Person & Refusal>(session, `GET /people?filter=${encodeURIComponent(JSON.stringify({ address }))}`);
const reveal = (address: string, reason: string, session = ops) =>
  ask<{ until: string }>(session, 'POST /people/reveal', { address, reason });

async function mailed(): Promise<{ email: string; name: string; attemptId: string; contactId: string }> {
  const email = fresh('mailed');
  const name = `Tessa${email.slice(7, 15)}`;
  const { body } = await ask<{ id: string }>(agent, 'POST /contacts', { firstName: name, lastName: 'Moss', email });
  const planted = await plantHub(pool, {
    accountId,
    contactId: body.id,
    name,
    email,
    addressKey: Buffer.from(platform().env.ADDRESS_KEY!, 'base64'),
  });
  return { email, name, attemptId: planted.attemptId, contactId: body.id };
}

it('finds everything mailed to one address with its evidence, masked', async () => {
  const { email, name, attemptId } = await mailed();
  const { status, body } = await find(email.toUpperCase());
  expect(status).toBe(200);
  expect(body).toMatchObject({
    masked: true,
    contacts: [{ accountName: 'Hillside Realty', name: 'T•••' }],
    hubs: [{ part: 'owner', state: 'claimed', home: 'T•••' }],
    invitations: [{ state: 'claimed', role: 'owner' }],
    suppressions: [{ reason: 'unsubscribed', source: 'page', email: 'm•••@e•••.com' }],
    attempts: [
      {
        id: attemptId,
        state: 'accepted',
        accountName: 'Hillside Realty',
        reply: { code: 250, text: '250 ok m•••@e•••.com' },
      },
    ],
  });
  const text = JSON.stringify(body);
  expect(text).not.toContain(email);
  expect(text).not.toContain(name);
});

it('reveals a person for a reason that the account’s audit tells, to that viewer alone', async () => {
  const { email, name, attemptId } = await mailed();
  const given = await reveal(email, 'she asks what we have sent her');
  expect(given.status).toBe(200);
  const { body } = await find(email);
  expect(body).toMatchObject({
    masked: false,
    address: email,
    contacts: [{ name: `${name} Moss` }],
    attempts: [{ id: attemptId, to: email, reply: { text: `250 ok ${email}` } }],
  });
  expect((await find(email, await as('support'))).body.masked).toBe(true);
  const { rows } = await pool.query(
    `select account_id, reason, subject_id, after from audit_events where action = 'person.revealed' and reason = 'she asks what we have sent her'
     order by account_id`,
  );
  expect(rows.map((row) => (row as { account_id: string }).account_id)).toEqual(['0', accountId]);
  expect(JSON.stringify(rows)).not.toContain(email);
});

it('still finds by the hash what was mailed to somebody who was erased', async () => {
  const { email, attemptId, contactId } = await mailed();
  const removed = await agent(`/api/contacts/${contactId}`, { method: 'DELETE', headers: { 'if-match': '"1"' } });
  expect(removed.status).toBe(204);
  expect((await find(email)).body).toMatchObject({
    contacts: [],
    hubs: [],
    invitations: [],
    suppressions: [{ email: null, reason: 'unsubscribed' }],
    attempts: [{ id: attemptId, to: null, state: 'accepted', reply: { code: 250, text: null } }],
  });
});

it('shows nothing for an address that nobody knows, and refuses half an address in words', async () => {
  expect((await find(fresh('nobody'))).body).toMatchObject({ contacts: [], attempts: [], suppressions: [] });
  expect(await find('tessa')).toMatchObject({
    status: 422,
    body: { detail: expect.stringContaining('not a whole e-mail address') },
  });
});

it('is closed to agents', async () => {
  expect((await find(fresh('closed'), agent)).status).toBe(403);
});

it('gives the attempts page by page', async () => {
  const { email, contactId } = await mailed();
  await pool.query(
    `insert into send_attempts (account_id, purpose, contact_id, attempt, state, email, address_hash, message_id, sender_domain, mime_digest, mime_size, transport)
     select $1, 'test', $2, n, 'rejected', $3::text, address_hash($3::text, $4), 'm' || n, 'example.com', 'x', 1, 'smtp' from generate_series(1, 4) n`,
    [accountId, contactId, email, Buffer.from(platform().env.ADDRESS_KEY!, 'base64')],
  );
  const filter = encodeURIComponent(JSON.stringify({ address: email }));
  const [one, three] = await Promise.all(
    [1, 3].map(async (page) => (await ask<Person>(ops, `GET /people?filter=${filter}&perPage=2&page=${page}`)).body),
  );
  expect([one!.attempts.length, one!.hasMoreAttempts]).toEqual([2, true]);
  expect([three!.attempts.length, three!.hasMoreAttempts]).toEqual([1, false]);
});
