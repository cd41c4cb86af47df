import { addressLine, homeBody, knownDetails, typedHome } from './home.js';

it('reads numbers as people type them and leaves what is none to the server to refuse', () => {
  const typed = {
    ...typedHome({}),
    street: ' 12 Elm St ',
    area: '1,850',
    beds: '3',
    baths: '2.5',
    yearBuilt: 'around 1990',
  };
  const { home, details } = homeBody(typed);
  expect(home).toMatchObject({ street: '12 Elm St', unit: null });
  expect(details).toMatchObject({ area: 1850, beds: 3, baths: 2.5, yearBuilt: 'around 1990', lot: null });
});

it('shows what is known in words and leaves out what is not', () => {
  expect(knownDetails({ kind: 'multi_family', area: 1850, boughtOn: '2021-05-30', lot: null })).toEqual([
    ['Kind of home', 'Multi-family'],
    ['Living area', '1,850 sq ft'],
    ['Bought on', 'May 30, 2021'],
  ]);
});

it('writes an address without gaps for what is missing', () => {
  expect(addressLine({ street: '12 Elm St', unit: null, city: 'Boulder', state: 'CO', zip: null })).toBe(
    '12 Elm St, Boulder CO',
  );
  expect(addressLine({ city: 'Boulder' })).toBe('Boulder');
  expect(addressLine({})).toBe('');
});
