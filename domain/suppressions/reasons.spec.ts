import { blockedSentences, isOwnWord, isRefusal, suppressionReasons } from './reasons.js';

it('knows which refusals are the person’s own word', () => {
  expect(isOwnWord({ reason: 'unsubscribed', source: 'one_click' })).toBe(true);
  expect(isOwnWord({ reason: 'complained', source: 'provider' })).toBe(true);
  expect(isOwnWord({ reason: 'asked', source: 'agent' })).toBe(false);
  expect(isOwnWord({ reason: 'bounced', source: 'provider' })).toBe(false);
});

it('takes a dead mailbox for no refusal, and everything else for one', () => {
  expect(suppressionReasons.filter((reason) => !isRefusal(reason))).toEqual(['bounced']);
});

it('has a sentence for an invitation that any of them stops', () => {
  for (const reason of suppressionReasons) expect(blockedSentences[reason]).toMatch(/\.$/);
});
