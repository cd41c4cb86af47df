import { compileJudge, type JudgePlan } from './judge.js';
import { type ColumnMapping, defaultOptions } from './mapping.js';

const today = '2026-11-22';
const judge = (fields: string[], cells: string[], more: Partial<JudgePlan> = {}) => {
  const mapping = Object.fromEntries(
    fields.map((field, index) => [index, field === '' ? null : field]),
  ) as ColumnMapping;
  return compileJudge({ mapping, options: defaultOptions, columnCount: fields.length, ...more }, today)(cells);
};
const named = (fields: string[], cells: string[], more: Partial<JudgePlan> = {}) =>
  judge(['firstName', 'lastName', ...fields], ['Anna', 'Bell', ...cells], more);
const codes = (row: { issues: { code: string }[] }) => row.issues.map((issue) => issue.code);

describe('a clean row', () => {
  it('becomes a contact without a word', () => {
    const row = named(
      ['email', 'phone', 'street', 'city', 'state', 'zip', 'tags', 'custom:pet'],
      ['Anna@Example.com', '(303) 555-0128', '12 Elm St', 'Boulder', 'CO', '80302', 'vip;buyer', 'cat'],
    );
    expect(row).toEqual({
      values: {
        first_name: 'Anna', last_name: 'Bell', email: 'Anna@Example.com', phone: '+13035550128', street: '12 Elm St', city: 'Boulder', state: 'CO', zip: '80302',
        tags: ['vip', 'buyer'], custom: { pet: 'cat' },
      },
      emailNormalized: 'anna@example.com', issues: [], failed: false,
    }); // prettier-ignore
  });
  it('says nothing of a blank cell, so that it can erase nothing', () => {
    expect(Object.keys(named(['company', 'notes', 'birthday', 'unsubscribed'], ['', '  ', '', '']).values)).toEqual([
      'first_name',
      'last_name',
    ]);
  });
  it('gets the tags that every contact of the import gets', () => {
    expect(
      named(['tags'], ['vip'], { options: { ...defaultOptions, addTags: ['VIP', 'spring'] } }).values.tags,
    ).toEqual(['vip', 'spring']);
  });
  it('keeps names as they are typed, capitals and all', () => {
    expect(judge(['firstName', 'lastName'], ['ANNA', "o'brien"]).values).toEqual({
      first_name: 'ANNA',
      last_name: "o'brien",
    });
  });
});

describe('a row is kept out', () => {
  it.each([
    ['without a first name', ['firstName', 'lastName'], ['', 'Bell'], 'first_name_missing'],
    ['without a last name', ['firstName', 'lastName'], ['Anna', ' '], 'last_name_missing'],
    ['with a full name of one word', ['fullName'], ['Anna'], 'last_name_missing'],
    [
      'with an e-mail that is no address',
      ['firstName', 'lastName', 'email'],
      ['Anna', 'Bell', 'anna@'],
      'email_not_an_address',
    ],
    [
      'with a value longer than its field',
      ['firstName', 'lastName', 'company'],
      ['Anna', 'Bell', 'x'.repeat(201)],
      'value_too_long',
    ],
    [
      'with values shifted to the right',
      ['firstName', 'lastName', 'email', 'zip'],
      ['Anna', 'Bell', 'Jr.', 'anna@example.com', '80302'],
      'row_shifted',
    ],
  ])('%s', (_why, fields, cells, code) => {
    const row = judge(fields, cells);
    expect(row.failed).toBe(true);
    expect(codes(row)).toContain(code);
  });
});

