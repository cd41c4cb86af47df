import { correct, correctedCells } from './corrections.js';

const cells = { firstName: 'Ann', email: 'ann@' };

it('holds while the CRM still says what was wrong', () => {
  const corrections = correct(cells, null, { email: 'ann@example.com' });
  expect(correctedCells(cells, corrections)).toEqual({ firstName: 'Ann', email: 'ann@example.com' });
});
it('gives way as soon as the CRM says something else', () => {
  const corrections = correct(cells, null, { email: 'ann@example.com' });
  expect(correctedCells({ ...cells, email: 'ann@example.org' }, corrections).email).toBe('ann@example.org');
});
it('fills a cell that the CRM does not have', () => {
  const corrections = correct(cells, null, { lastName: 'Bell' });
  expect(correctedCells(cells, corrections).lastName).toBe('Bell');
});
it('is forgotten when the CRM’s own word is typed back', () => {
  const corrections = correct(cells, null, { email: 'ann@example.com' });
  expect(correct(cells, corrections, { email: 'ann@' })).toEqual({});
});
