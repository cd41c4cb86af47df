import { judgeMissing } from './sweep.js';

it('takes a fifth of the people as gone at most; beyond it asks', () => {
  expect(judgeMissing({ linked: 100, missing: 20 })).toBe('gone');
  expect(judgeMissing({ linked: 100, missing: 21 })).toBe('ask');
});
it('deletes nobody when the CRM suddenly shows an empty list, however few they were', () => {
  for (const linked of [1, 3, 5000]) expect(judgeMissing({ linked, missing: linked })).toBe('ask');
});
it('has nothing to say when nobody is missing, also of an empty connection', () => {
  expect(judgeMissing({ linked: 0, missing: 0 })).toBe('none');
  expect(judgeMissing({ linked: 9, missing: 0 })).toBe('none');
});
