import { audienceOf, audienceWords, newCampaignPath } from './audience.js';
import type { AudienceChoice } from './types.js';

const choices: AudienceChoice[] = [
  { kind: 'no_hub' },
  { kind: 'contacts', contactIds: ['7', '12'] },
  { kind: 'filter', filter: { tag: 'past & present', hub: 'none' } },
];

it('says a whole choice in an address and reads it back', () => {
  for (const choice of choices) {
    const { search } = new URL(newCampaignPath(choice), 'https://porchlight.example');
    expect(audienceOf(new URLSearchParams(search))).toEqual(choice);
  }
});

it('takes no address for a choice that it is not', () => {
  for (const search of ['contacts=', 'contacts=abc', 'filter=[1]', 'filter={', 'filter=null'])
    expect(audienceOf(new URLSearchParams(search))).toBeNull();
  expect(audienceOf(new URLSearchParams('contacts=7,7,x,8'))).toEqual({ kind: 'contacts', contactIds: ['7', '8'] });
});

it('says in words whom a choice is about', () => {
  expect(choices.map(audienceWords)).toEqual([
    'Everybody who has no Hub yet',
    '2 contacts chosen by hand',
    'All contacts: tag “past & present”, without a Hub',
  ]);
  expect(audienceWords({ kind: 'filter', filter: {} })).toBe('All contacts');
});
