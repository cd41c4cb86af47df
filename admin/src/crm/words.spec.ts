import type { Connector, SyncRun } from './types.js';
import {
  comesInWords,
  goneBy,
  howSoonWords,
  isFound,
  runParts,
  seenIn,
  signInSentence,
  waysIn,
  whoWords,
} from './words.js';

const capabilities: Connector['capabilities'] = {
  comesIn: ['First name', 'Last name', 'E-mail', 'Second e-mail', 'Phone', 'Home street', 'Home zip', 'Stage', 'Tags'],
  delta: true,
  deletions: 'Deletions are noticed once a day.',
  webhooks: false,
  filters: [],
};
const counts: SyncRun['counts'] = {
  reported: 12,
  added: 5,
  changed: 1,
  unchanged: 2,
  skipped: 1,
  failed: 1,
  gone: 2,
  unexplained: 0,
};

it('says fields that belong together once', () => {
  expect(comesInWords({ capabilities })).toBe('names, e-mail addresses, phones, home address, stage, tags');
});

it('promises to hear of changes at once only from a CRM that tells us', () => {
  expect(howSoonWords({ capabilities })).not.toContain('at once');
  expect(howSoonWords({ capabilities: { ...capabilities, webhooks: true } })).toContain('at once');
});

it('does not offer a sign-in that nobody has set up', () => {
  const fields = [{ name: 'key', label: 'API key', isSecret: true, hint: 'k_…' }];
  expect(waysIn({ fields, signIn: 'offered' })).toBe('API key or sign-in');
  expect(waysIn({ fields, signIn: 'unset' })).toBe('API key');
});

it('finds a CRM by its name or its kind', () => {
  const card = { label: 'Follow Up Boss', kind: 'crm' };
  expect([isFound(card, 'follow'), isFound(card, ' crm '), isFound(card, 'chimp')]).toEqual([true, true, false]);
});

const partsFor = (isAgent: boolean) => runParts({ id: '12', connectionId: '7', counts }, { isAgent });
const toOf = (isAgent: boolean, name: string) => partsFor(isAgent).find(({ label }) => label === name)?.to;

it('keeps who is gone out of the sum, as the equation of a run does', () => {
  expect(seenIn({ counts })).toBe(10);
  expect(seenIn({ counts })).toBe(partsFor(true).reduce((sum, { count }) => sum + count, 0));
});

it('leads from what failed to the records that need somebody, and an agent from what came in to the contacts', () => {
  expect([toOf(true, 'failed'), toOf(false, 'failed')]).toEqual(Array(2).fill('/connections/7/problems'));
  expect(decodeURIComponent(toOf(true, 'added') ?? '')).toBe('/contacts?filter={"addedByRun":"12"}');
  expect(decodeURIComponent(toOf(true, 'changed') ?? '')).toBe('/contacts?filter={"changedByRun":"12"}');
  expect(decodeURIComponent(goneBy({ id: '12' }))).toBe('/contacts?filter={"goneByRun":"12"}');
  expect([toOf(true, 'unchanged'), toOf(false, 'added')]).toEqual([undefined, undefined]);
});

it('says nothing about how many where the CRM does not count', () => {
  expect(whoWords({ who: 'Maria Alvarez', sees: 4210 })).toBe('Maria Alvarez · sees 4,210 people');
  expect(whoWords({ who: 'Maria Alvarez', sees: null })).toBe('Maria Alvarez');
});

it('has a sentence for every way a sign-in ends, also for one it does not know', () => {
  for (const code of ['sign_in_stale', 'already_connected', 'something_new'])
    expect(signInSentence(code)).toMatch(/[a-z].*\.$/);
});
