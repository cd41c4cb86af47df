import type { ColumnProfile } from '../../../domain/imports/mapping.js';
import { carriedMapping } from './columns.js';

const column = (index: number, header: string, field: 'email' | 'phone' | null = null): ColumnProfile => ({
  index,
  header,
  samples: [],
  filled: 1,
  kind: 'text',
  suggestion: field && { field, reason: 'synonym' },
});

it('keeps what a person chose for a title, wherever its column has gone', () => {
  const before = [column(0, 'Mail', 'email'), column(1, 'Cell', 'phone')];
  const after = [column(0, 'Cell', 'phone'), column(1, 'Mail', 'email'), column(2, 'New')];
  expect(carriedMapping({ 0: 'email2', 1: null }, before, after)).toEqual({ 0: null, 1: 'email2', 2: null });
});

it('suggests anew where titles have changed', () => {
  expect(carriedMapping({ 0: null }, [column(0, 'a;b')], [column(0, 'a'), column(1, 'b', 'email')])).toEqual({
    0: null,
    1: 'email',
  });
});

it('tells repeated titles apart by their place', () => {
  const columns = [column(0, 'Phone'), column(1, 'Phone')];
  expect(carriedMapping({ 0: 'phone', 1: 'phone2' }, columns, columns)).toEqual({ 0: 'phone', 1: 'phone2' });
});
