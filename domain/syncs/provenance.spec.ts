import { seenAfter } from './provenance.js';

const first = new Date('2026-01-01T00:00:00Z');
const second = new Date('2026-02-01T00:00:00Z');

it('dates each value by when the CRM began to say it', () => {
  const once = seenAfter({}, { city: 'Boulder', zip: '80302' }, first);
  const twice = seenAfter(once, { city: 'Denver', zip: '80302' }, second);
  expect(twice).toEqual({ city: ['Denver', second.toISOString()], zip: ['80302', first.toISOString()] });
});
it('forgets a value that the CRM no longer has', () => {
  expect(seenAfter({ city: ['Boulder', first.toISOString()] }, {}, second)).toEqual({});
});
it('takes a list of the same tags as the same value', () => {
  const once = seenAfter({}, { tags: ['a', 'b'] }, first);
  expect(seenAfter(once, { tags: ['a', 'b'] }, second)).toEqual(once);
});
