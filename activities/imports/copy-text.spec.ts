import type { JudgedRow } from '../../domain/imports/judge.js';
import { copyLine, jsonText } from './copy-text.js';

const record = { number: 7, line: 7, cells: ['Ann', 'tab\there'] };
const judged = (row: Partial<JudgedRow>): JudgedRow => ({
  values: {},
  emailNormalized: null,
  issues: [],
  failed: false,
  ...row,
});
const line = (row: Partial<JudgedRow>, columns: Parameters<typeof copyLine>[2]['columns']) =>
  copyLine('1\t2', record, { row: judged(row), part: 3, columns });

it('escapes what COPY would take for its own signs', () => {
  const values = { first_name: 'a\tb\\c', notes: 'two\r\nlines' };
  expect(line({ values }, ['first_name', 'notes'])).toBe(
    '1\t2\t7\t3\tcreate\t\\N\t\\N\t\\N\ta\\tb\\\\c\ttwo\\r\\nlines\n',
  );
});

it('tells a blank from an empty text, and writes arrays, yes and no, and custom values', () => {
  const values = { tags: ['a"b', 'c\\d'], consent: false, custom: { pool: 'yes' } };
  expect(line({ values }, ['tags', 'consent', 'custom', 'city']).split('\t').slice(8)).toEqual([
    '{"a\\\\"b","c\\\\\\\\d"}',
    'f',
    '{"pool":"yes"}',
    '\\N\n',
  ]);
});

const issue = (severity: 'info' | 'error') => ({
  code: 'email_missing' as const,
  severity,
  field: null,
  column: null,
});

it('keeps the original cells of rows that somebody has to look at, and only of those', () => {
  expect(line({ issues: [issue('info')] }, [])).not.toContain('Ann');
  expect(line({ issues: [issue('error')], failed: true }, [])).toContain('\tfail\t');
  expect(line({ issues: [issue('error')] }, [])).toContain('["Ann","tab\\\\there"]');
});

it('replaces what the database cannot store in JSON and leaves text that only looks like it', () => {
  expect(jsonText(['a\0b', 'half \uD83D pair', '\\u0000'])).toBe(String.raw`["a�b","half � pair","\\u0000"]`);
});
