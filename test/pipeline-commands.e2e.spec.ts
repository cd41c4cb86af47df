import { jest } from '@jest/globals';
import { applyBatch } from '../activities/imports/apply.js';
import type { ImportState } from '../domain/imports/states.js';
import { type OwnPlatform, startOwnPlatform } from './pipeline-platform.js';
import { eventually, type Pipeline } from './pipeline.js';

jest.setTimeout(120_000);
let own: OwnPlatform;
let pipeline: Pipeline;
let accountId: string;

/** Small parts and batches, so that there is a middle to stop in. */
beforeAll(async () => {
  own = await startOwnPlatform({ IMPORT_BATCH_ROWS: '200', IMPORT_PART_ROWS: '100' });
  pipeline = own.pipeline;
});
afterAll(() => own.stop());
beforeEach(async () => {
  accountId = await pipeline.newAccount();
});

const rows = 6_400;
const fields = { First: 'firstName', Last: 'lastName', Email: 'email' } as const;
const people = Array.from({ length: rows }, (_, i) => `Ann,Lee,ann${i}@example.com`);
const content = `First,Last,Email\n${people.join('\n')}\n`;

async function reviewed(): Promise<string> {
  const importId = await pipeline.upload({ accountId, fields, content, rows });
  await pipeline.command(importId, 'scanning');
  await pipeline.until(importId, 'awaiting_review');
  return importId;
}

const batches = async (importId: string, kind: string): Promise<number> => {
  const { rows: found } = await pipeline.pool.query<{ count: number }>(
    'select count(*)::int from import_batches where import_id = $1 and kind = $2',
    [importId, kind],
  );
  return found[0]!.count;
};

const contacts = async (): Promise<number> => {
  const { rows: found } = await pipeline.pool.query<{ count: number }>(
    'select count(*)::int from contacts where account_id = $1',
    [accountId],
  );
  return found[0]!.count;
};

/** Imports until some parts are in, then gives the command. */
async function stopMidway(importId: string, to: ImportState) {
  await pipeline.command(importId, 'importing');
  await eventually(async () => (await batches(importId, 'apply')) >= 2, 5);
  await pipeline.command(importId, to);
}

it('stops exactly at a pause and goes on where it stopped', async () => {
  const importId = await reviewed();
  await stopMidway(importId, 'paused');
  const paused = await pipeline.counts(importId);
  expect(paused.created).toBeGreaterThan(0);
  expect(paused.notProcessed).toBeGreaterThan(0);
  expect(paused.created + paused.notProcessed).toBe(rows);
  expect(await contacts()).toBe(paused.created);
  await pipeline.command(importId, 'importing');
  await pipeline.until(importId, 'completed');
  expect(await pipeline.counts(importId)).toMatchObject({ created: rows, notProcessed: 0 });
  expect(await contacts()).toBe(rows);
});

it('keeps what is in when it is cancelled, and can take that back', async () => {
  const importId = await reviewed();
  await stopMidway(importId, 'cancelled');
  const cancelled = await pipeline.counts(importId);
  expect(cancelled.notProcessed).toBeGreaterThan(0);
  expect(await contacts()).toBe(cancelled.created);
  await pipeline.command(importId, 'undoing');
  await pipeline.until(importId, 'undone');
  expect(await contacts()).toBe(0);
  expect(await pipeline.counts(importId)).toMatchObject({ rowCount: rows, created: 0, notProcessed: rows });
});

it('reads on behind the last committed row when a scan was paused', async () => {
  const importId = await pipeline.upload({ accountId, fields, content, rows });
  await pipeline.command(importId, 'scanning');
  await eventually(async () => (await batches(importId, 'scan')) >= 3, 5);
  await pipeline.command(importId, 'paused');
  const read = await batches(importId, 'scan');
  expect(read).toBeLessThan(rows / 200);
  const first = await pipeline.pool.query(
    'select xmin::text from import_rows where import_id = $1 and row_number = 2',
    [importId],
  );
  await pipeline.command(importId, 'scanning');
  await pipeline.until(importId, 'awaiting_review');
  const again = await pipeline.pool.query(
    'select xmin::text from import_rows where import_id = $1 and row_number = 2',
    [importId],
  );
  expect(again.rows).toEqual(first.rows);
  expect(await pipeline.counts(importId)).toMatchObject({ rowCount: rows, notProcessed: rows });
});

