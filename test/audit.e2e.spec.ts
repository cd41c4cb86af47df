import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import type { Pool, PoolClient } from 'pg';
import type { AuditEvent } from '../domain/audit/events.js';
import { openOrm } from '../database/orm.js';
import { createPool } from '../database/pool.js';
import { recordAudit } from '../database/record-audit.js';
import { verifyAudit } from '../database/verify-audit.js';
import { as, platform } from './platform/platform.js';
import { makeScratchDatabase } from './platform/scratch-database.js';

jest.setTimeout(60_000);

const event = (accountId: string, action = 'thing.changed'): AuditEvent => ({
  accountId,
  actor: { kind: 'cli', id: null, role: null },
  action,
  after: { state: 'new', count: 3 },
});

let pool: Pool;
let databaseUrl: string;
let drop: () => Promise<void>;

beforeAll(async () => {
  ({ databaseUrl, drop } = await makeScratchDatabase());
  pool = createPool(databaseUrl);
});
afterAll(async () => {
  await pool.end();
  await drop();
});

/** Changes what the database protects, as somebody with its owner's rights could; what `look` finds; and all of it undone. */
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

const brokenAfter = (sql: string) => tampered(sql, async (client) => (await verifyAudit(client)).broken);

function verifyCommand(url: string): Promise<{ code: number; said: string }> {
  const env = { ...process.env, DATABASE_URL: url };
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/apps/cli/audit-verify.js'], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });
}

describe('the audit trail', () => {
  it('is append-only: the database refuses to change, remove or empty it', async () => {
    await recordAudit(pool, event('1'));
    for (const sql of ["update audit_events set action = 'x'", 'delete from audit_events', 'truncate audit_events'])
      await expect(pool.query(sql)).rejects.toThrow('append-only');
  });

  it('numbers the events of each account without a gap, however many write at once and by whichever connection', async () => {
    const orm = await openOrm(databaseUrl);
    const writes = Array.from({ length: 30 }, (_, i) =>
      i % 2
        ? recordAudit(pool, event('7'))
        : orm.em.fork().transactional((tx) => recordAudit(tx, event(i % 4 ? '7' : '8'))),
    );
    await Promise.all(writes);
    await orm.close();
    const { rows } = await pool.query(
      'select account_id, array_agg(seq order by seq) as seqs from audit_events where account_id in (7, 8) group by 1 order by 1',
    );
    expect(rows.map(({ seqs }) => seqs.length)).toEqual([22, 8]);
    for (const { seqs } of rows) expect(seqs).toEqual(seqs.map((_: string, i: number) => String(i + 1)));
    expect((await verifyAudit(pool)).broken).toBeNull();
  });

  it('does not hold the event of a change that was rolled back, and has no gap afterwards', async () => {
    const client = await pool.connect();
    await client.query('begin');
    await recordAudit(client, event('2', 'thing.lost'));
    await client.query('rollback');
    client.release();
    expect(await recordAudit(pool, event('2'))).toBe('1');
    expect((await verifyAudit(pool)).broken).toBeNull();
  });
});

describe('verifying', () => {
  beforeAll(async () => {
    for (let i = 0; i < 5; i++) await recordAudit(pool, event('3'));
    for (let i = 0; i < 5; i++) await recordAudit(pool, event('4'));
  });

  it('names the event whose content was changed', async () => {
    const found = await brokenAfter(
      `update audit_events set after = '{"state": "old"}' where account_id = 4 and seq = 2`,
    );
    expect(found).toEqual({ accountId: '4', seq: '2', problem: 'changed' });
  });

  it.each([
    "at = at + interval '1 second'",
    "actor_kind = 'user'",
    "actor_id = 'x'",
    "reason = 'because'",
    "subject_id = '9'",
  ])('notices a change of %s', async (change) => {
    const found = await brokenAfter(`update audit_events set ${change} where account_id = 3 and seq = 4`);
    expect(found).toEqual({ accountId: '3', seq: '4', problem: 'changed' });
  });

  it('names the event after one that was removed', async () => {
    const found = await brokenAfter('delete from audit_events where account_id = 3 and seq = 3');
    expect(found).toEqual({ accountId: '3', seq: '4', problem: 'missing_before' });
  });

  it('names the event after one that was replaced with a fitting hash', async () => {
    const found = await brokenAfter(`update audit_events set action = 'x.y' where account_id = 3 and seq = 2;
      update audit_events e set hash = audit_hash(e) where account_id = 3 and seq = 2`);
    expect(found).toEqual({ accountId: '3', seq: '3', problem: 'wrong_predecessor' });
  });

  it('notices that the end of a chain was cut off, or a whole chain', async () => {
    const tail = await brokenAfter('delete from audit_events where account_id = 4 and seq > 3');
    expect(tail).toEqual({ accountId: '4', seq: '3', problem: 'tail_missing' });
    const chain = await brokenAfter('delete from audit_events where account_id = 4');
    expect(chain).toEqual({ accountId: '4', seq: '0', problem: 'tail_missing' });
  });

  it('is a command: exit 0 when whole, 1 with the first broken link in words', async () => {
    const scratch = await makeScratchDatabase();
    const own = createPool(scratch.databaseUrl, { max: 1 });
    await recordAudit(own, event('4'));
    expect(await verifyCommand(scratch.databaseUrl)).toEqual({
      code: 0,
      said: expect.stringContaining('is whole: 1 events'),
    });
    await own.query(`alter table audit_events disable trigger all; update audit_events set action = 'x.y'`);
    const said = expect.stringContaining('Account 4, event 1: its content');
    expect(await verifyCommand(scratch.databaseUrl)).toEqual({ code: 1, said });
    await own.end();
    await scratch.drop();
  });
});

describe('the audit list', () => {
  interface Listed {
    data: { accountId: string; action: string; actor: { kind: string; name: string | null } }[];
  }
  const list = async (who: 'agent' | 'support', filter: object) => {
    const session = await as(who);
    const answer = await session(`/api/audit?perPage=100&filter=${encodeURIComponent(JSON.stringify(filter))}`);
    return ((await answer.json()) as Listed).data;
  };

  it('shows an agent the events of the own account alone, staff those of all', async () => {
    await as('agent2');
    const seen = new Set((await list('agent', {})).map(({ accountId }) => accountId));
    expect(seen.size).toBe(1);
    expect(new Set((await list('support', {})).map(({ accountId }) => accountId)).size).toBeGreaterThan(1);
  });

  it('can be narrowed to one kind of event, and names who did it', async () => {
    const events = await list('agent', { action: 'user.signed_in' });
    expect(new Set(events.map(({ action }) => action))).toEqual(new Set(['user.signed_in']));
    expect(events.some(({ actor }) => actor.name === 'Maria Alvarez')).toBe(true);
  });

  it('is whole in the platform that all these specs run against', async () => {
    const live = createPool(platform().databaseUrl, { max: 1 });
    expect((await verifyAudit(live)).broken).toBeNull();
    await live.end();
  });
});
