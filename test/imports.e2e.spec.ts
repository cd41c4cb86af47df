import { jest } from '@jest/globals';
import type { ImportRow } from '../apps/api/imports/rows.schemas.js';
import { ask, fresh, imported, reaches, type Refusal, reviewed, sumOf, upload } from './importing.js';
import { as, type Session } from './platform/platform.js';

jest.setTimeout(60_000);

let agent: Session;
beforeAll(async () => {
  agent = await as('agent');
});

const header = 'First,Last,Email,Phone';
const messy = () =>
  [header, `Anna,Bell,${fresh('anna')},303-555-0128`, `Bob,,${fresh('bob')},`, `Carl,Fox,carl@,`, ''].join('\n');

describe('from a file to contacts', () => {
  it('says what it will do, does it, and accounts for every row', async () => {
    const review = await reviewed(agent, messy());
    expect(review.planned).toEqual({ create: 1, update: 0, unchanged: 0, skip: 0, fail: 2 });
    expect(review.counts).toMatchObject({ notProcessed: 3 });
    expect(review.alerts.map(({ code, count }) => [code, count])).toEqual(
      expect.arrayContaining([
        ['last_name_missing', 1],
        ['email_not_an_address', 1],
      ]),
    );
    await ask(agent, `POST /imports/${review.id}/confirm`);
    const done = await reaches(agent, review.id, 'completed');
    expect(done.counts).toMatchObject({ created: 1, failed: 2, notProcessed: 0 });
    expect(sumOf(done)).toBe(done.rowCount);
    expect(done.needs).toBe('person');
  });

  it('numbers rows as the file does and keeps the original cells of those that failed', async () => {
    const { id } = await imported(agent, messy());
    const { body } = await ask<{ data: ImportRow[] }>(agent, `GET /imports/${id}/rows?filter={"open":true}`);
    expect(body.data.map(({ rowNumber, cells }) => [rowNumber, cells?.[0]])).toEqual([
      [3, 'Bob'],
      [4, 'Carl'],
    ]);
  });

  it('remembers the mapping of a header, and says when the very file was imported before', async () => {
    const file = `Given,Family,Mail ${process.pid}\nAda,Lane,${fresh('ada')}\n`;
    const { body: first } = await upload(agent, file);
    const columns = { 0: 'lastName', 1: 'firstName', 2: 'email2' };
    await ask(agent, `PUT /imports/${first.id}/mapping`, { columns });
    await ask(agent, `POST /imports/${first.id}/scan`);
    await reaches(agent, first.id, 'awaiting_review');
    await ask(agent, `POST /imports/${first.id}/confirm`);
    await reaches(agent, first.id, 'completed');
    const { body: second } = await upload(agent, file);
    expect(second.mapping).toEqual(columns);
    expect(second.previousImport).toMatchObject({ id: first.id, rowCount: 1 });
  });

  it('shows any row as the contact it becomes', async () => {
    const { body } = await upload(agent, `${header}\nAnna,Bell,A.Bell@Example.com,(303) 555-0128\n`);
    const { body: row } = await ask<ImportRow>(agent, `GET /imports/${body.id}/preview/1`);
    expect(row).toMatchObject({ rowNumber: 2, contact: { firstName: 'Anna', phone: '+13035550128' } });
  });

  it('takes an import back within its window', async () => {
    const { id } = await imported(agent, messy());
    expect((await ask(agent, `GET /imports/${id}/undo-preview`)).body).toEqual({ reversed: 1, kept: 0, couldNot: 0 });
    await ask(agent, `POST /imports/${id}/undo`);
    const undone = await reaches(agent, id, 'undone');
    expect(undone.counts).toMatchObject({ created: 0, notProcessed: 1 });
    expect(sumOf(undone)).toBe(3);
  });
});