describe('a row comes in with a word', () => {
  it.each([
    ['email_domain_typo', 'email', 'anna@gmial.com', 'anna@gmail.com'],
    ['zip_not_a_zip', 'zip', '2134', '02134'],
    ['phone_incomplete', 'phone', '555-0128', undefined],
    ['date_unreadable', 'closingDate', 'soon', undefined],
    ['date_out_of_range', 'birthday', '1/1/1890', undefined],
    ['date_out_of_range', 'birthday', '12/25/2026', undefined],
    ['date_ambiguous', 'closingDate', '3/4/2020', undefined],
    ['yes_no_unclear', 'consent', 'perhaps', undefined],
    ['address_incomplete', 'addressLine', 'corner of Elm and Main', undefined],
    ['email_other_not_an_address', 'email2', 'anna@', undefined],
    ['placeholder_blank', 'email', 'n/a', undefined],
    ['undecodable_text', 'city', 'M\ufffdnchen', undefined],
    ['control_characters', 'city', 'Boul\u0000der', undefined],
    ['name_not_a_name', 'middleName', '4711', undefined],
    ['phone_damaged', 'phone', '3.03555E+09', undefined],
  ])('%s', (code, field, cell, suggestion) => {
    const row = named([field], [cell]);
    expect(row.failed).toBe(false);
    const issue = row.issues.find((found) => found.code === code);
    expect(issue).toMatchObject({ field, column: 2 });
    expect(issue?.suggestion).toBe(suggestion);
  });
  it('when it is shorter or longer than the header', () => {
    expect(codes(named(['city', 'company'], ['Boulder']))).toEqual(['row_too_short']);
    expect(codes(named(['city'], ['Boulder', 'and more']))).toEqual(['row_too_long']);
    expect(codes(named(['city'], ['Boulder', '', ' ']))).toEqual([]);
  });
  it('suggests the whole address where a broken one can be mended', () => {
    expect(named(['email'], ['anna bell@example,com']).issues[0]).toMatchObject({
      code: 'email_not_an_address',
      suggestion: 'annabell@example.com',
    });
  });
});

describe('cells that hold more than one thing', () => {
  it('fill the free fields of their sort', () => {
    const row = named(
      ['email', 'phone', 'phone2'],
      ['anna@example.com; bell@example.com', '303-555-0128 / 720-555-0199', '970-555-0111'],
    );
    expect(row.values).toMatchObject({
      email: 'anna@example.com',
      email2: 'bell@example.com',
      phone: '+13035550128',
      phone2: '+19705550111',
      phone3: '+17205550199',
    });
    expect(codes(row)).toEqual(['email_several', 'phone_several']);
  });
  it('name a co-owner, unless the file does', () => {
    expect(judge(['fullName'], ['John & Mary Smith']).values).toEqual({
      first_name: 'John',
      last_name: 'Smith',
      co_first_name: 'Mary',
      co_last_name: 'Smith',
    });
    expect(judge(['firstName', 'lastName'], ['John & Mary', 'Smith']).values).toMatchObject({
      first_name: 'John',
      co_first_name: 'Mary',
      co_last_name: 'Smith',
    });
    expect(judge(['fullName', 'coFirstName'], ['John & Mary Smith', 'Maria']).values).toMatchObject({
      co_first_name: 'Maria',
    });
  });
  it('are an address in its parts', () => {
    expect(named(['addressLine'], ['12 Elm St Apt 4, Boulder, CO 80302']).values).toMatchObject({
      street: '12 Elm St',
      unit: 'Apt 4',
      city: 'Boulder',
      state: 'CO',
      zip: '80302',
    });
    expect(named(['addressLine'], ['corner of Elm and Main']).values.street).toBe('corner of Elm and Main');
  });
});

describe('a row is read in the light of its neighbours', () => {
  it('puts a zero back by the state, wherever that column stands', () => {
    const row = named(['zip', 'state'], ['2134', 'MA']);
    expect(row.values.zip).toBe('02134');
    expect(codes(row)).toEqual(['zip_lost_zero']);
  });
  it('reads phones by the country of the row', () =>
    expect(named(['phone', 'country'], ['030 231250', 'Germany']).values).toMatchObject({
      phone: '+4930231250',
      country: 'DE',
    }));
  it('reads dates by the order of the column and then has no doubt', () => {
    const row = named(['closingDate'], ['3/4/2020'], { dateOrderByColumn: { 2: 'dmy' } });
    expect([row.values.closing_date, codes(row)]).toEqual(['2020-04-03', []]);
  });
  it('keeps a birthday without its year', () => expect(named(['birthday'], ['5/12']).values.birthday).toBe('--05-12'));
});
