import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { jest } from '@jest/globals';
import type { Pool, PoolClient } from 'pg';
import type { AuditDay } from '../database/audit-days.js';
import { listUnstored, markStored, takeHeads } from '../database/audit-days.js';
import { checkChain } from '../database/check-chain.js';
import { createPool } from '../database/pool.js';
import { recordAudit } from '../database/record-audit.js';
import { verifyAudit } from '../database/verify-audit.js';
import { type KeptFile, verifyHeads } from '../database/verify-heads.js';
import { ask } from './importing.js';
import { as, platform, until } from './platform/platform.js';
import { makeScratchDatabase } from './platform/scratch-database.js';

jest.setTimeout(60_000);

let pool: Pool;
let databaseUrl: string;
let drop: () => Promise<void>;
let files: KeptFile[];
beforeAll(async () => {
  ({ databaseUrl, drop } = await makeScratchDatabase());
  pool = createPool(databaseUrl);
  await write('3', 5);
  await note('2026-11-23');
  await write('3', 4);
  await write('4', 3);
  await note('2026-11-24');
  await write('4', 2);
  files = await keptFiles();
});
afterAll(async () => {
  await pool.end();
  await drop();
});

async function write(accountId: string, events: number): Promise<void> {
  for (let n = 0; n < events; n++)
    await recordAudit(pool, {
      accountId,
      actor: { kind: 'cli', id: null, role: null },
      action: 'thing.changed',
      after: { n },
    });
}
const note = (day: string) => takeHeads(pool, new Date(`${day}T00:10:00Z`));
const keptFiles = async () => (await listUnstored(pool)).map(({ day, content }) => ({ name: `${day}.txt`, content }));

