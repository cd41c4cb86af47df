import { homeKey } from './home-key.js';

const home = { street: '12 Elm Street', unit: null, city: 'Boulder', state: 'CO', zip: '80302', country: 'US' };

it.each([
  { street: '12 ELM ST.' },
  { street: ' 12  elm  st ' },
  { zip: '80302-1234' },
  { city: 'boulder', country: null },
  { city: null },
])('takes %j for the same home', (other) => {
  expect(homeKey({ ...home, ...other })).toBe(homeKey(home));
});

it.each([{ unit: '4' }, { street: '14 Elm Street' }, { zip: '80303' }, { country: 'CA' }])(
  'takes %j for another home',
  (other) => expect(homeKey({ ...home, ...other })).not.toBe(homeKey(home)),
);

it('knows a unit by its number, whatever it is called', () => {
  const keys = ['Apt 4B', '#4b', 'Unit 4-B', 'Suite 4B'].map((unit) => homeKey({ ...home, unit }));
  expect(new Set(keys).size).toBe(1);
});

it('tells homes in two towns apart where there is no zip', () => {
  const golden = homeKey({ ...home, zip: null, city: 'Golden' });
  expect(golden).not.toBe(homeKey({ ...home, zip: null }));
});

it('knows no home without a street or a place', () => {
  expect(homeKey({ ...home, street: null })).toBeNull();
  expect(homeKey({ ...home, zip: null, city: null, state: null })).toBeNull();
});
