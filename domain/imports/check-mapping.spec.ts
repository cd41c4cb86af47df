import { assertMapping, checkMapping, MappingIncomplete, MappingInvalid } from './check-mapping.js';
import type { ColumnMapping } from './mapping.js';

const problems = (mapping: Record<string, string | null>, columns = 5) =>
  checkMapping(mapping as ColumnMapping, columns, ['pet']).map((problem) => problem.problem);

describe('a mapping', () => {
  it.each([
    ['first and last name', { 0: 'firstName', 1: 'lastName' }],
    ['one full name', { 0: 'fullName', 1: null }],
    ['several columns of tags and notes', { 0: 'fullName', 1: 'tags', 2: 'tags', 3: 'notes', 4: 'notes' }],
    ['a custom field of the account', { 0: 'fullName', 1: 'custom:pet' }],
  ])('may hold %s', (_what, mapping) => expect(problems(mapping)).toEqual([]));

  it.each([
    ['no names', { 0: 'email' }, ['name_missing']],
    ['a first name only', { 0: 'firstName' }, ['name_missing']],
    ['two columns on one field', { 0: 'fullName', 1: 'email', 2: 'email' }, ['field_twice']],
    ['a full name beside a last name', { 0: 'fullName', 1: 'lastName' }, ['fields_collide']],
    ['an address line beside its city', { 0: 'fullName', 1: 'addressLine', 2: 'city' }, ['fields_collide']],
    ['a field that does not exist', { 0: 'fullName', 1: 'shoeSize' }, ['unknown_field']],
    ['a word every object knows', { 0: 'fullName', 1: 'constructor' }, ['unknown_field']],
    ['a custom field nobody made', { 0: 'fullName', 1: 'custom:boat' }, ['unknown_field']],
    ['a column beyond the file', { 0: 'fullName', 5: 'email' }, ['unknown_column']],
    ['a column that is no number', { 0: 'fullName', x: 'email', '01': 'email' }, ['unknown_column', 'unknown_column']],
  ])('is refused with %s', (_what, mapping, expected) => expect(problems(mapping)).toEqual(expected));

  it('says in a sentence what to do', () => {
    expect(() => assertMapping({ 0: 'firstName' }, 2, [])).toThrow(
      new MappingIncomplete([]).constructor as typeof MappingIncomplete,
    );
    expect(() => assertMapping({ 0: 'firstName' }, 2, [])).toThrow(
      'No column is mapped to last name. Choose the column that holds it, or one column with the full name.',
    );
    expect(() => assertMapping({ 0: 'email', 1: 'email' }, 2, [])).toThrow(MappingInvalid);
    expect(() => assertMapping({ 0: 'email', 1: 'email' }, 2, [])).toThrow(
      'Columns 1 and 2 are both mapped to E-mail.',
    );
  });
});
