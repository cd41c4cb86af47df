import { jest } from '@jest/globals';
import type { Pool } from 'pg';
import type { ShownSuppression, SuppressionsImported } from '../apps/api/suppressions/suppressions.schemas.js';
import { createPool } from '../database/pool.js';
import { findSuppression, hashAddress, suppress } from '../database/suppressions.js';
import { ask, formOf, fresh, imported, type Refusal } from './importing.js';
import { as, platform, type Session } from './platform/platform.js';

jest.setTimeout(90_000);

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

const addressKey = () => Buffer.from(platform().env.ADDRESS_KEY!, 'base64');
const mayMail = async (emailNormalized: string, account = accountId) =>
  (await findSuppression(pool, { accountId: account, emailNormalized, addressKey: addressKey() })) === null;
const add = (email: string, more: object = {}, session = agent) =>
  ask<ShownSuppression & Refusal>(session, 'POST /suppressions', { email, reason: 'asked', ...more });
const search = async (address: string, more: object = {}, session = agent) =>
  (
    await ask<{ data: ShownSuppression[] }>(
      session,
      `GET /suppressions?filter=${encodeURIComponent(JSON.stringify({ address, ...more }))}`,
    )
  ).body.data;
const person = (name: string) => ({ firstName: name, lastName: 'Lamp' });
const own = (email: string) =>
  suppress(pool, {
    accountId,
    addressKey: addressKey(),
    email,
    emailNormalized: email,
    reason: 'unsubscribed',
    source: 'one_click',
    by: { actor: { kind: 'system', id: null, role: null } },
  });

/** An invitation that waits for its reminder, with its Hub and contact. */
async function waitingInvitation(email: string): Promise<string> {
  const { body: contact } = await ask<{ id: string }>(agent, 'POST /contacts', { ...person('Rina'), email });
  const { rows } = await pool.query<{ id: string }>(
    `with hub as (insert into hubs (account_id, contact_id, agent_id, state) select $1, $2, id, 'invited' from auth."user"
       where email = 'maria@hillside.example' returning id)
     insert into invitations (account_id, hub_id, contact_id, email, email_normalized, token_hash, nonce, key_id, wave, next_action_at, expires_at)
     select $1, id, $2, $3::text, $3::text, sha256(convert_to($3::text, 'UTF8')), 'x', 1, 1, now() + interval '3 days', now() + interval '20 days' from hub
     returning id`,
    [accountId, contact.id, email],
  );
  return rows[0]!.id;
}

it('hashes an address as the database does', async () => {
  const { rows } = await pool.query<{ hash: Buffer }>('select address_hash($1, $2) as hash', [
    'jürgen@example.com',
    addressKey(),
  ]);
  expect(rows[0]!.hash).toEqual(hashAddress('jürgen@example.com', addressKey()));
});

it('lets an agent add an address, and finds it again by the whole address however it is written', async () => {
  const email = fresh('Added');
  const { status, body } = await add(email, { note: 'by phone' });
  expect([status, body]).toMatchObject([
    201,
    {
      email,
      reason: 'asked',
      source: 'agent',
      scope: 'account',
      note: 'by phone',
      by: 'Maria Alvarez',
      isOwnWord: false,
    },
  ]);
  expect(await search(email.toUpperCase())).toMatchObject([{ id: body.id }]);
  expect(await search(fresh('nobody'))).toEqual([]);
  expect(await mayMail(email.toLowerCase())).toBe(false);
});

it('says so when the address is in the list already, or is none', async () => {
  const email = fresh('twice');
  await add(email);
  expect(await add(email)).toMatchObject({ status: 409, body: { code: 'already_suppressed' } });
  expect(await add('twice@')).toMatchObject({
    status: 422,
    body: { detail: expect.stringContaining('whole e-mail address') },
  });
});

it('stops reminders under way at once, wakes their workflow and marks the contact', async () => {
  const email = fresh('reminded');
  const invitationId = await waitingInvitation(email);
  await add(email);
  const { rows } = await pool.query(
    `select i.next_action_at, i.blocked_code, i.fence, c.unsubscribed,
       (select count(*)::int from outbox where workflow_id = 'invitation/' || i.id) as woken
     from invitations i join contacts c on c.id = i.contact_id where i.id = $1`,
    [invitationId],
  );
  expect(rows).toEqual([{ next_action_at: null, blocked_code: 'asked', fence: 1, unsubscribed: true, woken: 1 }]);
});

it('does nothing a second time, and lets the person’s own word replace what an agent has entered', async () => {
  const email = fresh('word');
  const { body } = await add(email);
  expect(await own(email)).toMatchObject({ suppressionId: body.id, isNew: false });
  expect(await own(email)).toMatchObject({ suppressionId: body.id, isNew: false });
  expect(await search(email)).toMatchObject([
    { id: body.id, reason: 'unsubscribed', source: 'one_click', isOwnWord: true },
  ]);
});

it('writes one row when the same press arrives ten times at once', async () => {
  const email = fresh('pressed');
  const done = await Promise.all(Array.from({ length: 10 }, () => own(email)));
  expect(new Set(done.map(({ suppressionId }) => suppressionId)).size).toBe(1);
  expect(await search(email)).toHaveLength(1);
});

