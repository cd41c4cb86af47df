import { checkAddress } from './address-check.js';

it('proposes the provider that was probably meant', () => {
  expect(checkAddress('Anna.Bell@gmial.com')).toEqual({ problem: null, suggestion: 'Anna.Bell@gmail.com' });
});

it('leaves good addresses alone', () => {
  for (const email of ['anna@gmail.com', 'anna@bell-design.com', 'anna@example.com'])
    expect(checkAddress(email)).toEqual({ problem: null, suggestion: null });
});

it('says so when it cannot be an address', () => {
  for (const email of ['anna', 'anna@', '@example.com', 'anna bell@example.com'])
    expect(checkAddress(email).problem).toMatch(/not an e-mail address/);
});
