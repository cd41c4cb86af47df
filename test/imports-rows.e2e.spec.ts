import { jest } from '@jest/globals';
import type { UploadReport } from '../apps/api/imports/returned-file.js';
import type { ImportRow } from '../apps/api/imports/rows.schemas.js';
import type { ListPage } from '../apps/api/list.js';
import { ask, formOf, fresh, imported, reaches, type Refusal, reviewed, sumOf } from './importing.js';
import { as, type Session } from './platform/platform.js';

jest.setTimeout(60_000);

let agent: Session;
beforeAll(async () => {
  agent = await as('agent');
});

const header = 'First,Last,Email,Phone';
const row = (importId: string, rowNumber: number, session = agent) =>
  ask<ImportRow>(session, `GET /imports/${importId}/rows/${rowNumber}`).then(({ body }) => body);
const failedCsv = async (importId: string, session = agent) =>
  (await session(`/api/imports/${importId}/failed-rows.csv`)).text();
const giveBack = (importId: string, csv: string) =>
  ask<UploadReport>(agent, `POST /imports/${importId}/failed-rows.csv`, formOf(csv, 'corrected.csv')).then(
    ({ body }) => body,
  );

describe('correcting rows', () => {
  it('in review: the row takes its place in the plan, and the equation follows', async () => {
    const { id } = await reviewed(agent, `${header}\nBob,,${fresh('bob')},\nAnna,Bell,${fresh('anna')},\n`);
    const { body } = await ask<ImportRow>(agent, `PATCH /imports/${id}/rows/2`, {
      values: { 1: 'Stone' },
      editVersion: 0,
    });
    expect(body).toMatchObject({
      intent: 'create',
      issues: [],
      edits: { 1: 'Stone' },
      cells: ['Bob', '', expect.any(String), ''],
    });
    const review = (await ask(agent, `GET /imports/${id}`)).body;
    expect([review.planned, review.alerts]).toEqual([{ create: 2, update: 0, unchanged: 0, skip: 0, fail: 0 }, []]);
    await ask(agent, `POST /imports/${id}/confirm`);
    expect((await reaches(agent, id, 'completed')).counts).toMatchObject({ created: 2, failed: 0 });
  });

  it('in review: a correction that makes a row the same person as another one is found', async () => {
    const email = fresh('anna');
    const { id } = await reviewed(agent, `${header}\nAnna,Bell,${email},\nAnna,,${email},\n`);
    const { body } = await ask<ImportRow>(agent, `PATCH /imports/${id}/rows/3`, {
      values: { 1: 'Bell' },
      editVersion: 0,
    });
    expect(body).toMatchObject({ intent: 'skip', duplicateOf: 2 });
  });

  it('is refused when somebody else was faster, with 409', async () => {
    const { id } = await reviewed(agent, `${header}\nBob,,${fresh('bob')},\n`);
    await ask(agent, `PATCH /imports/${id}/rows/2`, { values: { 1: 'Stone' }, editVersion: 0 });
    const late = await ask<Refusal>(agent, `PATCH /imports/${id}/rows/2`, { values: { 1: 'Hill' }, editVersion: 0 });
    expect([late.status, late.body.code]).toEqual([409, 'stale']);
    expect((await row(id, 2)).edits).toEqual({ 1: 'Stone' });
  });

  it('accepts all suggestions for one cause at once', async () => {
    const { id } = await reviewed(agent, `${header}\nAnna,Bell,anna.${fresh('x').split('@')[0]}@gmial.com,\n`);
    const { body } = await ask(agent, `POST /imports/${id}/rows/fix`, {
      issue: 'email_domain_typo',
      action: 'accept_suggestions',
    });
    expect(body).toEqual({ changed: 1, stillFailed: 0 });
    expect((await row(id, 2)).contact.email).toMatch(/@gmail\.com$/);
  });

  it('after the import: retries the corrected row inside the same import', async () => {
    const { id } = await imported(agent, `${header}\nBob,,${fresh('bob')},\n`);
    const { body } = await ask<ImportRow>(agent, `PATCH /imports/${id}/rows/2`, {
      values: { 1: 'Stone' },
      editVersion: 0,
    });
    expect(body).toMatchObject({ outcome: 'failed', isReady: true });
    await ask(agent, `POST /imports/${id}/retry`, { rowNumbers: [2] });
    const done = await reaches(agent, id, 'completed');
    expect([done.counts, done.openFailed]).toEqual([expect.objectContaining({ created: 1, failed: 0 }), 0]);
    expect(await row(id, 2)).toMatchObject({ outcome: 'created', attempts: 1, contactId: expect.any(String) });
  });

  it('dismisses with a reason: the row stays failed and is open no more', async () => {
    const { id } = await imported(agent, `${header}\nBob,,,\n`);
    expect((await ask(agent, `POST /imports/${id}/rows/2/dismiss`, {})).status).toBe(422);
    await ask(agent, `POST /imports/${id}/rows/2/dismiss`, { reason: 'not a person' });
    const done = (await ask(agent, `GET /imports/${id}`)).body;
    expect([done.counts?.failed, done.openFailed, sumOf(done)]).toEqual([1, 0, 1]);
    expect((await ask<Refusal>(agent, `POST /imports/${id}/retry`)).status).toBe(409);
  });
});

