import { campaignEventSentence } from './events.js';

it('says in words that the first mails are out, with how many', () => {
  const details = { from: 'sending', to: 'reminding', sent: 1021, mails: 1021, unknown: 0 };
  expect(campaignEventSentence('state_changed', details)).toBe(
    'came to the end of the invitations: 1,021 sent; reminders follow',
  );
});

it('reads a kind that is newer than this list as its words', () => {
  expect(campaignEventSentence('moved_house', {})).toBe('moved house');
});
