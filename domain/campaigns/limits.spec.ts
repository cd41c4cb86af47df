import { capacityOf, chunkSize, refilledTo, shareOut, sumOf, tokensAt } from './limits.js';
import { dailyCap, nextWarmUpDay, warmUpDay, warmUpPlan } from './warm-up.js';

const noon = new Date('2026-06-01T12:00:00Z');
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);

it('never lets more leave in an hour than the limit and one chunk', () => {
  for (const perHour of [1, 60, 3_600, 36_000, 500_000]) {
    let bucket = { tokens: capacityOf(perHour), refilledAt: noon };
    let sent = 0;
    for (let second = 0; second <= 3_600; second += 1) {
      const whole = Math.floor(tokensAt(bucket, perHour, later(second)));
      sent += whole;
      bucket = { tokens: tokensAt(bucket, perHour, later(second)) - whole, refilledAt: later(second) };
    }
    expect(sent).toBeLessThanOrEqual(perHour + chunkSize);
    expect(sent).toBeGreaterThan(perHour * 0.9 - 1);
  }
});

it('takes nothing away when the clock goes back', () => {
  expect(tokensAt({ tokens: 3, refilledAt: noon }, 60, later(-500))).toBe(1);
  expect(tokensAt({ tokens: 0.5, refilledAt: noon }, 60, later(-500))).toBe(0.5);
});

it('says when enough will be there, and never earlier than in a second', () => {
  expect(refilledTo(10, 0, 3_600, noon)).toEqual(later(10));
  expect(refilledTo(500, 0, 3_600, noon)).toEqual(later(60));
  expect(refilledTo(1, 0.999, 360_000, noon)).toEqual(later(1));
});

it('shares out whole mails, the modest providers first, none above its own bucket', () => {
  expect(shareOut({ google: 300, yahoo: 20, other: 300 }, {}, 220)).toEqual({ yahoo: 20, google: 100, other: 100 });
  expect(shareOut({ google: 300, other: 300 }, { google: 7.9 }, Infinity)).toEqual({ google: 7, other: 300 });
  expect(sumOf(shareOut({ google: 3, yahoo: 3, other: 3 }, {}, 4))).toBe(4);
  expect(sumOf(shareOut({ google: 3, yahoo: 3 }, {}, 0.9))).toBe(0);
});

it('warms a domain up day by day of UTC, and is over after its last day', () => {
  expect(warmUpDay('2026-11-25', new Date('2026-11-25T00:00:00Z'))).toBe(1);
  expect(warmUpDay('2026-11-25', new Date('2026-11-26T23:59:59Z'))).toBe(2);
  expect([0, 1, 2, 3, warmUpPlan.length, warmUpPlan.length + 1].map(dailyCap)).toEqual([
    0,
    50,
    100,
    250,
    1_000_000,
    null,
  ]);
  expect(nextWarmUpDay(new Date('2026-12-31T23:00:00Z'))).toEqual(new Date('2027-01-01T00:00:00Z'));
});

it('never grows a warm-up more than two and a half times from one day to the next', () => {
  expect(
    warmUpPlan.every((cap, day) => day === 0 || (cap > warmUpPlan[day - 1]! && cap <= 2.5 * warmUpPlan[day - 1]!)),
  ).toBe(true);
});
