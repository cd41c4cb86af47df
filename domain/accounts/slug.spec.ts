import { slugOf } from './slug.js';

it('makes a short name of small letters, digits and hyphens', () => {
  expect(slugOf('Hillside Realty')).toBe('hillside-realty');
  expect(slugOf('  Müller & Söhne GmbH ')).toBe('muller-sohne-gmbh');
  expect(slugOf(`${'a'.repeat(62)} b`)).toBe('a'.repeat(62));
});

it('never makes an empty one', () => {
  expect(slugOf('—')).toBe('account');
});
