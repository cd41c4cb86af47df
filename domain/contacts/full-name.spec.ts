import { splitFullName } from './full-name.js';

const split = (text: string, order: 'first_last' | 'last_first' = 'first_last') => {
  const { first, middle, last, partner } = splitFullName(text, order);
  return [
    first,
    middle,
    last,
    ...(partner ? [`& ${[partner.first, partner.middle, partner.last].filter(Boolean).join(' ')}`] : []),
  ];
};

describe('a full name', () => {
  it.each([
    ['Anna Bell', ['Anna', null, 'Bell']],
    ['Anna J. Bell', ['Anna', 'J.', 'Bell']],
    ['Anna Marie Bell', ['Anna', 'Marie', 'Bell']],
    ['Bell, Anna', ['Anna', null, 'Bell']],
    ['Bell, Anna J', ['Anna', 'J', 'Bell']],
    ['Anna Bell, Jr.', ['Anna', null, 'Bell Jr.']],
    ['Robert Bell III', ['Robert', null, 'Bell III']],
    ['Bell, Robert, Jr.', ['Robert', null, 'Bell Jr.']],
    ['Dr. Anna Bell', ['Anna', null, 'Bell']],
    ['Jan van der Berg', ['Jan', null, 'van der Berg']],
    ['Maria de la Cruz', ['Maria', null, 'de la Cruz']],
    ['Ludwig von Stein', ['Ludwig', null, 'von Stein']],
    ['BELL Anna', ['Anna', null, 'BELL']],
    ['Anna', ['Anna', null, null]],
    ['John & Mary Smith', ['John', null, 'Smith', '& Mary Smith']],
    ['John and Mary Smith', ['John', null, 'Smith', '& Mary Smith']],
    ['Mr. & Mrs. John Smith', ['John', null, 'Smith']],
    ['Smith, John & Mary', ['John', null, 'Smith', '& Mary Smith']],
    ['John Smith & Mary Jones', ['John', null, 'Smith', '& Mary Jones']],
    ['John Smith & Mary', ['John', null, 'Smith', '& Mary Smith']],
    ["Sean O'Brien", ['Sean', null, "O'Brien"]],
    ['Anna Bell-Stone', ['Anna', null, 'Bell-Stone']],
  ])('%s', (text, expected) => expect(split(text)).toEqual(expected));

  it('can be written last name first', () => expect(split('Bell Anna', 'last_first')).toEqual(['Anna', null, 'Bell']));
  it('is unsure where two splits are as likely', () => {
    expect(splitFullName('Maria Garzia Lopes', 'first_last').unsure).toBe(true);
    expect(splitFullName('Anna Marie Bell', 'first_last').unsure).toBe(false);
  });
  it.each(['The Bell Family Trust', 'Hillside Holdings LLC', '303-555-0128'])('is not a person: %s', (text) =>
    expect(splitFullName(text, 'first_last')).toMatchObject({ notAPerson: true, last: text, first: null }),
  );
  it('keeps every letter of a name in some part', () => {
    for (const text of ['Anna Maria Theresia Bell', 'Juan Carlos de la Vega Ruiz', 'Bell, Anna Maria Theresia Sofia']) {
      const parts = split(text)
        .filter((part) => part !== null)
        .join(' ')
        .split(' ')
        .toSorted();
      expect(parts).toEqual(text.replace(',', '').split(' ').toSorted());
    }
  });
});
