import { cancelSentence, closingSentence, countParts, progressSentence, whatStays } from './words.js';

const counts = { created: 1000, updated: 200, unchanged: 0, skipped: 3, failed: 7, notProcessed: 3790 };

const labelsOf = (state: 'importing' | 'cancelled') => countParts({ id: '1', state, counts }).map(({ label }) => label);

it('says rate and time left only when they are known', () => {
  const progress = { step: 'scan' as const, done: 412_000, total: 1_000_000, at: '2026-05-03T10:00:00Z' };
  expect(progressSentence({ ...progress, rowsPerSecond: 84_000.4, secondsLeft: 7 })).toBe(
    'Reading every row · 412,000 of 1,000,000 · 84,000 rows/s · about 7 s left',
  );
  expect(progressSentence({ ...progress, rowsPerSecond: null, secondsLeft: null })).toBe(
    'Reading every row · 412,000 of 1,000,000',
  );
});

it('adds up to the rows of the file in every state', () => {
  for (const state of ['importing', 'paused', 'completed', 'cancelled'] as const) {
    const parts = countParts({ id: '1', state, counts });
    expect(parts.reduce((sum, part) => sum + part.count, 0)).toBe(5000);
  }
});

it('calls rows that still wait "to come" and those of an ended import "not imported"', () => {
  expect(labelsOf('importing')).toContain('to come');
  expect(labelsOf('cancelled')).toContain('not imported');
});

it('says exactly what stays when an import is cancelled', () => {
  expect(whatStays({ counts, state: 'importing' })).toBe('1,200 rows stay');
  expect(whatStays({ counts: null, state: 'scanning' })).toBe('nothing has been written');
  expect(cancelSentence({ counts, rowCount: 5000 })).toContain('The rest is not imported: 3,790 rows.');
});

it('promises that all is accounted for only when nothing is open', () => {
  expect(closingSentence({ rowCount: 12_480, openFailed: 0, counts })).toBe('All 12,480 rows accounted for.');
  expect(closingSentence({ rowCount: 12_480, openFailed: 81, counts })).toBe('1,200 of 12,480 rows are in.');
});
