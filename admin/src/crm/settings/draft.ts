import type { Settings, SettingsChange } from '../types.js';

export type PolicyByField = Settings['policyByField'];
export type FieldName = keyof PolicyByField;

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What a draft changes of the stored settings, as the API takes it; null where nothing differs. */
export function changeOf(stored: Settings, draft: Settings): SettingsChange | null {
  const { filter, policyByField, ...rest } = draft;
  const change: SettingsChange = Object.fromEntries(
    Object.entries(rest).filter(([name, value]) => !isSame(value, stored[name as keyof Settings])),
  );
  const lists = Object.entries(filter).filter(
    ([name, words]) => !isSame(words, stored.filter[name as keyof Settings['filter']]),
  );
  if (lists.length > 0) change.filter = Object.fromEntries(lists);
  const policies = policyChanges(stored.policyByField, policyByField);
  if (Object.keys(policies).length > 0) change.policyByField = policies;
  return Object.keys(change).length > 0 ? change : null;
}

/** A field that has lost its own policy is told with null: it takes the policy of all again. */
function policyChanges(stored: PolicyByField, draft: PolicyByField): NonNullable<SettingsChange['policyByField']> {
  const names = [...new Set([...Object.keys(stored), ...Object.keys(draft)])] as FieldName[];
  return Object.fromEntries(
    names.filter((name) => stored[name] !== draft[name]).map((name) => [name, draft[name] ?? null]),
  );
}
