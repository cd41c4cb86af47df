import { type Snapshot, snapshotChanges } from './snapshot.js';
import type { CampaignSettings, Counts } from './types.js';
import { leftOut } from './verdicts.js';
import { cancelSentence, daysWords, durationWords, eligibleInParts, nextWords, windowWords } from './words.js';

const now = new Date('2026-06-01T12:00:00Z');
const settings: CampaignSettings = {
  window: { days: [1, 2, 3, 4, 5, 6], fromHour: 9, toHour: 19 },
  startAt: null,
  perHour: null,
  reminders: 2,
  quietDays: 30,
  withoutHome: 'include',
  needsConsent: false,
  withoutRoleAddresses: true,
};
const counts = { planned: 40, deferred: 2, sent: 50, unknown: 1, rejected: 3, late_excluded: 4, cancelled: 0 };
const told = {
  state: 'sending',
  nextAt: null,
  counts: { ...counts, inFlight: 0 },
  failure: null,
  settings,
  holds: [],
  resumeState: null,
} satisfies Parameters<typeof nextWords>[0];

it('says days as people do', () => {
  expect(daysWords([1, 2, 3, 4, 5])).toBe('Monday to Friday');
  expect(daysWords([1, 3, 5])).toBe('Monday, Wednesday and Friday');
  expect(daysWords([2])).toBe('Tuesday');
  expect(daysWords([6, 7])).toBe('Saturday and Sunday');
  expect(daysWords([1, 2, 3, 4, 5, 6, 7])).toBe('every day');
  expect(windowWords(settings.window)).toBe('Monday to Saturday, 9:00 am to 7:00 pm where each recipient lives');
});

it('says what happens next: now, later, held, or nothing more', () => {
  expect(nextWords(told, now)).toBe('Mails are going out now.');
  expect(nextWords({ ...told, nextAt: '2026-06-01T15:00:00Z' }, now)).toBe('The next mails leave in 3 hours.');
  const hold = {
    id: '1',
    scope: 'account',
    scopeId: '7',
    kind: 'bounces',
    reason: 'x',
    placedAt: '',
    until: null,
  } as const;
  expect(nextWords({ ...told, holds: [hold] }, now)).toMatch(/^Held/);
  expect(nextWords({ ...told, holds: [{ ...hold, scope: 'provider' }] }, now)).toBe('Mails are going out now.');
  expect(nextWords({ ...told, state: 'reminding', nextAt: '2026-06-04T12:00:00Z' }, now)).toBe(
    'Reminders to those who have not claimed yet leave in 3 days.',
  );
  expect(nextWords({ ...told, state: 'reminding' }, now)).toMatch(/^No more mails/);
});

it('says before a cancel what stays and who gets nothing', () => {
  const campaign = { state: 'sending', counts: { ...counts, inFlight: 0 } } as const;
  expect(cancelSentence(campaign)).toBe(
    '50 mails are sent and stay valid: those who got one can still claim their Hub. 42 contacts who have had no mail yet get none. This cannot be taken back.',
  );
  expect(cancelSentence({ ...campaign, state: 'awaiting_review' })).toBe('Nothing was sent, and nothing will be.');
});

it('adds every counted state up to those found eligible', () => {
  expect(eligibleInParts(counts satisfies Counts)).toBe(100);
});

it('says how long a chosen speed takes, and nothing when none is chosen', () => {
  expect(durationWords(1000, 500)).toBe('1,000 mails at this speed take about 2 h 0 min of sending time.');
  expect(durationWords(1000, null)).toBeNull();
});

it('names the reasons of those left out, the most frequent first, and no empty one', () => {
  expect(leftOut({ eligible: 9, no_email: 2, bounced: 5, complained: 0 })).toEqual([
    { verdict: 'bounced', count: 5 },
    { verdict: 'no_email', count: 2 },
  ]);
});

it('tells what a person has not seen yet of a snapshot', () => {
  const seen: Snapshot = {
    candidateCount: 12,
    verdicts: { eligible: 10, unsubscribed_account: 2 },
    settings,
    agent: { id: 'maria', name: 'Maria Alvarez' },
    subject: null,
    message: 'Hello',
    templates: {},
  };
  expect(snapshotChanges(seen, seen)).toEqual([]);
  const changed = {
    ...seen,
    verdicts: { eligible: 9, unsubscribed_account: 3 },
    settings: { ...settings, reminders: 0 as const },
    agent: { id: 'tom', name: 'Tom Reed' },
    subject: 'Your home',
  };
  expect(snapshotChanges(seen, changed)).toEqual([
    { what: 'will be invited', before: '10', after: '9' },
    { what: 'unsubscribed', before: '2', after: '3' },
    { what: 'Reminders', before: 'Two reminders, after 3 and after 10 days', after: 'No reminder' },
    { what: 'Sent in the name of', before: 'Maria Alvarez', after: 'Tom Reed' },
    { what: 'Subject', before: 'as in your template', after: '“Your home”' },
  ]);
});
