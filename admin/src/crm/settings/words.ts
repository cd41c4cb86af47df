import type { FilterName, Settings } from '../types.js';

type Policy = Settings['policy'] | 'off';

export const policyWords: Record<Policy, string> = {
  crm: 'CRM wins',
  ours: 'Ours wins',
  fill_blanks: 'Fill blanks',
  newest: 'Newest wins',
  off: 'Do not bring in',
};

export const policyMeans: Record<Settings['policy'], string> = {
  crm: 'What the CRM says replaces what is here.',
  ours: 'The CRM fills new contacts; afterwards nothing of it changes what is here.',
  fill_blanks: 'The CRM fills what is blank here, and changes nothing else.',
  newest: 'Whichever was changed last stays.',
};

export const filterWords: Record<FilterName, { label: string; one: string }> = {
  tags: { label: 'With one of these tags', one: 'tag' },
  stages: { label: 'In one of these stages', one: 'stage' },
  lists: { label: 'On one of these lists', one: 'list' },
  owners: { label: 'Assigned to one of these people', one: 'owner' },
};

export const deletedWords: Record<Settings['deleted'], string> = {
  keep: 'Nothing: the contact stays as it is',
  tag: 'The contact stays and gets a tag that says so',
  ask: 'The contact stays and stands under Problems for me to decide',
};

export const unsubscribedWords: Record<Settings['unsubscribed'], string> = {
  mark: 'Comes in, marked as unsubscribed: gets no mail',
  leave_out: 'Does not come in',
};

/** Minutes between two looks, as one says them. */
export const often: readonly (readonly [minutes: number | null, label: string])[] = [
  [5, 'Every 5 minutes'],
  [15, 'Every 15 minutes'],
  [30, 'Every 30 minutes'],
  [60, 'Every hour'],
  [240, 'Every 4 hours'],
  [1_440, 'Once a day'],
  [null, 'Only when I ask, or the CRM tells of a change'],
];