describe('commands', () => {
  it('answers a second confirm with 409, and the same key with the same answer', async () => {
    const { id } = await reviewed(agent, messy());
    const key = { 'idempotency-key': `confirm-${process.pid}-${id}` };
    const first = await ask(agent, `POST /imports/${id}/confirm`, {}, key);
    const again = await ask(agent, `POST /imports/${id}/confirm`, {}, key);
    expect([first.status, again.status, again.body]).toEqual([202, 202, first.body]);
    const second = await ask<Refusal>(agent, `POST /imports/${id}/confirm`, {});
    expect(second.status).toBe(409);
    expect(second.body.code).toBe('wrong_state');
    expect(sumOf(await reaches(agent, id, 'completed'))).toBe(3);
  });

  it('refuses a command in the wrong state with 409 that names the state', async () => {
    const { body: made } = await upload(agent, messy());
    const { status, body } = await ask<Refusal>(agent, `POST /imports/${made.id}/resume`);
    expect([status, body.code, body.state]).toEqual([409, 'wrong_state', 'mapping']);
    expect(body.detail).toContain('"mapping"');
  });

  it('offers the commands it accepts', async () => {
    const { body: made } = await upload(agent, messy());
    expect(made.commands).toEqual(['scan', 'cancel']);
    await ask(agent, `POST /imports/${made.id}/cancel`);
    expect((await reaches(agent, made.id, 'cancelled')).commands).toEqual(['close']);
  });

  it('goes back to mapping when the mapping is changed during a scan or in review, and scans anew', async () => {
    const { body: made } = await upload(agent, messy());
    await ask(agent, `POST /imports/${made.id}/scan`);
    const changed = await ask(agent, `PUT /imports/${made.id}/mapping`, { columns: { 3: null } });
    expect([changed.body.state, changed.body.planned]).toEqual(['mapping', null]);
    await ask(agent, `POST /imports/${made.id}/scan`);
    await reaches(agent, made.id, 'awaiting_review');
    const again = await ask(agent, `PUT /imports/${made.id}/mapping`, { options: { addTags: ['spring'] } });
    expect([again.body.state, again.body.rowCount, again.body.alerts]).toEqual(['mapping', null, []]);
    await ask(agent, `POST /imports/${made.id}/scan`);
    const review = await reaches(agent, made.id, 'awaiting_review');
    expect(review.planned).toEqual({ create: 1, update: 0, unchanged: 0, skip: 0, fail: 2 });
    const { body } = await ask<{ data: ImportRow[] }>(agent, `GET /imports/${made.id}/rows`);
    expect(body.data[0]?.contact).toMatchObject({ tags: ['spring'] });
    expect(body.data[0]?.contact).not.toHaveProperty('phone');
  });

  it('keeps the mapping once a trial has written rows', async () => {
    const { id } = await reviewed(agent, messy());
    await ask(agent, `POST /imports/${id}/confirm`, { trialRows: 1 });
    const tried = await reaches(agent, id, 'awaiting_review');
    expect(tried.counts).toMatchObject({ created: 1, notProcessed: 2 });
    const { status } = await ask(agent, `PUT /imports/${id}/mapping`, { columns: { 3: null } });
    expect(status).toBe(409);
  });
});

it('is invisible to another account, whatever is asked of it', async () => {
  const { body: made } = await upload(agent, messy());
  const stranger = await as('agent2');
  const routes = [
    '',
    '/rows',
    '/preview',
    '/preview/1',
    '/timeline',
    '/batches',
    '/undo-preview',
    '/failed-rows.csv',
    '/events',
  ];
  const reads = await Promise.all(routes.map((route) => ask(stranger, `GET /imports/${made.id}${route}`)));
  const writes = await Promise.all(
    ['scan', 'confirm', 'cancel', 'close'].map((command) => ask(stranger, `POST /imports/${made.id}/${command}`)),
  );
  expect([...reads, ...writes].map(({ status }) => status)).toEqual(Array(13).fill(404));
  expect((await ask(agent, `GET /imports/${made.id}`)).body.state).toBe('mapping');
});
