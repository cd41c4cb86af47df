import { type DueFacts, dueRun } from './due.js';

const now = new Date('2026-03-01T12:00:00Z');
const facts = (over: Partial<DueFacts>): DueFacts => ({
  requested: null,
  requestedLoop: null,
  isBackfilled: true,
  hasDelta: true,
  sweptAt: now,
  waitingHooks: 0,
  retrying: 0,
  ...over,
});

it('reads everything first, whatever it is asked for', () => {
  expect(dueRun(facts({ isBackfilled: false, requested: 'connect' }), now)).toEqual({
    loop: 'backfill',
    trigger: 'connect',
  });
});
it('rests when nobody asks', () => expect(dueRun(facts({}), now)).toBeNull());
it('reads what has changed when the button or the schedule asks', () => {
  expect(dueRun(facts({ requested: 'person' }), now)?.loop).toBe('delta');
  expect(dueRun(facts({ requested: 'schedule' }), now)?.loop).toBe('delta');
});
it('scans everybody once a day by schedule, never because of the button', () => {
  const old = facts({ sweptAt: new Date(+now - 25 * 3_600_000) });
  expect(dueRun({ ...old, requested: 'schedule' }, now)?.loop).toBe('sweep');
  expect(dueRun({ ...old, requested: 'person' }, now)?.loop).toBe('delta');
});
it('scans everybody each time where the CRM cannot say what has changed', () => {
  expect(dueRun(facts({ requested: 'person', hasDelta: false }), now)?.loop).toBe('sweep');
});
it('does what people have put right before anything else, then what webhooks named', () => {
  expect(dueRun(facts({ retrying: 1, waitingHooks: 1, requested: 'person' }), now)?.loop).toBe('retry');
  expect(dueRun(facts({ waitingHooks: 1, requested: 'person' }), now)?.loop).toBe('hooks');
});
it('does the loop that was asked for by name', () => {
  expect(dueRun(facts({ requested: 'settings', requestedLoop: 'remap' }), now)).toEqual({
    loop: 'remap',
    trigger: 'settings',
  });
});
