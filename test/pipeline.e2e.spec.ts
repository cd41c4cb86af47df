import { jest } from '@jest/globals';
import type { ImportOptions } from '../domain/imports/mapping.js';
import { Pipeline } from './pipeline.js';
import { platform } from './platform/platform.js';

jest.setTimeout(60_000);
let pipeline: Pipeline;
let accountId: string;

beforeAll(() => {
  pipeline = Pipeline.open(platform().env);
});
afterAll(() => pipeline.close());
beforeEach(async () => {
  accountId = await pipeline.newAccount();
});

const fields = {
  First: 'firstName',
  Last: 'lastName',
  Email: 'email',
  Phone: 'phone',
  City: 'city',
  Tags: 'tags',
} as const;
const file = (...lines: string[]) => `${Object.keys(fields).join(',')}\n${lines.join('\n')}\n`;
const run = (content: string, options?: Partial<ImportOptions>) =>
  pipeline.run({ accountId, fields, content, ...(options && { options }) });

async function scanned(content: string, options?: Partial<ImportOptions>): Promise<string> {
  const importId = await pipeline.upload({ accountId, fields, content, ...(options && { options }) });
  await pipeline.command(importId, 'scanning');
  await pipeline.until(importId, 'awaiting_review');
  return importId;
}

async function imported(importId: string) {
  await pipeline.command(importId, 'importing');
  await pipeline.until(importId, 'completed');
}

const contacts = async () =>
  (
    await pipeline.pool.query(
      'select id, first_name, last_name, email, phone, city, tags, version, import_row, unsubscribed from contacts where account_id = $1 order by id',
      [accountId],
    )
  ).rows;

const outcomes = async (importId: string) =>
  (
    await pipeline.pool.query<{ row_number: number; outcome: string; codes: string[] }>(
      `select row_number, row_outcome(r) as outcome, array(select i ->> 'code' from jsonb_array_elements(issues) i) as codes
       from import_rows r where import_id = $1 order by row_number`,
      [importId],
    )
  ).rows;

const equation = { created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0, notProcessed: 0 };

it('ends every row somewhere: imported, said twice, failed with its reason and its cells', async () => {
  const importId = await run(
    file(
      'Ann,Lee,ann@example.com,312-555-0101,Dover,',
      ',Nobody,x@example.com,,,',
      'Ann,Lee,ANN@example.com,,,',
      'Cy,Ho,not-an-address,,,',
    ),
  );
  expect(await pipeline.counts(importId)).toEqual({ ...equation, rowCount: 4, created: 1, skipped: 1, failed: 2 });
  expect(await outcomes(importId)).toEqual([
    { row_number: 2, outcome: 'created', codes: [] },
    { row_number: 3, outcome: 'failed', codes: ['first_name_missing'] },
    { row_number: 4, outcome: 'skipped', codes: ['duplicate_in_file'] },
    { row_number: 5, outcome: 'failed', codes: ['email_not_an_address'] },
  ]);
  const kept = await pipeline.pool.query('select cells from import_rows where import_id = $1 and row_number = 5', [
    importId,
  ]);
  expect(kept.rows[0]?.cells).toEqual(['Cy', 'Ho', 'not-an-address', '', '', '']);
  expect(await contacts()).toMatchObject([{ first_name: 'Ann', phone: '+13125550101', city: 'Dover', import_row: 2 }]);
});

it('changes nothing when the same file is imported again', async () => {
  const content = file('Ann,Lee,ann@example.com,,Dover,', 'Bo,Ray,,312-555-0102,,', 'Bea,Ray,,312-555-0102,,');
  await run(content);
  const before = await contacts();
  const again = await run(content);
  expect(await pipeline.counts(again)).toEqual({ ...equation, rowCount: 3, unchanged: 3 });
  expect(await contacts()).toEqual(before);
});

it('fills blanks and leaves what is there, unless a field is to be overwritten; a blank never erases', async () => {
  await run(file('Ann,Lee,ann@example.com,,Dover,buyer', 'Bo,Ray,bo@example.com,312-555-0102,Salem,'));
  const rows = file('Anna,Lee,ann@example.com,312-555-0101,Paris,Buyer;vip', 'Bo,Ray,bo@example.com,,,');
  const filled = await run(rows);
  expect(await pipeline.counts(filled)).toEqual({ ...equation, rowCount: 2, updated: 1, unchanged: 1 });
  const [ann, bo] = await contacts();
  expect(ann).toMatchObject({
    first_name: 'Ann',
    city: 'Dover',
    phone: '+13125550101',
    tags: ['buyer', 'vip'],
    version: 2,
  });
  expect(bo).toMatchObject({ city: 'Salem', phone: '+13125550102', version: 1 });
  await run(rows, { mergeByField: { city: 'overwrite' } });
  expect((await contacts())[0]).toMatchObject({ first_name: 'Ann', city: 'Paris', version: 3 });
});

