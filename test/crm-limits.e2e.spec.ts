import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { CrmLimits } from '../database/crm-limits.js';
import { createPool } from '../database/pool.js';
import { pace } from '../integrations/crm/pace.js';
import { fresh } from './importing.js';
import { platform } from './platform/platform.js';

const limit = { name: 'calls', scope: 'connection', calls: 40, perMs: 1_000 } as const;
let pools: Pool[];
beforeAll(() => {
  pools = [0, 1].map(() => createPool(platform().databaseUrl, { max: 2 }));
});
afterAll(() => Promise.all(pools.map((pool) => pool.end())));

/** A call that was allowed at some moment between the two. */
interface Allowed {
  asked: number;
  answered: number;
}

/** Takes call after call, as a worker would, until all of them together have so many. */
async function takeUntil(pool: Pool, scope: string, all: Allowed[], many: number): Promise<void> {
  const limits = new CrmLimits(pool);
  while (all.length < many) {
    const asked = performance.now();
    const { waitMs } = await limits.take(scope, limit, 1);
    if (waitMs > 0) await pause(waitMs);
    else all.push({ asked, answered: performance.now() });
  }
}

it('lets two workers together send no more in any window than the CRM allows', async () => {
  const scope = fresh('limit');
  const all: Allowed[] = [];
  await Promise.all(pools.map((pool) => takeUntil(pool, scope, all, 3 * limit.calls)));
  // Those that were surely allowed within one window, however slow the machine is.
  const inWindow = all.map(
    (first) => all.filter((one) => one.asked >= first.asked && one.answered <= first.asked + limit.perMs).length,
  );
  expect(Math.max(...inWindow)).toBeLessThanOrEqual(limit.calls);
});

it('lets whoever has waited as long as told go, and tells no longer wait than a twentieth above the limit’s own distance', async () => {
  const limits = new CrmLimits(pools[0]!);
  const scope = fresh('wait');
  const waits: number[] = [];
  while (waits.length < 10) {
    const { waitMs } = await limits.take(scope, limit, 1);
    if (waitMs === 0) continue;
    waits.push(waitMs);
    // Timers may be a moment early.
    await pause(waitMs + 1);
    expect(await limits.take(scope, limit, 1)).toEqual({ waitMs: 0 });
  }
  expect(Math.max(...waits)).toBeLessThanOrEqual(Math.ceil(limit.perMs / (limit.calls * 0.95)));
});

it('lets a twentieth go at once and spreads the rest, as the engine’s own limiter does', async () => {
  const limits = new CrmLimits(pools[0]!);
  const scope = fresh('burst');
  // So slow that nothing is paid back while the database answers.
  const slow = { ...limit, perMs: 3_600_000 };
  const waits: number[] = [];
  const expected: number[] = [];
  const now = Date.now();
  let paidUntil = 0;
  for (let call = 0; call < 5; call++) {
    const said = pace(paidUntil, { now, limit: slow, cost: 1 });
    paidUntil = said.paidUntil;
    expected.push(said.waitMs);
    waits.push((await limits.take(scope, slow, 1)).waitMs);
  }
  expect(waits.map((wait) => wait > 0)).toEqual(expected.map((wait) => wait > 0));
  expect(expected.filter((wait) => wait === 0)).toHaveLength(2);
  for (const wait of waits) expect(wait).toBeLessThanOrEqual(Math.max(...expected));
});

it('takes nothing from a scope that is blocked, and a shorter block never shortens a longer one', async () => {
  const limits = new CrmLimits(pools[0]!);
  const scope = fresh('blocked');
  await limits.block(scope, new Date(Date.now() + 60_000));
  await limits.block(scope, new Date(Date.now() + 1_000));
  const { waitMs } = await limits.take(scope, limit, 1);
  expect(waitMs).toBeGreaterThan(50_000);
  expect((await limits.take(fresh('other'), limit, 1)).waitMs).toBe(0);
});