/** What whoever owns the database could do, what is found then, and all of it undone. */
async function tampered<Found>(sql: string, look: (client: PoolClient) => Promise<Found>): Promise<Found> {
  const client = await pool.connect();
  try {
    await client.query(`begin; alter table audit_events disable trigger all; ${sql}`);
    return await look(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** Gives every event of a chain fitting hashes again, and its recorded head: a forgery that the chain itself cannot show. */
const rehash = (accountId: string) => `
do $$ declare e audit_events; link bytea := sha256('');
begin
  for e in select * from audit_events where account_id = ${accountId} order by seq loop
    e.prev_hash := link;
    link := audit_hash(e);
    update audit_events set prev_hash = e.prev_hash, hash = link where account_id = e.account_id and seq = e.seq;
  end loop;
  update audit_heads set hash = link, seq = (select max(seq) from audit_events where account_id = ${accountId}) where account_id = ${accountId};
end $$;`;

describe('daily heads', () => {
  it('are taken once a day, whoever asks how often', async () => {
    expect(await note('2026-11-24')).toBeNull();
    expect(files.map(({ name }) => name)).toEqual(['2026-11-23.txt', '2026-11-24.txt']);
  });

  it('agree with chains that have grown since', async () => {
    expect(await verifyHeads(pool, files)).toEqual({ days: 2, broken: null, fileProblem: null });
  });

  it('show that an event was changed and the whole chain rewritten to fit, with its head', async () => {
    const forged = `update audit_events set after = '{"n": 9}' where account_id = 3 and seq = 2; ${rehash('3')}`;
    const found = await tampered(forged, async (client) => [
      (await verifyAudit(client)).broken,
      (await verifyHeads(client, files)).broken,
    ]);
    expect(found).toEqual([null, { accountId: '3', seq: '5', problem: 'rewritten', day: '2026-11-23' }]);
  });

  it('show that a chain was cut off and its head with it', async () => {
    const found = await tampered(
      `delete from audit_events where account_id = 3 and seq > 7; ${rehash('3')}`,
      async (client) => [(await verifyAudit(client)).broken, (await verifyHeads(client, files)).broken],
    );
    expect(found).toEqual([null, { accountId: '3', seq: '9', problem: 'cut_off', day: '2026-11-24' }]);
  });

  it('show that a chain is gone as if it had never been', async () => {
    const gone = 'delete from audit_events where account_id = 4; delete from audit_heads where account_id = 4;';
    const found = await tampered(gone, async (client) => [
      (await verifyAudit(client)).broken,
      (await verifyHeads(client, files)).broken,
    ]);
    expect(found).toEqual([null, { accountId: '4', seq: '3', problem: 'cut_off', day: '2026-11-24' }]);
  });

  it('are held to what somebody has kept of them: a mail of one day is not missed for the others', async () => {
    const found = await tampered('update audit_days set stored_at = now()', async (client) => [
      (await verifyHeads(client, [files[1]!], { areSome: true })).fileProblem,
      (await verifyHeads(client, [files[1]!])).fileProblem,
    ]);
    expect(found).toEqual([null, 'The file of 2026-11-23 is missing although it was stored.']);
  });

  it('show that one of their own files was changed, or is missing', async () => {
    const [first, second] = files as [KeptFile, KeptFile];
    const changed = { ...first, content: first.content.replace('chain 3 5', 'chain 3 4') };
    expect((await verifyHeads(pool, [changed])).broken).toMatchObject({ accountId: '3', problem: 'rewritten' });
    const stamped = { ...first, content: first.content.replace('T00:10', 'T00:11') };
    expect((await verifyHeads(pool, [stamped, second])).fileProblem).toContain('2026-11-23.txt is not what');
    expect((await verifyHeads(pool, [{ ...second, content: 'gone' }])).fileProblem).toContain('2026-11-24.txt: Line 1');
  });
});

async function checked(client: Pool | PoolClient, accountId: string) {
  const run = checkChain(client, accountId, { atOnce: 4 });
  const seen: number[] = [];
  for (;;) {
    const step = await run.next();
    if (step.done) return { seen, ...step.value };
    seen.push(step.value.checked);
  }
}

describe('checking one chain', () => {
  it('tells how far it is and finds a whole chain whole', async () => {
    expect(await checked(pool, '3')).toEqual({ seen: [4, 8, 9], broken: null, events: 9 });
    expect(await checked(pool, '77')).toEqual({ seen: [], broken: null, events: 0 });
  });

  it.each([
    ['changed by hand', `update audit_events set action = 'x.y' where account_id = 3 and seq = 6`, '6', 'changed'],
    ['that is missing', 'delete from audit_events where account_id = 3 and seq = 4', '5', 'missing_before'],
    ['cut off at the end', 'delete from audit_events where account_id = 3 and seq > 8', '8', 'tail_missing'],
    [
      'replaced with a fitting hash',
      `update audit_events set action = 'x.y' where account_id = 3 and seq = 4; update audit_events e set hash = audit_hash(e) where account_id = 3 and seq = 4`,
      '5',
      'wrong_predecessor',
    ],
  ])('names the first broken link of an event %s, also across pages', async (_, sql, seq, problem) => {
    const { broken } = await tampered(sql, (client) => checked(client, '3'));
    expect(broken).toEqual({ accountId: '3', seq, problem });
  });
});

it('is part of the command: it holds the audit to the stored files and to one that was mailed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-heads-'));
  const run = (...more: string[]) =>
    new Promise<{ code: number; said: string }>((resolve) => {
      const env = { ...process.env, DATABASE_URL: databaseUrl, STORAGE_URL: pathToFileURL(folder).href };
      execFile(process.execPath, ['dist/apps/cli/audit-verify.js', ...more], { env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
      );
    });
  expect(await run()).toEqual({ code: 0, said: expect.stringContaining('No daily heads were found') });
  const mailed = join(folder, 'mail.txt');
  await writeFile(mailed, `Keep this mail.\r\n\r\n${files[1]!.content.replaceAll('\n', '\r\n')}`);
  expect(await run('--heads', mailed)).toEqual({ code: 0, said: expect.stringContaining('what 1 daily heads say') });
  await writeFile(mailed, files[1]!.content.replace('chain 4 3', 'chain 4 9'));
  expect(await run('--heads', mailed)).toEqual({ code: 1, said: expect.stringContaining('Account 4, event 9') });
  await rm(folder, { recursive: true });
});

describe('in a running platform', () => {
  it('are written by themselves into storage, and listed with their digest', async () => {
    const ops = await as('ops');
    const today = new Date().toISOString().slice(0, 10);
    const day = await until('the heads of today', async () => {
      const { body } = await ask<{ data: AuditDay[] }>(ops, 'GET /audit/heads');
      return body.data.find((one) => one.storedAt !== null);
    });
    expect(day.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(day.chains).toBeGreaterThan(0);
    const names = await readdir(join(platform().folder, 'files', 'audit-heads'));
    expect(names).toContain(`${day.day}.txt`);
    expect(today >= day.day).toBe(true);
    const content = await readFile(join(platform().folder, 'files', 'audit-heads', `${day.day}.txt`), 'utf8');
    expect(content).not.toContain('@');
  });

  it('are part of a check that operations watch; agents may not', async () => {
    const [ops, agent] = [await as('ops'), await as('agent')];
    const answer = await ops('/api/audit/check?accountId=0');
    const text = await answer.text();
    const result = JSON.parse(/event: result\nid: \d+\ndata: (.*)/.exec(text)![1]!) as object;
    expect(result).toMatchObject({ broken: null, fileProblem: null, events: expect.any(Number) });
    expect((await agent('/api/audit/check')).status).toBe(403);
    expect((await agent('/api/audit/heads')).status).toBe(403);
  });
});

it('keeps a stored day’s digest and drops its text', async () => {
  const scratch = await makeScratchDatabase();
  const own = createPool(scratch.databaseUrl, { max: 1 });
  await takeHeads(own, new Date('2026-11-25T00:00:00Z'));
  await markStored(own, '2026-11-25');
  expect(await listUnstored(own)).toEqual([]);
  expect((await verifyHeads(own, [])).fileProblem).toContain('The file of 2026-11-25 is missing');
  await own.end();
  await scratch.drop();
});