it('meets people without e-mail by phone and last name, and keeps a household apart', async () => {
  await run(file('John,Hill,,312-555-0103,,', 'Jane,Hill,,312-555-0103,,', 'Max,Orr,,312-555-0104,,'));
  expect(await contacts()).toHaveLength(3);
  const importId = await run(
    file('John,Hill,john@example.com,312-555-0103,,', 'max,orr,,312-555-0104,Dover,', 'Max,Orr,,(312) 555-0104,,'),
  );
  expect((await outcomes(importId)).map((row) => row.outcome)).toEqual(['updated', 'updated', 'skipped']);
  expect((await contacts())[0]).toMatchObject({ first_name: 'John', email: 'john@example.com' });
});

it('asks which one when several contacts fit', async () => {
  await pipeline.pool.query(
    `insert into contacts (account_id, first_name, last_name, phone) values ($1, 'Max', 'Orr', '+13125550104'), ($1, 'Max', 'Orr', '+13125550104')`,
    [accountId],
  );
  const importId = await run(file('Max,Orr,,312-555-0104,Dover,'));
  expect(await outcomes(importId)).toEqual([
    { row_number: 2, outcome: 'failed', codes: ['email_missing', 'matches_several'] },
  ]);
});

it('leaves out what the mode leaves out', async () => {
  await run(file('Ann,Lee,ann@example.com,,,'));
  const rows = file('Ann,Lee,ann@example.com,,Dover,', 'New,Kid,new@example.com,,,');
  const creating = await run(rows, { mode: 'create' });
  expect((await outcomes(creating)).map((row) => row.outcome)).toEqual(['skipped', 'created']);
  const updating = await run(file('Ann,Lee,ann@example.com,,Dover,', 'Other,Kid,other@example.com,,,'), {
    mode: 'update',
  });
  expect((await outcomes(updating)).map((row) => row.outcome)).toEqual(['updated', 'skipped']);
});

it('never brings back somebody who has unsubscribed', async () => {
  await pipeline.pool.query(
    `insert into contacts (account_id, first_name, last_name, email, email_normalized, unsubscribed)
     values ($1, 'Ann', 'Lee', 'ann@example.com', 'ann@example.com', true)`,
    [accountId],
  );
  const importId = await pipeline.run({
    accountId,
    fields: { First: 'firstName', Last: 'lastName', Email: 'email', Unsubscribed: 'unsubscribed' },
    content: 'First,Last,Email,Unsubscribed\nAnn,Lee,ann@example.com,no\n',
    options: { merge: 'overwrite' },
  });
  expect(await outcomes(importId)).toMatchObject([{ outcome: 'unchanged', codes: ['stays_unsubscribed'] }]);
  expect(await contacts()).toMatchObject([{ unsubscribed: true }]);
});

it('judges a contact again that a person has changed after the scan', async () => {
  await run(file('Ann,Lee,ann@example.com,,,'));
  const importId = await scanned(file('Ann,Lee,ann@example.com,312-555-0101,Dover,'));
  await pipeline.pool.query(`update contacts set city = 'Salem', version = version + 1 where account_id = $1`, [
    accountId,
  ]);
  await imported(importId);
  expect(await contacts()).toMatchObject([{ city: 'Salem', phone: '+13125550101' }]);
  expect(await outcomes(importId)).toMatchObject([{ outcome: 'updated', codes: ['changed_since_scan'] }]);
});

it('updates instead of doubling when the address was taken after the scan', async () => {
  const importId = await scanned(file('Ann,Lee,ann@example.com,,Dover,', 'Bo,Ray,bo@example.com,,,'));
  await pipeline.pool.query(
    `insert into contacts (account_id, first_name, last_name, email, email_normalized) values ($1, 'Ann', 'Lee', 'ann@example.com', 'ann@example.com')`,
    [accountId],
  );
  await imported(importId);
  expect(await pipeline.counts(importId)).toEqual({ ...equation, rowCount: 2, created: 1, updated: 1 });
  expect(await contacts()).toHaveLength(2);
});

it('makes a contact anew that was deleted after the scan', async () => {
  await run(file('Ann,Lee,ann@example.com,,,'));
  const importId = await scanned(file('Ann,Lee,ann@example.com,,Dover,'));
  await pipeline.pool.query('delete from contacts where account_id = $1', [accountId]);
  await imported(importId);
  expect(await pipeline.counts(importId)).toEqual({ ...equation, rowCount: 1, created: 1 });
});
