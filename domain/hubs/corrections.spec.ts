import { type Home, homeText, homeValueInWords, readCorrection } from './corrections.js';

const home: Home = {
  home: { street: '12 Elm St', unit: null, city: 'Boulder', state: 'CO', zip: '80302', country: 'US' },
  details: { beds: 3, area: 1800 },
};
const scope = { today: '2026-11-25', country: 'US' };

it('finds what was typed otherwise, with what stood there before', () => {
  const typed = { street: '12 Elm St', city: 'Boulder ', beds: '4', area: '1,800', baths: '2.5' };
  expect(readCorrection(home, typed, scope)).toEqual({ changes: { beds: [3, 4], baths: [null, 2.5] }, problems: {} });
});

it('takes a blank for "this is not so"', () => {
  expect(readCorrection(home, { beds: '' }, scope).changes).toEqual({ beds: [3, null] });
});

it('says at the field what cannot be', () => {
  const { problems } = readCorrection(home, { beds: 'three', yearBuilt: '1066', kind: 'castle' }, scope);
  expect(problems).toEqual({
    beds: 'Give a number.',
    yearBuilt: 'Give a year from 1600 on.',
    kind: 'Choose one of the kinds of home.',
  });
});

it('leaves alone what the form did not hold', () => {
  expect(readCorrection(home, {}, scope).changes).toEqual({});
});

it('shows values as people write them', () => {
  expect(homeText(home, 'area')).toBe('1800');
  expect(homeValueInWords('area', 1800)).toBe('1,800');
  expect(homeValueInWords('yearBuilt', 1998)).toBe('1998');
  expect(homeValueInWords('kind', 'multi_family')).toBe('Multi-family home');
  expect(homeValueInWords('boughtOn', '2021-05-30')).toBe('May 30, 2021');
  expect(homeValueInWords('lot', null)).toBe('–');
});
