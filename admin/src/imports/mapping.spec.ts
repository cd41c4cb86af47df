import { assign, isOpenQuestion, missingNames, unusedColumns, visibleColumns } from './mapping.js';
import type { ColumnProfile, FieldChoice } from './types.js';

const column = (index: number, more: Partial<ColumnProfile> = {}): ColumnProfile => ({
  index,
  header: `Column ${index}`,
  samples: [],
  filled: 1,
  kind: 'text',
  suggestion: null,
  ...more,
});
const email: FieldChoice = { field: 'email', label: 'E-mail', group: 'contact', kind: 'email' };
const tags: FieldChoice = { field: 'tags', label: 'Tags', group: 'more', kind: 'tags', many: true };
const nobody = new Set<number>();

it('counts a full name as first and last name', () => {
  expect(missingNames({ 0: 'email' })).toEqual(['first name', 'last name']);
  expect(missingNames({ 0: 'fullName' })).toEqual([]);
});

it('takes a field from the column that had it, and says which', () => {
  expect(assign({ 0: 'email', 1: null }, { index: 1, field: email })).toEqual({
    mapping: { 0: null, 1: 'email' },
    freed: [0],
  });
});

it('lets several columns fill a field that joins them', () => {
  expect(assign({ 0: 'tags', 1: null }, { index: 1, field: tags })).toEqual({
    mapping: { 0: 'tags', 1: 'tags' },
    freed: [],
  });
});

it('never drops a filled column unseen, and leaves empty ones out of the count', () => {
  const columns = [column(0), column(1, { filled: 0.2 }), column(2, { filled: 0.9 }), column(3, { filled: 0 })];
  expect(unusedColumns({ 0: 'email' }, columns).map(({ index }) => index)).toEqual([2, 1]);
});

it('asks about a tie until a person answers, also with "Do not import"', () => {
  const tie = column(4, { candidates: ['email', 'email2'] });
  expect(isOpenQuestion({}, tie, nobody)).toBe(true);
  expect(isOpenQuestion({ 4: 'email' }, tie, nobody)).toBe(false);
  expect(isOpenQuestion({ 4: null }, tie, new Set([4]))).toBe(false);
});

it('finds a column by header or by what is in it', () => {
  const columns = [column(0, { header: 'Vorname' }), column(1, { samples: ['anna@example.com'] })];
  const shown = (search: string) =>
    visibleColumns(columns, { mapping: {}, view: 'all', search, answered: nobody }).map(({ index }) => index);
  expect(shown('vor')).toEqual([0]);
  expect(shown('ANNA@')).toEqual([1]);
});
