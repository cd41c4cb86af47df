import { maskDeep, maskText } from './mask.js';

it('keeps just enough of an e-mail address to agree which one is meant', () => {
  expect(maskText('maria.bell@example.com')).toBe('m•••@e•••.com');
  expect(maskText('broken@localhost')).toBe('b•••@l•••');
});

it('tells neither the length nor the rest of a text', () => {
  expect(maskText('Annabel')).toBe(maskText('Al'));
  expect(maskText('+1 303 555 0128')).toBe('+•••');
});

it('shows that a cell is blank', () => {
  expect(maskText('  ')).toBe('  ');
});

it('reaches every text of a row and leaves keys and numbers', () => {
  expect(maskDeep({ city: 'Boulder', tags: ['past client'], changes: { phone: [null, '555'] }, row: 3 })).toEqual({
    city: 'B•••',
    tags: ['p•••'],
    changes: { phone: [null, '5•••'] },
    row: 3,
  });
});