describe('failed rows as a file', () => {
  it('go out with their original columns and text, come back corrected, and are retried', async () => {
    const { id } = await imported(agent, `${header}\n=1+1,Bell,anna@,+1 303 555 0128\nBob,,${fresh('bob')},\n`);
    const csv = await failedCsv(id);
    expect(csv.split('\r\n')[0]).toBe(`${header},Row number,Code,Reason,Row token`);
    expect(csv).toContain(`'=1+1,Bell,anna@,'+1 303 555 0128,2,email_not_an_address,`);
    const report = await giveBack(id, csv.replace('anna@,', `${fresh('anna')},`));
    expect(report).toEqual({ accepted: 2, fixed: 1, stillFailed: 1, refused: [] });
    expect(await row(id, 2)).toMatchObject({ contact: { firstName: '=1+1', phone: '+13035550128' }, isReady: true });
    await ask(agent, `POST /imports/${id}/retry`);
    const done = await reaches(agent, id, 'completed');
    expect([done.counts, sumOf(done)]).toEqual([expect.objectContaining({ created: 1, failed: 1 }), 2]);
  });

  it('are refused line by line when stale, foreign, forged or repeated', async () => {
    const [mine, other] = await Promise.all([
      imported(agent, `${header}\nBob,,,\nEva,,,\n`),
      imported(agent, `${header}\nZoe,,,\n`),
    ]);
    const [head, bob, eva] = (await failedCsv(mine.id)).split('\r\n');
    const foreign = (await failedCsv(other.id)).split('\r\n')[1];
    await ask(agent, `PATCH /imports/${mine.id}/rows/3`, { values: { 0: 'Evi' }, editVersion: 0 });
    const forged = bob?.replace(',2,', ',3,');
    const report = await giveBack(mine.id, [head, eva, foreign, forged, bob, bob, ''].join('\r\n'));
    expect(report.accepted).toBe(1);
    expect(report.refused.map(({ line }) => line).toSorted()).toEqual([2, 3, 4, 6]);
    expect(report.refused.map(({ reason }) => reason).join('\n')).toMatch(/not one of this import/);
    expect(report.refused.map(({ reason }) => reason).join('\n')).toMatch(/was changed after this file was downloaded/);
  });

  it('come back only as what they are', async () => {
    const { id } = await imported(agent, `${header}\nBob,,,\n`);
    const { status, body } = await ask<Refusal>(
      agent,
      `POST /imports/${id}/failed-rows.csv`,
      formOf('First,Last\nBob,Stone\n'),
    );
    expect([status, body.code]).toEqual([422, 'not_failed_rows']);
  });
});

describe('support', () => {
  it('sees personal data masked until revealed with a reason, which the account can read', async () => {
    const support = await as('support');
    const { id } = await imported(agent, `${header}\nMaria,Bell,maria@,\nAnna,Hill,${fresh('anna')},\n`);
    expect((await row(id, 2, support)).cells).toEqual(['M•••', 'B•••', 'm•••', '']);
    expect(await failedCsv(id, support)).not.toContain('Maria');
    expect((await ask(support, `GET /imports/${id}`)).body).toMatchObject({
      masked: true,
      columns: [{ samples: ['M•••', 'A•••'] }, {}, {}, {}],
    });
    expect((await ask(support, `POST /imports/${id}/reveal`, {})).status).toBe(422);
    await ask(support, `POST /imports/${id}/reveal`, { reason: 'asked for help by phone' });
    expect((await row(id, 2, support)).cells).toEqual(['Maria', 'Bell', 'maria@', '']);
    const { body: told } = await ask<{ text: string; reason: string | null }[]>(agent, `GET /imports/${id}/timeline`);
    expect(told).toContainEqual(
      expect.objectContaining({ text: 'revealed personal data', reason: 'asked for help by phone' }),
    );
  });

  it('gives a reason with every command', async () => {
    const support = await as('support');
    const { id } = await imported(agent, `${header}\nMaria,Bell,${fresh('maria')},\n`);
    expect((await ask(support, `POST /imports/${id}/close`, {})).status).toBe(422);
    expect((await ask(support, `POST /imports/${id}/close`, { reason: 'tidying up' })).status).toBe(202);
  });
});

