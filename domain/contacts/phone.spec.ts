import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import { seeded } from '../../test/seeded.js';
import { nanpNumber, readPhone, splitPhones } from './phone.js';

const numberOf = (text: string, country = 'US') => {
  const read = readPhone(text, country);
  return read.verdict === 'number' ? read.number : read.verdict;
};

describe('a phone number', () => {
  it.each([
    ['(303) 555-0128', '+13035550128'],
    ['303.555.0128', '+13035550128'],
    ['+1 303 555 0128', '+13035550128'],
    ['1-303-555-0128', '+13035550128'],
    ['3035550128.0', '+13035550128'],
    ['303-555-0128 x12', '+13035550128;ext=12'],
    ['303-555-0128 ext. 7', '+13035550128;ext=7'],
    ['Mobile: 303-555-0128', '+13035550128'],
    ['+49 30 23125 0', '+4930231250'],
    ['0049 30 23125 0', '+4930231250'],
  ])('reads %s as %s', (text, expected) => expect(numberOf(text)).toBe(expected));

  it('is at home in the country that is given', () => expect(numberOf('030 231250', 'DE')).toBe('+4930231250'));
  it('is incomplete without an area code', () => expect(numberOf('555-0128')).toBe('incomplete'));
  it('is unlikely where no area code begins with 0 or 1', () => expect(numberOf('123-456-7890')).toBe('unlikely'));
  it('is damaged when a spreadsheet rounded it', () => expect(numberOf('3.03555E+09')).toBe('damaged'));

  it('is read by the quick rule exactly as the library reads it', () => {
    const random = seeded(7);
    const forms = [
      '(aaa) bbb-cccc',
      'aaa-bbb-cccc',
      'aaa.bbb.cccc',
      'aaabbbcccc',
      '+1 aaa bbb cccc',
      '1aaabbbcccc',
      '+1-aaa-bbb-cccc',
      'aaa bbb cccc',
    ];
    const numbers = Array.from({ length: 3_000 }, () => {
      const digits = Array.from({ length: 10 }, () => random(10)).join('');
      const form = forms[random(forms.length)]!;
      return form
        .replace('aaa', digits.slice(0, 3))
        .replace('bbb', digits.slice(3, 6))
        .replace('cccc', digits.slice(6));
    }).filter((text) => nanpNumber(text, 'US') !== null);
    const byLibrary = numbers.map((text) => parsePhoneNumberFromString(text, 'US', metadata)?.number);
    expect(numbers.length).toBeGreaterThan(1_000);
    expect(numbers.map((text) => nanpNumber(text, 'US'))).toEqual(byLibrary);
  });
});

describe('a cell with several numbers', () => {
  it.each([
    '303-555-0128 / 720-555-0199',
    '303-555-0128; 720-555-0199',
    '303-555-0128 or 720-555-0199',
    '303-555-0128 ::: 720-555-0199',
  ])('%s', (cell) => expect(splitPhones(cell).map((part) => numberOf(part))).toEqual(['+13035550128', '+17205550199']));
  it('stays whole when the parts are no numbers of their own', () =>
    expect(splitPhones('303/555-0128 (cell)')).toHaveLength(1));
});
