import {
  type ContactField,
  contactFields,
  importableColumns,
  type ImportableColumn,
} from '../domain/contacts/fields.js';
import type { RecordPlan } from '../domain/syncs/judge.js';
import { type FieldPolicy, policyOf, type SyncSettings } from '../domain/syncs/settings.js';
import { changesOf, type ColumnChange, filledColumns, fillsBlank } from './imports-merge.js';

/** The columns of contacts that a connection can fill; that somebody has unsubscribed is one whatever the settings say. */
export function syncedColumns(plan: RecordPlan): ImportableColumn[] {
  const filled = filledColumns(plan.mapping, plan.options);
  return importableColumns.filter((column) => column === 'unsubscribed' || filled.includes(column));
}

/**
 * SQL that gives the changes a staged record `r` makes to its contact `c`, by the policy of each field. Beyond an import's rules:
 * an address of mail follows the CRM where the contact is linked to this very record; tags that came from there go when they go
 * there; what a person has written here is left alone where settings protect it.
 */
export const syncChangesSql = (plan: RecordPlan, settings: SyncSettings): string =>
  changesOf(syncedColumns(plan), (column) => changeOf(column, plan, settings));

function changeOf(column: ImportableColumn, plan: RecordPlan, settings: SyncSettings): ColumnChange {
  const value = `r.${column}`;
  const policy = policyOfColumn(column, plan, settings);
  const isFree = settings.protectHandEdited && policy !== 'newest' ? ` and not jsonb_exists(r.hand, '${column}')` : '';
  switch (column) {
    case 'unsubscribed':
      return { condition: 'r.unsubscribed and not c.unsubscribed', value };
    case 'tags':
      return tagsChange(policy);
    case 'custom':
      return { condition: 'false', value };
    case 'email': {
      const follows = `r.linked_id is not null and r.email_normalized <> c.email_normalized and ${mayReplace(column, policy)}${isFree}`;
      return {
        condition: `r.email_normalized is not null and (c.email_normalized is null or (${follows}))`,
        value,
      };
    }
    default: {
      const differs = `${value} is not null and ${value} is distinct from c.${column}`;
      const fills = policy === 'ours' ? 'false' : fillsBlank(column);
      return { condition: `${differs} and (${mayReplace(column, policy)} or ${fills})${isFree}`, value };
    }
  }
}

/** Whether what is here may be replaced. "Newest" weighs the record's time against the last change that was not the CRM's own. */
function mayReplace(column: ImportableColumn, policy: FieldPolicy): string {
  switch (policy) {
    case 'crm':
      return 'true';
    case 'newest':
      return `coalesce(r.record_at > coalesce((r.hand ->> '${column}')::timestamptz,
        case when r.seen -> '${column}' -> 0 is not distinct from to_jsonb(c.${column}) then '-infinity'::timestamptz else c.updated_at end), false)`;
    case 'ours':
    case 'fill_blanks':
    case 'off':
      return 'false';
  }
}

function tagsChange(policy: FieldPolicy): ColumnChange {
  const before = `array(select jsonb_array_elements_text(coalesce(r.seen -> 'tags' -> 0, '[]')))`;
  const merged =
    policy === 'fill_blanks' ? 'merge_tags(c.tags, r.tags)' : `sync_tags(c.tags, ${before}, coalesce(r.tags, '{}'))`;
  return { condition: policy === 'ours' ? 'false' : `${merged} <> c.tags`, value: merged };
}

function policyOfColumn(column: ImportableColumn, { fields }: RecordPlan, settings: SyncSettings): FieldPolicy {
  const field = (fields as ContactField[]).find((name) =>
    (contactFields[name].columns as readonly string[]).includes(column),
  );
  return field ? policyOf(field, settings) : settings.policy;
}
