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

it('imports the first rows as a trial and hands the rest back to review', async () => {
  const importId = await scene.scanned(
    file('Ann,Lee,ann@example.com,,,', ',Bad,b@example.com,,,', 'Cy,Ho,cy@example.com,,,', 'Di,Fu,di@example.com,,,'),
  );
  await pipeline.command(importId, 'importing', { trialRows: 3 });
  await pipeline.until(importId, 'awaiting_review');
  expect(await pipeline.counts(importId)).toEqual({ ...equation, rowCount: 4, created: 2, failed: 1, notProcessed: 1 });
  await scene.imported(importId);
  expect(await pipeline.counts(importId)).toEqual({ ...equation, rowCount: 4, created: 3, failed: 1 });
  expect(await scene.contacts()).toHaveLength(3);
});

it('does corrected rows again inside the same import', async () => {
  const importId = await scene.run(file('Ann,Lee,ann@example.com,,,', 'Bo,Ray,broken,,,', 'Cy,,cy@example.com,,,'));
  await pipeline.pool.query(
    `update import_rows set email = 'bo@example.com', email_normalized = 'bo@example.com', issues = null, intent = 'create',
       outcome = 'failed', retrying = true where import_id = $1 and row_number = 3`,
    [importId],
  );
  await pipeline.pool.query('update import_rows set retrying = true where import_id = $1 and row_number = 4', [
    importId,
  ]);
  await scene.imported(importId);
  expect(await pipeline.counts(importId)).toEqual({ ...equation, rowCount: 3, created: 2, failed: 1 });
  expect((await scene.outcomes(importId)).map((row) => row.outcome)).toEqual(['created', 'created', 'failed']);
});

it('takes an import back, but not what people have edited since', async () => {
  await scene.run(file('Ann,Lee,ann@example.com,,,', 'Bo,Ray,bo@example.com,,,', 'Gus,Orr,gus@example.com,,,'));
  const importId = await scene.run(
    file(
      'Ann,Lee,ann@example.com,312-555-0101,Dover,vip',
      'Bo,Ray,bo@example.com,312-555-0102,Salem,',
      'Gus,Orr,gus@example.com,,Rome,',
      'New,Kid,new@example.com,,,',
      'Kept,Kid,kept@example.com,,,',
    ),
  );
  await pipeline.pool.query(
    `update contacts set city = 'Edited', version = version + 1 where account_id = $1 and email in ('bo@example.com', 'kept@example.com')`,
    [accountId],
  );
  await pipeline.pool.query(`delete from contacts where account_id = $1 and email = 'gus@example.com'`, [accountId]);
  const preview = await pipeline.pool.query('select * from import_undo_preview($1)', [importId]);
  expect(preview.rows).toEqual([{ reversed: 2, kept: 2, could_not: 1 }]);
  await pipeline.command(importId, 'undoing');
  await pipeline.until(importId, 'undone');
  const told = await pipeline.pool.query(
    `select sum(reversed)::int as reversed, sum(kept)::int as kept, sum(could_not)::int as could_not from import_batches where import_id = $1 and kind = 'undo'`,
    [importId],
  );
  expect(told.rows).toEqual(preview.rows);
  expect(await scene.contacts()).toMatchObject([
    { email: 'ann@example.com', city: null, phone: null, tags: [] },
    { email: 'bo@example.com', city: 'Edited', phone: null },
    { email: 'kept@example.com', city: 'Edited' },
  ]);
  expect(await pipeline.counts(importId)).toEqual({
    ...equation,
    rowCount: 5,
    created: 1,
    updated: 2,
    notProcessed: 2,
  });
});

it('purges the file and every value of its rows when their time has come, and keeps the counts', async () => {
  const importId = await scene.run(file('Ann,Lee,ann@example.com,,,', 'Bo,Ray,broken,,,'));
  await pipeline.pool.query('update contact_imports set purge_at = now() where id = $1', [importId]);
  await pipeline.wake(importId);
  await pipeline.untilTrue('select purged_at is not null from contact_imports where id = $1', importId);
  const rows = await pipeline.pool.query('select r::text as text from import_rows r where import_id = $1', [importId]);
  expect(rows.rows.map(({ text }) => String(text)).join()).not.toMatch(/Ann|Bo|broken|example/);
  expect(await pipeline.counts(importId)).toMatchObject({ rowCount: 2, created: 1, failed: 1 });
  const { rows: files } = await pipeline.pool.query<{ text_key: string }>(
    'select text_key from contact_imports where id = $1',
    [importId],
  );
  await expect(pipeline.storage.size(files[0]!.text_key)).rejects.toThrow('not found');
});

it('lets a review that nobody confirmed expire, and says so in the audit trail', async () => {
  const importId = await scene.scanned(file('Ann,Lee,ann@example.com,,,'));
  await pipeline.pool.query('update contact_imports set expires_at = now() where id = $1', [importId]);
  await pipeline.wake(importId);
  await pipeline.until(importId, 'expired');
  const events = await pipeline.pool.query(
    `select action, before, after, actor_kind from audit_events where subject_kind = 'import' and subject_id = $1 order by seq`,
    [importId],
  );
  expect(events.rows).toEqual([
    {
      action: 'import.scanned',
      before: { state: 'scanning' },
      after: { state: 'awaiting_review' },
      actor_kind: 'worker',
    },
    {
      action: 'import.expired',
      before: { state: 'awaiting_review' },
      after: { state: 'expired' },
      actor_kind: 'worker',
    },
  ]);
  expect(await scene.contacts()).toEqual([]);
});
