import { randomBytes } from 'node:crypto';
import { createPool } from '../database/pool.js';
import { profileColumns } from '../domain/imports/profile.js';
import { restoreCell } from '../domain/imports/formula-cells.js';
import { as, platform, type Session } from './platform/platform.js';
import { parse } from 'csv-parse/sync';

interface Contact {
  id: string;
  version: number;
  firstName: string;
  email: string | null;
  phone: string | null;
  tags: string[];
  [field: string]: unknown;
}

let agent: Session;
let other: Session;
const mark = `q${randomBytes(5).toString('hex')}`;

beforeAll(async () => {
  [agent, other] = await Promise.all([as('agent'), as('agent2')]);
});

const send = (method: string, body: unknown, headers = {}) => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});
const body = <Body = Record<string, unknown>>(answer: Response) => answer.json() as Promise<Body>;
const add = async (fields: object): Promise<Contact> => {
  const answer = await agent('/api/contacts', send('POST', { firstName: 'Anna', lastName: `Bell${mark}`, ...fields }));
  expect(answer.status).toBe(201);
  return body<Contact>(answer);
};
const list = async (filter: object, more = '', session = agent) => {
  const answer = await session(`/api/contacts?filter=${encodeURIComponent(JSON.stringify(filter))}${more}`);
  expect(answer.status).toBe(200);
  return answer.json() as Promise<{ data: Contact[]; total: number; hasNextPage: boolean }>;
};
const found = async (q: string) => (await list({ q })).data.map(({ id }) => id);

describe('search', () => {
  it('finds a contact by name, e-mail, home and by its phone in any formatting', async () => {
    const { id } = await add({
      email: `Anna.${mark}@example.com`,
      phone: '(303) 555-0128',
      street: `12 ${mark} St`,
      city: 'Boulder',
    });
    for (const q of [`bell${mark}`, `${mark} anna`, `anna.${mark}@`, `12 ${mark} st`, mark.toUpperCase()])
      expect(await found(q)).toContain(id);
    for (const q of ['303-555-0128', '3035550128', '(303) 555', '+1 303 555 0128'])
      expect((await list({ q }, '&perPage=200&sort=createdAt&order=DESC')).data.map((c) => c.id)).toContain(id);
  });
  it.each(['(', ')', '%', '_', '\\', "'", '[', '((', '?', ':q', '100%', '"'])('takes %s as it is', async (sign) => {
    const { id } = await add({ street: `${mark}a${sign}b` });
    expect(await found(`${mark}a${sign}b`)).toContain(id);
    expect(await found(`${mark}a${sign}c`)).toEqual([]);
  });
});

describe('the list', () => {
  it('filters by tag, source and e-mail, sorts, pages and counts', async () => {
    const tag = `tag ${mark}`;
    for (const firstName of ['Cara', 'Abe', 'Bea'])
      await add({
        firstName,
        tags: [tag],
        source: `s${mark}`,
        ...(firstName === 'Abe' ? { email: `abe.${mark}@example.com` } : {}),
      });
    const page = await list({ tag }, '&perPage=2&sort=firstName&order=ASC');
    expect(page).toMatchObject({ total: 3, hasNextPage: true, data: [{ firstName: 'Abe' }, { firstName: 'Bea' }] });
    expect((await list({ tag }, '&perPage=2&page=2&sort=firstName&order=ASC')).data.map((c) => c.firstName)).toEqual([
      'Cara',
    ]);
    expect((await list({ source: `s${mark}`, hasEmail: true })).total).toBe(1);
    expect((await list({ source: `s${mark}`, hasEmail: false })).total).toBe(2);
    for (const sort of ['createdAt', 'lastName', 'email', 'updatedAt'])
      expect((await list({ tag }, `&sort=${sort}&order=DESC`)).total).toBe(3);
    const facets = await body(await agent('/api/contacts/facets'));
    expect(facets.tags).toEqual(expect.arrayContaining([{ name: tag, count: 3 }]));
    expect(facets.sources).toEqual(expect.arrayContaining([{ name: `s${mark}`, count: 3 }]));
  });
  it("is empty of another account's people", async () => {
    const { id } = await add({ street: `wall ${mark}` });
    expect((await list({ q: `wall ${mark}` }, '', other)).total).toBe(0);
    const csv = `/api/contacts.csv?filter=${encodeURIComponent(JSON.stringify({ q: `wall ${mark}` }))}`;
    await expect((await other(csv)).text()).resolves.not.toContain(`wall ${mark}`);
    await expect((await agent(csv)).text()).resolves.toContain(`wall ${mark}`);
    const byFilter = await other(
      '/api/contacts/bulk',
      send('POST', { filter: { q: `wall ${mark}` }, action: 'delete' }),
    );
    expect(await byFilter.json()).toEqual({ count: 0 });
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/history'],
      ['PATCH', ''],
      ['DELETE', ''],
    ] as const) {
      const answer = await other(`/api/contacts/${id}${path}`, method === 'GET' ? {} : send(method, { version: 1 }));
      expect(answer.status).toBe(404);
    }
    const bulk = await other('/api/contacts/bulk', send('POST', { ids: [id], action: 'delete' }));
    expect(await bulk.json()).toEqual({ count: 0 });
    expect((await agent(`/api/contacts/${id}`)).status).toBe(200);
  });
});

