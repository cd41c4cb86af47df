import { defaultSyncSettings, fieldsIn, loopAfter, policyOf } from './settings.js';

const settings = (over: Partial<typeof defaultSyncSettings>) => ({ ...defaultSyncSettings, ...over });

it('gives a field its own policy, else that of all', () => {
  const own = settings({ policy: 'fill_blanks', policyByField: { phone: 'crm' } });
  expect(policyOf('phone', own)).toBe('crm');
  expect(policyOf('city', own)).toBe('fill_blanks');
});
it('leaves out the fields that were switched off, but never a name or an unsubscribe', () => {
  const off = settings({ policyByField: { notes: 'off', lastName: 'off', unsubscribed: 'off' } });
  expect(fieldsIn(off, ['lastName', 'notes', 'unsubscribed', 'phone'])).toEqual(['lastName', 'phone', 'unsubscribed']);
});
it('asks the CRM anew after another filter, and only itself after another policy', () => {
  const filtered = settings({ filter: { ...defaultSyncSettings.filter, tags: ['past client'] } });
  expect(loopAfter(defaultSyncSettings, filtered)).toBe('sweep');
  expect(loopAfter(defaultSyncSettings, settings({ policyByField: { city: 'ours' } }))).toBe('remap');
  expect(loopAfter(defaultSyncSettings, settings({ everyMinutes: 60, deleted: 'tag' }))).toBeNull();
});
