import { type ContactField, contactFields } from '../contacts/fields.js';

/** What happens to a field of a contact that is here already, when the CRM says something else. */
export const fieldPolicies = ['crm', 'ours', 'fill_blanks', 'newest', 'off'] as const;
export type FieldPolicy = (typeof fieldPolicies)[number];

export const policyWords: Record<FieldPolicy, string> = {
  crm: 'CRM wins: what the CRM says replaces what is here',
  ours: 'Ours wins: used for new contacts, never changed afterwards',
  fill_blanks: 'Fill blanks: used where nothing is here yet',
  newest: 'Newest wins: whichever was changed last',
  off: 'Do not bring in',
};

/** A contact whose record was deleted at the CRM. */
export const deletionRules = ['keep', 'tag', 'ask'] as const;
export type DeletionRule = (typeof deletionRules)[number];
/** A new person who has unsubscribed at the CRM. Contacts that are here are marked in any case. */
export const unsubscribedRules = ['mark', 'leave_out'] as const;
export type UnsubscribedRule = (typeof unsubscribedRules)[number];

/** A record has to be in one of each list that is not empty. */
export interface FilterSettings {
  tags: string[];
  stages: string[];
  lists: string[];
  owners: string[];
}

/** How one connection brings contacts in, as a person has set it. */
export interface SyncSettings {
  filter: FilterSettings;
  /** For fields that have none of their own. */
  policy: Exclude<FieldPolicy, 'off'>;
  policyByField: Partial<Record<ContactField, FieldPolicy>>;
  /** A field that a person has written here is left alone, whatever its policy ("newest" weighs it by time). */
  protectHandEdited: boolean;
  deleted: DeletionRule;
  unsubscribed: UnsubscribedRule;
  /** Tags that every contact of this connection gets. */
  addTags: string[];
  /** Minutes between two looks; null: by hand and by webhook alone. */
  everyMinutes: number | null;
}

export const defaultSyncSettings: SyncSettings = {
  filter: { tags: [], stages: [], lists: [], owners: [] },
  policy: 'crm',
  policyByField: {},
  protectHandEdited: true,
  deleted: 'keep',
  unsubscribed: 'mark',
  addTags: [],
  everyMinutes: 15,
};

/** Names, and that somebody has unsubscribed, always come in: without a name nobody is a contact, and a no is a no. */
export const alwaysIn: readonly ContactField[] = ['firstName', 'lastName', 'fullName', 'email', 'unsubscribed'];

export function policyOf(field: ContactField, { policy, policyByField }: SyncSettings): FieldPolicy {
  const own = policyByField[field];
  if (own === 'off' && alwaysIn.includes(field)) return policy;
  return own ?? policy;
}

/** The fields that are brought in, of those that a connector can fill. */
export function fieldsIn(settings: SyncSettings, offered: readonly ContactField[]): ContactField[] {
  const isOffered = new Set(offered);
  return (Object.keys(contactFields) as ContactField[]).filter(
    (field) => isOffered.has(field) && policyOf(field, settings) !== 'off',
  );
}

/**
 * The loop that brings what is here in line with new settings: another filter needs the CRM to be asked, another policy only what
 * is kept of its records. Null: nothing has to be judged anew.
 */
export function loopAfter(before: SyncSettings, after: SyncSettings): 'sweep' | 'remap' | null {
  if (JSON.stringify(before.filter) !== JSON.stringify(after.filter)) return 'sweep';
  const judging = ({ policy, policyByField, protectHandEdited, addTags, unsubscribed }: SyncSettings) =>
    JSON.stringify([policy, policyByField, protectHandEdited, addTags, unsubscribed]);
  return judging(before) === judging(after) ? null : 'remap';
}
