import { type Deferral, nextAttemptAt } from './deferral.js';

const start = new Date('2026-11-25T10:00:00Z');
const minutes = (count: number) => count * 60_000;
const base: Deferral = { failure: 'put_off', times: 1, firstTriedAt: start, uselessAt: null, ownPlan: null };

/** Minutes after the first attempt at which a mail is tried that is always put off, until it is given up. */
function tries(more: Partial<Deferral>): number[] {
  const found: number[] = [];
  let now = start;
  for (let times = 1; times < 500; times += 1) {
    const next = nextAttemptAt({ ...base, ...more, times }, now);
    if (!next) return found;
    found.push((next.getTime() - start.getTime()) / 60_000);
    now = next;
  }
  throw new Error('never given up');
}

it('comes back after 5 minutes, 30 minutes, 2, 6 and 24 hours to who put a mail off, and gives up within 72 hours', () => {
  expect(tries({})).toEqual([5, 35, 155, 515, 1955, 3395]);
});

it('tries a mail server that is away sooner and oftener, and gives up within the same 72 hours', () => {
  const all = tries({ failure: 'server_away' });
  expect(all.slice(0, 4)).toEqual([0.5, 1.5, 3.5, 8.5]);
  expect(all.at(-1)).toBeLessThan(72 * 60);
  expect(all.at(-1)).toBeGreaterThan(71 * 60);
});

it('hurries with a code that somebody waits for, and does not send it when it is of no use any more', () => {
  const uselessAt = new Date(start.getTime() + minutes(15));
  const all = tries({ uselessAt });
  expect(all[0]).toBe(0.25);
  expect(all.at(-1)).toBeLessThan(15);
  expect(nextAttemptAt({ ...base, uselessAt }, uselessAt)).toBeNull();
});

it('takes a plan that was set by hand instead', () => {
  expect(tries({ ownPlan: [86_400] })).toEqual([1440, 2880]);
});