describe('a contact', () => {
  it('is read by the rules of imports, and says what is wrong where', async () => {
    expect(await add({ phone: '303.555.0199', birthday: '5/12/1980', zip: '803021234' })).toMatchObject({
      phone: '+13035550199',
      birthday: '1980-05-12',
      zip: '80302-1234',
      version: 1,
    });
    const refused = await agent('/api/contacts', send('POST', { firstName: 'Anna', email: 'anna@' }));
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { code: 'invalid', fields: { email: 'E-mail is not an address.' } },
    ]);
    const nameless = await agent('/api/contacts', send('POST', { firstName: 'Anna' }));
    expect(await nameless.json()).toMatchObject({ fields: { lastName: 'Last name is missing.' } });
    const unknown = await agent(
      '/api/contacts',
      send('POST', { firstName: 'Anna', lastName: 'Bell', custom: { nosuch: 'x' } }),
    );
    expect(unknown.status).toBe(422);
  });
  it('has its e-mail alone in the account, however it is spelled', async () => {
    const first = await add({ email: `one.${mark}@example.com` });
    const second = await agent(
      '/api/contacts',
      send('POST', { firstName: 'B', lastName: 'C', email: `ONE.${mark}@Example.com` }),
    );
    expect([second.status, await second.json()]).toMatchObject([409, { code: 'email_taken', contactId: first.id }]);
  });
  it('tells the later of two people what the earlier one saved, and overwrites nothing', async () => {
    const { id } = await add({ company: 'Old' });
    const saved = await agent(`/api/contacts/${id}`, send('PATCH', { version: 1, company: 'New' }));
    expect(await saved.json()).toMatchObject({ company: 'New', version: 2 });
    const late = await agent(`/api/contacts/${id}`, send('PATCH', { version: 1, company: 'Late', city: 'Boulder' }));
    expect([late.status, await late.json()]).toMatchObject([
      409,
      { code: 'stale', current: { company: 'New', city: null, version: 2 } },
    ]);
    expect((await agent(`/api/contacts/${id}`, { method: 'DELETE', headers: { 'if-match': '"1"' } })).status).toBe(409);
    expect((await agent(`/api/contacts/${id}`, send('PATCH', { company: 'Blind' }))).status).toBe(422);
    expect((await agent(`/api/contacts/${id}`, { method: 'DELETE', headers: { 'if-match': '"2"' } })).status).toBe(204);
    expect((await agent(`/api/contacts/${id}`)).status).toBe(404);
  });
  it('remembers who did what to it, with old and new values', async () => {
    const { id } = await add({ company: 'Old' });
    await agent(`/api/contacts/${id}`, send('PATCH', { version: 1, company: 'New', tags: ['vip'] }));
    const history = await body(await agent(`/api/contacts/${id}/history`));
    expect(history.data).toMatchObject([
      {
        kind: 'updated',
        by: { kind: 'user', name: expect.any(String) },
        changes: { company: ['Old', 'New'], tags: [[], ['vip']] },
      },
      { kind: 'created', by: { kind: 'user', name: expect.any(String) } },
    ]);
  });
  it('keeps its values out of the audit chain', async () => {
    const secret = `Secret${mark}`;
    const { id } = await add({ company: secret });
    await agent(`/api/contacts/${id}`, send('PATCH', { version: 1, company: `${secret}2` }));
    const pool = createPool(platform().databaseUrl);
    const { rows } = await pool.query("select * from audit_events where subject_kind = 'contact' and subject_id = $1", [
      id,
    ]);
    await pool.end();
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });
  it('says from which row of which import it came', async () => {
    const pool = createPool(platform().databaseUrl);
    const { rows } = await pool.query<{ id: string }>(
      `with made as (insert into contact_imports (account_id, file_name, file_key, text_key, file_size, file_sha256, file_format)
         select id, 'spring.csv', 'x', 'x', 1, ''::bytea, '{}' from accounts where slug = 'hillside' returning id, account_id)
       insert into contacts (account_id, first_name, last_name, import_id, import_row) select account_id, 'Row', $1, id, 340 from made returning id`,
      [mark],
    );
    await pool.end();
    const history = await body(await agent(`/api/contacts/${rows[0]!.id}/history`));
    expect(history.data).toMatchObject([{ kind: 'created', by: { kind: 'import', fileName: 'spring.csv', row: 340 } }]);
  });
});