it('never brings back by an import who has unsubscribed', async () => {
  const email = fresh('back');
  await ask(agent, 'POST /contacts', { ...person('Back'), email });
  await own(email);
  await imported(agent, `First name,Last name,E-mail,Unsubscribed,Company\nBack,Lamp,${email},no,New`);
  const { rows } = await pool.query('select unsubscribed, company from contacts where email_normalized = $1', [email]);
  expect(rows).toEqual([{ unsubscribed: true, company: 'New' }]);
  expect(await mayMail(email)).toBe(false);
});

it('lifts what an agent has entered for a reason, and the contact may be mailed again', async () => {
  const email = fresh('lifted');
  await ask(agent, 'POST /contacts', { ...person('Lift'), email });
  const { body } = await add(email);
  expect(await ask(agent, `POST /suppressions/${body.id}/remove`, {})).toMatchObject({ status: 422 });
  const lifted = await ask<ShownSuppression>(agent, `POST /suppressions/${body.id}/remove`, {
    reason: 'entered by mistake',
  });
  expect(lifted).toMatchObject({
    status: 200,
    body: { removed: { by: 'Maria Alvarez', reason: 'entered by mistake' } },
  });
  expect(await mayMail(email)).toBe(true);
  expect(await search(email)).toEqual([]);
  expect(await search(email, { removed: true })).toHaveLength(1);
  expect((await add(email)).status).toBe(201);
});

it('does not let an agent lift a person’s own no without saying how the person asked for it', async () => {
  const email = fresh('theirs');
  const { suppressionId } = await own(email);
  const path = `POST /suppressions/${suppressionId}/remove`;
  expect(await ask(agent, path, { reason: 'I want to' })).toMatchObject({
    status: 422,
    body: { fields: { request: expect.any(String) } },
  });
  expect(await mayMail(email)).toBe(false);
  const request = 'wrote on November 3 that she wants the letters again';
  expect(await ask(agent, path, { reason: 'asked for it', request })).toMatchObject({ status: 200 });
  expect(await mayMail(email)).toBe(true);
  const { rows } = await pool.query(
    `select reason, before from audit_events where action = 'suppression.removed' and subject_id = $1`,
    [suppressionId],
  );
  expect(rows).toEqual([
    { reason: expect.stringContaining(request), before: { reason: 'unsubscribed', source: 'one_click' } },
  ]);
});

it('takes a list from a file, tells each bad line, and stops the good ones though others are bad', async () => {
  const [one, two] = [fresh('one'), fresh('two')];
  await add(two);
  const file = `Name;E-Mail\r\nAnna;${one.toUpperCase()}\r\nBen;not an address\r\nCy;\r\nDi;${two}\r\n`;
  const answer = await ask<SuppressionsImported>(agent, 'POST /suppressions/import', formOf(file));
  expect(answer).toMatchObject({
    status: 200,
    body: { lines: 4, added: 1, already: 1, refusedCount: 2, refused: [{ line: 3 }, { line: 4 }] },
  });
  expect(await mayMail(one)).toBe(false);
  expect(await search(one)).toMatchObject([{ reason: 'imported', source: 'import' }]);
});

it('takes a bare list of addresses without a header', async () => {
  const [one, two] = [fresh('bare'), fresh('bare')];
  const answer = await ask<SuppressionsImported>(agent, 'POST /suppressions/import', formOf(`${one}\n${two}\n`));
  expect(answer.body).toMatchObject({ lines: 2, added: 2, refusedCount: 0 });
});

it('says what is missing in a file without addresses', async () => {
  const answer = await ask<Refusal>(agent, 'POST /suppressions/import', formOf('Name,City\nAnna,Boulder\n'));
  expect(answer).toMatchObject({ status: 422, body: { code: 'no_addresses' } });
});

it('gives the list as a file that runs no formula and reads back', async () => {
  const email = fresh('csv');
  await add(email, { note: '=HYPERLINK("http://example.com")' });
  const answer = await agent(`/api/suppressions.csv?filter=${encodeURIComponent(JSON.stringify({ address: email }))}`);
  const text = await answer.text();
  expect(text).toContain(`${email},asked,agent,`);
  expect(text).toContain(`"'=HYPERLINK(`);
  const back = await ask<SuppressionsImported>(agent, 'POST /suppressions/import', formOf(text));
  expect(back.body).toMatchObject({ lines: 1, added: 0, already: 1 });
});

it('lets operations stop an address for everybody, and shows them all accounts’ masked', async () => {
  const email = fresh('everybody');
  const { body } = await add(email, {}, ops);
  expect(body).toMatchObject({ scope: 'platform', source: 'operator' });
  expect(body.email).toMatch(/^e•••@e•••\.com$/);
  expect(await mayMail(email)).toBe(false);
  expect(await mayMail(email, '2')).toBe(false);
  const theirs = fresh('hillside');
  await add(theirs);
  expect(await search(theirs, {}, ops)).toMatchObject([
    { accountName: 'Hillside Realty', email: expect.stringContaining('•••') },
  ]);
});

it('shows an agent neither other accounts’ nor the platform’s', async () => {
  const email = fresh('other');
  await add(email, {}, ops);
  await add(email, {}, await as('agent2'));
  expect(await search(email)).toEqual([]);
});