it('pages deep without counting on, from a row number', async () => {
  const { id } = await imported(
    agent,
    `${header}\n${Array.from({ length: 30 }, () => `Anna,Bell,${fresh('p')},`).join('\n')}\n`,
  );
  const { body } = await ask<ListPage<ImportRow>>(agent, `GET /imports/${id}/rows?perPage=5&filter={"after":20}`);
  expect([body.data.map(({ rowNumber }) => rowNumber), body.hasNextPage]).toEqual([[21, 22, 23, 24, 25], true]);
});

const found = async (importId: string, filter: object) => {
  const route = `GET /imports/${importId}/rows?filter=${encodeURIComponent(JSON.stringify(filter))}`;
  const { body } = await ask<ListPage<ImportRow>>(agent, route);
  expect(body.total).toBe(body.data.length);
  return body.data.map(({ rowNumber }) => rowNumber);
};

describe('finding rows', () => {
  it('by row number and by what names or e-mail begin with, whatever their case', async () => {
    const [anna, eve] = [fresh('anna'), fresh('eve')];
    const { id } = await reviewed(agent, `${header}\nAnna,van Bell,${anna},\nÉve,100%,${eve},\nBob,,bob@,\n`);
    const searches = ['3', 'ANNA', 'van b', 'anna van', 'éve', '100%', '1_0', 'ell', eve.toUpperCase(), `${anna}.`];
    const rows = await Promise.all(searches.map((q) => found(id, { q })));
    expect(rows).toEqual([[3], [2], [2], [2], [3], [3], [], [], [3], []]);
  });

  it('by what became of them, before, between and after', async () => {
    const known = fresh('known');
    await imported(agent, `${header}\nAnna,Bell,${known},\n`);
    const { id } = await reviewed(
      agent,
      `${header}\nBob,Hill,${fresh('bob')},\nAnna,Bell,${known},303-555-0128\nEva,,,\nCarl,Fox,${fresh('carl')},\n`,
    );
    const outcomes = ['created', 'updated', 'unchanged', 'skipped', 'failed', 'notProcessed'];
    const byOutcome = () => Promise.all(outcomes.map((outcome) => found(id, { outcome })));
    expect(await byOutcome()).toEqual([[], [], [], [], [], [2, 3, 4, 5]]);
    await ask(agent, `POST /imports/${id}/confirm`, { trialRows: 1 });
    await reaches(agent, id, 'awaiting_review');
    expect(await byOutcome()).toEqual([[2], [], [], [], [], [3, 4, 5]]);
    await ask(agent, `POST /imports/${id}/confirm`);
    await reaches(agent, id, 'completed');
    expect(await byOutcome()).toEqual([[2, 5], [3], [], [], [4], []]);
    expect(await found(id, { outcome: 'created', q: 'carl' })).toEqual([5]);
    await ask(agent, `POST /imports/${id}/undo`);
    await reaches(agent, id, 'undone');
    expect(await byOutcome()).toEqual([[], [], [], [], [4], [2, 3, 5]]);
  });
});

it('a row that several contacts match waits until a person says which one it is', async () => {
  const last = `Bell${fresh('')
    .slice(1, 9)
    .replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!)}`;
  const emails = [fresh('home'), fresh('work')];
  await imported(agent, `${header}\n${emails.map((email) => `Anna,${last},${email},303-555-0147`).join('\n')}\n`);
  const { id } = await reviewed(agent, `${header}\nAnna,${last},,303-555-0147\n`);
  const unsure = await row(id, 2);
  expect([unsure.intent, unsure.issues.map(({ code }) => code)]).toEqual([
    'fail',
    expect.arrayContaining(['matches_several']),
  ]);
  expect(unsure.candidates?.map(({ email }) => email).toSorted()).toEqual(emails);
  const home = unsure.candidates!.find(({ email }) => email === emails[0])!;
  expect((await ask(agent, `POST /imports/${id}/rows/2/choose`, { contactId: '999999999' })).status).toBe(404);
  const { body: chosen } = await ask<ImportRow>(agent, `POST /imports/${id}/rows/2/choose`, {
    contactId: home.contactId,
  });
  expect(chosen).toMatchObject({ intent: 'unchanged', match: { contactId: home.contactId, reason: 'chosen' } });
  expect(chosen).not.toHaveProperty('candidates');
});
