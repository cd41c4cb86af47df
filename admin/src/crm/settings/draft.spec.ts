import type { Settings } from '../types.js';
import { changeOf } from './draft.js';

const stored: Settings = {
  filter: { tags: ['past client'], stages: [], lists: [], owners: [] },
  policy: 'crm',
  policyByField: { phone: 'ours', notes: 'off' },
  protectHandEdited: true,
  deleted: 'keep',
  unsubscribed: 'mark',
  addTags: [],
  everyMinutes: 15,
};

it('sends nothing where nothing differs', () => {
  expect(changeOf(stored, structuredClone(stored))).toBeNull();
});

it('sends what differs alone', () => {
  const draft = { ...stored, everyMinutes: null, filter: { ...stored.filter, stages: ['Lead'] } };
  expect(changeOf(stored, draft)).toEqual({ everyMinutes: null, filter: { stages: ['Lead'] } });
});

it('gives a field back to the policy of all with null, and leaves the others alone', () => {
  const draft: Settings = { ...stored, policyByField: { notes: 'off', email: 'newest' } };
  expect(changeOf(stored, draft)).toEqual({ policyByField: { phone: null, email: 'newest' } });
});
