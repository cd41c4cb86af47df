import { jest } from '@jest/globals';
import type { Pipeline } from './pipeline.js';
import { equation, file, Scene } from './pipeline-scene.js';

jest.setTimeout(60_000);
let pipeline: Pipeline;
let accountId: string;
let scene: Scene;

beforeAll(() => {
  pipeline = Scene.open();
});
afterAll(() => pipeline.close());
beforeEach(async () => {
  scene = await Scene.begin(pipeline);
  accountId = scene.accountId;
});

it('ends every row somewhere: imported, said twice, failed with its reason and its cells', async () => {
  const importId = await scene.run(
    file(
      'Ann,Lee,ann@example.com,312-555-0101,Dover,',
      ',Nobody,x@example.com,,,',
      'Ann,Lee,ANN@example.com,,,',
      'Cy,Ho,not-an-address,,,',
    ),
  );
  expect(await pipeline.counts(importId)).toEqual({ ...equation, rowCount: 4, created: 1, skipped: 1, failed: 2 });
  expect(await scene.outcomes(importId)).toEqual([
    { row_number: 2, outcome: 'created', codes: [] },
    { row_number: 3, outcome: 'failed', codes: ['first_name_missing'] },
    { row_number: 4, outcome: 'skipped', codes: ['duplicate_in_file'] },
    { row_number: 5, outcome: 'failed', codes: ['email_not_an_address'] },
  ]);
  const kept = await pipeline.pool.query('select cells from import_rows where import_id = $1 and row_number = 5', [
    importId,
  ]);
  expect(kept.rows[0]?.cells).toEqual(['Cy', 'Ho', 'not-an-address', '', '', '']);
  expect(await scene.contacts()).toMatchObject([
    { first_name: 'Ann', phone: '+13125550101', city: 'Dover', import_row: 2 },
  ]);
});

it('changes nothing when the same file is imported again', async () => {
  const content = file('Ann,Lee,ann@example.com,,Dover,', 'Bo,Ray,,312-555-0102,,', 'Bea,Ray,,312-555-0102,,');
  await scene.run(content);
  const before = await scene.contacts();
  const again = await scene.run(content);
  expect(await pipeline.counts(again)).toEqual({ ...equation, rowCount: 3, unchanged: 3 });
  expect(await scene.contacts()).toEqual(before);
});

it('fills blanks and leaves what is there, unless a field is to be overwritten; a blank never erases', async () => {
  await scene.run(file('Ann,Lee,ann@example.com,,Dover,buyer', 'Bo,Ray,bo@example.com,312-555-0102,Salem,'));
  const rows = file('Anna,Lee,ann@example.com,312-555-0101,Paris,Buyer;vip', 'Bo,Ray,bo@example.com,,,');
  const filled = await scene.run(rows);
  expect(await pipeline.counts(filled)).toEqual({ ...equation, rowCount: 2, updated: 1, unchanged: 1 });
  const [ann, bo] = await scene.contacts();
  expect(ann).toMatchObject({
    first_name: 'Ann',
    city: 'Dover',
    phone: '+13125550101',
    tags: ['buyer', 'vip'],
    version: 2,
  });
  expect(bo).toMatchObject({ city: 'Salem', phone: '+13125550102', version: 1 });
  await scene.run(rows, { mergeByField: { city: 'overwrite' } });
  expect((await scene.contacts())[0]).toMatchObject({ first_name: 'Ann', city: 'Paris', version: 3 });
});

it('meets people without e-mail by phone and last name, and keeps a household apart', async () => {
  await scene.run(file('John,Hill,,312-555-0103,,', 'Jane,Hill,,312-555-0103,,', 'Max,Orr,,312-555-0104,,'));
  expect(await scene.contacts()).toHaveLength(3);
  const importId = await scene.run(
    file('John,Hill,john@example.com,312-555-0103,,', 'max,orr,,312-555-0104,Dover,', 'Max,Orr,,(312) 555-0104,,'),
  );
  expect((await scene.outcomes(importId)).map((row) => row.outcome)).toEqual(['updated', 'updated', 'skipped']);
  expect((await scene.contacts())[0]).toMatchObject({ first_name: 'John', email: 'john@example.com' });
});

it('asks which one when several contacts fit', async () => {
  await pipeline.pool.query(
    `insert into contacts (account_id, first_name, last_name, phone) values ($1, 'Max', 'Orr', '+13125550104'), ($1, 'Max', 'Orr', '+13125550104')`,
    [accountId],
  );
  const importId = await scene.run(file('Max,Orr,,312-555-0104,Dover,'));
  expect(await scene.outcomes(importId)).toEqual([
    { row_number: 2, outcome: 'failed', codes: ['email_missing', 'matches_several'] },
  ]);
});

it('leaves out what the mode leaves out', async () => {
  await scene.run(file('Ann,Lee,ann@example.com,,,'));
  const rows = file('Ann,Lee,ann@example.com,,Dover,', 'New,Kid,new@example.com,,,');
  const creating = await scene.run(rows, { mode: 'create' });
  expect((await scene.outcomes(creating)).map((row) => row.outcome)).toEqual(['skipped', 'created']);
  const updating = await scene.run(file('Ann,Lee,ann@example.com,,Dover,', 'Other,Kid,other@example.com,,,'), {
    mode: 'update',
  });
  expect((await scene.outcomes(updating)).map((row) => row.outcome)).toEqual(['updated', 'skipped']);
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
  expect(await scene.outcomes(importId)).toMatchObject([{ outcome: 'unchanged', codes: ['stays_unsubscribed'] }]);
  expect(await scene.contacts()).toMatchObject([{ unsubscribed: true }]);
});

it('judges a contact again that a person has changed after the scan', async () => {
  await scene.run(file('Ann,Lee,ann@example.com,,,'));
  const importId = await scene.scanned(file('Ann,Lee,ann@example.com,312-555-0101,Dover,'));
  await pipeline.pool.query(`update contacts set city = 'Salem', version = version + 1 where account_id = $1`, [
    accountId,
  ]);
  await scene.imported(importId);
  expect(await scene.contacts()).toMatchObject([{ city: 'Salem', phone: '+13125550101' }]);
  expect(await scene.outcomes(importId)).toMatchObject([{ outcome: 'updated', codes: ['changed_since_scan'] }]);
});

it('updates instead of doubling when the address was taken after the scan', async () => {
  const importId = await scene.scanned(file('Ann,Lee,ann@example.com,,Dover,', 'Bo,Ray,bo@example.com,,,'));
  await pipeline.pool.query(
    `insert into contacts (account_id, first_name, last_name, email, email_normalized) values ($1, 'Ann', 'Lee', 'ann@example.com', 'ann@example.com')`,
    [accountId],
  );
  await scene.imported(importId);
  expect(await pipeline.counts(importId)).toEqual({ ...equation, rowCount: 2, created: 1, updated: 1 });
  expect(await scene.contacts()).toHaveLength(2);
});

it('makes a contact anew that was deleted after the scan', async () => {
  await scene.run(file('Ann,Lee,ann@example.com,,,'));
  const importId = await scene.scanned(file('Ann,Lee,ann@example.com,,Dover,'));
  await pipeline.pool.query('delete from contacts where account_id = $1', [accountId]);
  await scene.imported(importId);
  expect(await pipeline.counts(importId)).toEqual({ ...equation, rowCount: 1, created: 1 });
});
