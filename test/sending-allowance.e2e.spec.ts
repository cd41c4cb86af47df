import type { Pool } from 'pg';
import { findHold, placeHold, releaseHold } from '../database/holds.js';
import { createPool } from '../database/pool.js';
import { giveBack, takeAllowance } from '../database/sending-allowance.js';
import { inTransaction } from '../database/transaction.js';
import { chunkSize, type SendingLimits, sumOf } from '../domain/campaigns/limits.js';
import { makeScratchDatabase } from './platform/scratch-database.js';

const noLimits: SendingLimits = { platform: null, account: null, domain: null, provider: null, warmsUp: false };
const noon = Date.parse('2026-06-01T12:00:00Z');
const at = (seconds: number) => new Date(noon + seconds * 1_000);

let pool: Pool;
let drop: () => Promise<void>;
beforeAll(async () => {
  const scratch = await makeScratchDatabase();
  drop = scratch.drop;
  pool = createPool(scratch.databaseUrl, { max: 12 });
});
beforeEach(() =>
  pool.query('truncate rate_buckets, rate_limits_of_sending, sending_holds, sending_domains, sending_days'),
);
afterAll(async () => {
  await pool.end();
  await drop();
});

const asked = (now: Date, more: object = {}) => ({
  accountId: '1',
  campaignId: '7',
  senderDomain: 'hubs.example.com',
  wanted: { google: 300, other: 200 },
  now,
  ...more,
});
const take = (now: Date, limits: Partial<SendingLimits> = {}, more: object = {}) =>
  inTransaction(pool, (tx) => takeAllowance(tx, asked(now, more), { ...noLimits, ...limits }));

it('grants everything where nothing limits', async () => {
  expect(await take(at(0))).toEqual({ granted: { google: 300, other: 200 }, wait: null });
  expect((await pool.query('select from rate_buckets')).rowCount).toBe(0);
});

it('never exceeds any limit by more than one chunk, also when many ask at once', async () => {
  const limits = { platform: 9_000, account: 7_200, provider: 3_600 };
  let [all, google] = [0, 0];
  for (let minute = 0; minute < 60; minute += 1) {
    const allowances = await Promise.all([1, 2, 3, 4, 5].map(() => take(at(minute * 60), limits)));
    all += allowances.reduce((sum, { granted }) => sum + sumOf(granted), 0);
    google += allowances.reduce((sum, { granted }) => sum + (granted.google ?? 0), 0);
  }
  expect(all).toBeLessThanOrEqual(7_200 + chunkSize);
  expect(all).toBeGreaterThan(7_000);
  expect(google).toBeLessThanOrEqual(3_600 + chunkSize);
});

it('says what is in the way and when to ask again', async () => {
  await take(at(0), { account: 600 });
  const { granted, wait } = await take(at(0), { account: 600 });
  expect(sumOf(granted)).toBe(0);
  expect(wait).toMatchObject({ reason: 'account_rate', until: at(60) });
  expect(sumOf((await take(at(60), { account: 600 })).granted)).toBe(10);
});

it('keeps what is left over a restart, and takes back what was not used', async () => {
  const { granted } = await take(at(0), { domain: 6_000 });
  expect(sumOf(granted)).toBe(100);
  await inTransaction(pool, (tx) => giveBack(tx, { ...asked(at(0)), unused: { google: 30 } }));
  expect(sumOf((await take(at(0), { domain: 6_000 })).granted)).toBe(30);
});

it('follows the limit that somebody has set instead of that of the settings', async () => {
  await pool.query(
    `insert into rate_limits_of_sending (key, per_hour) values ('account:1', 1200), ('provider:google', 60)`,
  );
  const { granted, wait } = await take(at(0), { account: 6_000_000 });
  expect(granted).toEqual({ google: 1, other: 19 });
  expect(wait).toMatchObject({ reason: expect.stringMatching(/rate/) });
});

it('lets a new domain send what its day allows, and more on the next', async () => {
  const warm = { warmsUp: true };
  const days = [0, 86_400, 2 * 86_400].map(at);
  const granted: number[] = [];
  for (const day of days) {
    const first = await take(day, warm);
    granted.push(sumOf(first.granted) + sumOf((await take(day, warm)).granted));
  }
  expect(granted).toEqual([50, 100, 250]);
  const over = await take(at(2 * 86_400 + 60), warm);
  expect(over).toMatchObject({ granted: {}, wait: { reason: 'warm_up', until: new Date('2026-06-04T00:00:00Z') } });
});

it('leaves a domain alone that sent before it was to be warmed up', async () => {
  await take(at(0));
  expect(sumOf((await take(at(1), { warmsUp: true })).granted)).toBe(500);
});

it('gives nothing to a provider on hold, and everything to the others', async () => {
  const until = at(900);
  await inTransaction(pool, (tx) =>
    placeHold(
      tx,
      {
        scope: 'provider',
        scopeId: 'google',
        kind: 'provider_busy',
        reason: 'Busy.',
        placedBy: null,
        until,
        now: at(0),
      },
      [],
    ),
  );
  expect(await take(at(10))).toEqual({ granted: { other: 200 }, wait: { reason: 'held', sentence: 'Busy.', until } });
  expect((await take(at(900))).granted).toEqual({ google: 300, other: 200 });
});

const find = () => findHold(pool, { accountId: '1', campaignId: '7', domain: 'hubs.example.com', now: at(5) });
const place = (scope: 'platform' | 'account' | 'domain', scopeId: string) =>
  inTransaction(pool, (tx) =>
    placeHold(tx, { scope, scopeId, kind: 'operator', reason: `${scope} held`, placedBy: 'ops', now: at(0) }, [
      'hubs.example.com',
      'example.com',
    ]),
  );
it('finds the widest hold of a campaign, over the domain above its own, until it is released', async () => {
  expect(await find()).toBeNull();
  await place('account', '2');
  expect(await find()).toBeNull();
  await place('domain', 'example.com');
  expect(await find()).toMatchObject({ scope: 'domain' });
  const holdId = (await place('platform', ''))!;
  expect(await place('platform', '')).toBeNull();
  expect(await find()).toMatchObject({ scope: 'platform', reason: 'platform held' });
  const release = () =>
    inTransaction(pool, (tx) => releaseHold(tx, { holdId, by: 'ops', reason: 'looked at', now: at(4) }, []));
  expect(await release()).toMatchObject({ id: holdId });
  expect(await release()).toBeNull();
  expect(await find()).toMatchObject({ scope: 'domain' });
});