it('takes a second confirm for the first', async () => {
  const importId = await reviewed();
  await pipeline.command(importId, 'importing');
  await pipeline.command(importId, 'importing');
  await pipeline.wake(importId);
  await pipeline.until(importId, 'completed');
  expect(await pipeline.counts(importId)).toMatchObject({ created: rows, notProcessed: 0 });
  expect(await contacts()).toBe(rows);
});

it('fails with a sentence when the file is gone, and goes on when it is back', async () => {
  const importId = await pipeline.upload({ accountId, fields, content, rows });
  const { rows: found } = await pipeline.pool.query<{ text_key: string }>(
    'select text_key from contact_imports where id = $1',
    [importId],
  );
  const key = found[0]!.text_key;
  const kept = await pipeline.storage.read(key);
  await pipeline.storage.write(`${key}-kept`, kept);
  await pipeline.storage.remove(key);
  await pipeline.command(importId, 'scanning');
  await pipeline.until(importId, 'failed');
  const failed = await pipeline.pool.query(
    'select resume_state, failure_code, failure_sentence from contact_imports where id = $1',
    [importId],
  );
  expect(failed.rows[0]).toMatchObject({
    resume_state: 'scanning',
    failure_code: 'file_missing',
    failure_sentence:
      'The file cannot be read from storage: not found. Nothing was lost: 0 of about 6,400 rows are read.',
  });
  await pipeline.storage.write(key, await pipeline.storage.read(`${key}-kept`));
  await pipeline.command(importId, 'scanning');
  await pipeline.until(importId, 'awaiting_review');
  expect(await pipeline.counts(importId)).toMatchObject({ rowCount: rows });
});

it('lets no attempt commit that has outlived its lease', async () => {
  const importId = await reviewed();
  // With the worker away the attempts here are the only ones.
  await own.platform.parts.worker!.stop();
  await pipeline.pool.query(`update contact_imports set state = 'importing', fence = fence + 1 where id = $1`, [
    importId,
  ]);
  const { rows: found } = await pipeline.pool.query<{ fence: number }>(
    'select fence from contact_imports where id = $1',
    [importId],
  );
  const fence = found[0]!.fence;
  expect(await applyBatch(pipeline.pool, { importId, fence: fence - 1, part: 0 })).toBe('superseded');

  const blocker = await pipeline.pool.connect();
  await blocker.query('begin');
  await blocker.query(
    `insert into contacts (account_id, email, email_normalized) values ($1, 'ann0@example.com', 'ann0@example.com')`,
    [accountId],
  );
  const attempt = applyBatch(pipeline.pool, { importId, fence, part: 0 });
  await pipeline.untilTrue(
    `select exists (select from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into contacts%') and $1 <> ''`,
    importId,
  );
  await pipeline.pool.query('update contact_imports set fence = fence + 1 where id = $1', [importId]);
  await blocker.query('rollback');
  blocker.release();
  expect(await attempt).toBe('superseded');
  expect(await contacts()).toBe(0);
  expect(await batches(importId, 'apply')).toBe(0);
  await pipeline.pool.query(`update contact_imports set state = 'cancelled' where id = $1`, [importId]);
  await own.platform.parts.worker!.start();
});

it('begins by itself when the engine is back', async () => {
  const importId = await pipeline.upload({ accountId, fields, content, rows });
  await own.platform.parts.temporal!.kill();
  const commanded = pipeline.command(importId, 'scanning');
  await pipeline.untilTrue(`select state = 'scanning' from contact_imports where id = $1`, importId);
  await own.platform.parts.temporal!.start();
  await commanded;
  await pipeline.until(importId, 'awaiting_review');
  expect(await pipeline.counts(importId)).toMatchObject({ rowCount: rows });
});