describe('many contacts at once', () => {
  it('are tagged, untagged and deleted by ids or by filter, each once', async () => {
    const tag = `bulk ${mark}`;
    const ids = await Promise.all([1, 2, 3].map((n) => add({ street: `${n} bulk${mark} St` }).then(({ id }) => id)));
    const bulk = async (asked: object) => body(await agent('/api/contacts/bulk', send('POST', asked)));
    expect(await bulk({ ids: ids.slice(0, 2), action: 'addTag', tag })).toEqual({ count: 2 });
    expect(await bulk({ filter: { q: `bulk${mark}` }, action: 'addTag', tag })).toEqual({ count: 1 });
    expect((await list({ tag })).data.map(({ version, tags }) => [version, tags])).toEqual([[2, [tag]], [2, [tag]], [2, [tag]]]); // prettier-ignore
    expect(await bulk({ ids: [ids[0]], action: 'removeTag', tag })).toEqual({ count: 1 });
    expect(await bulk({ filter: { tag }, action: 'delete' })).toEqual({ count: 2 });
    expect((await list({ q: `bulk${mark}` })).total).toBe(1);
    expect((await agent('/api/contacts/bulk', send('POST', { action: 'delete' }))).status).toBe(422);
  });
});

describe('the export', () => {
  it('neutralizes formula cells, keeps every value and is mapped by an import without a question', async () => {
    const formula = `=HYPERLINK("http://x.test")${mark}`;
    await add({
      firstName: 'Éva',
      company: formula,
      notes: 'two\nlines',
      tags: ['a', 'b'],
      phone: '303-555-0150',
      email: `csv.${mark}@example.com`,
    });
    const answer = await agent(`/api/contacts.csv?filter=${encodeURIComponent(JSON.stringify({ q: `csv.${mark}` }))}`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [headers, ...rows] = parse(Buffer.from(await answer.arrayBuffer()), { bom: true }) as string[][];
    const row = Object.fromEntries(headers!.map((header, index) => [header, rows[0]![index]!]));
    expect(rows).toHaveLength(1);
    expect(row).toMatchObject({
      'First name': 'Éva',
      Company: `'${formula}`,
      Notes: 'two\nlines',
      Tags: 'a; b',
      Phone: "'+13035550150",
    });
    expect(restoreCell(row.Company!)).toBe(formula);
    const unmapped = profileColumns(headers!, rows).filter((column) => column.suggestion?.reason !== 'exact');
    expect(unmapped.map((column) => column.header)).toEqual([]);
  });
});

describe('fields of an account', () => {
  it('are made once per name and then hold values', async () => {
    const label = `Pet ${mark}`;
    const made = await body<{ key: string }>(await agent('/api/custom-fields', send('POST', { label })));
    expect(await (await agent('/api/custom-fields', send('POST', { label }))).json()).toEqual(made);
    const { id } = await add({ custom: { [made.key]: 'cat' } });
    expect(await (await agent(`/api/contacts/${id}`)).json()).toMatchObject({ custom: { [made.key]: 'cat' } });
    const fields = await body(await agent('/api/custom-fields'));
    expect(fields.data).toEqual(expect.arrayContaining([made]));
    expect((await body(await other('/api/custom-fields'))).data).not.toEqual(expect.arrayContaining([made]));
  });
});
