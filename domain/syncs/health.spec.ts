import { type HealthFacts, healthOf } from './health.js';

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date(+now + 60_000);
const facts = (over: Partial<HealthFacts> = {}): HealthFacts => ({
  state: 'active',
  label: 'Follow Up Boss',
  limitedUntil: null,
  limitedReason: null,
  trouble: null,
  failure: null,
  question: null,
  isRunning: false,
  isComplete: true,
  openProblems: 0,
  keyEndsAt: null,
  ...over,
});

it('says that all is well, and how many records wait for a person', () => {
  expect(healthOf(facts(), now)).toMatchObject({ kind: 'ok', sentence: 'Works: everything is up to date.' });
  expect(healthOf(facts({ openProblems: 1 }), now).sentence).toBe('Works. 1 record needs you.');
});
it('says until when the CRM makes us wait, and no longer than that', () => {
  const limited = facts({ limitedUntil: later, limitedReason: 'The daily quota is used up.' });
  expect(healthOf(limited, now)).toMatchObject({ kind: 'limited', until: later });
  expect(healthOf(limited, later).kind).toBe('ok');
});
it('puts a lost key before everything else and says what to do', () => {
  const lost = healthOf(facts({ state: 'needs_reconnect', limitedUntil: later, openProblems: 3 }), now);
  expect(lost.kind).toBe('needs_reconnect');
  expect(lost.sentence).toContain('Connect again');
});
it('says how many are missing and that nobody was touched', () => {
  const asked = healthOf(facts({ question: { missing: 1210, linked: 4000 } }), now);
  expect(asked.sentence).toContain('1,210 people of 4,000. Nobody was touched');
});
it('tells a first reading from a later one', () => {
  expect(healthOf(facts({ isRunning: true, isComplete: false }), now).sentence).toContain('for the first time');
  expect(healthOf(facts({ isRunning: true }), now).sentence).toContain('what has changed');
});
it('shows trouble that is being tried again as trouble, not as health', () => {
  const trouble = { sentence: 'Follow Up Boss cannot be reached.', since: now };
  expect(healthOf(facts({ trouble }), now)).toMatchObject({ kind: 'trouble' });
});
it('warns a month before a key ends, and not earlier', () => {
  const days = (count: number) => new Date(+now + count * 86_400_000);
  expect(healthOf(facts({ keyEndsAt: days(29) }), now)).toMatchObject({ kind: 'key_ends', until: days(29) });
  expect(healthOf(facts({ keyEndsAt: days(31) }), now).kind).toBe('ok');
});
