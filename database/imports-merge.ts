import {
  contactFields,
  type ImportableColumn,
  importableColumns,
  type MappableField,
} from '../domain/contacts/fields.js';
import type { ColumnMapping, ImportOptions } from '../domain/imports/mapping.js';

const isCustom = (field: MappableField): field is `custom:${string}` => field.startsWith('custom:');
const mappedFields = (mapping: ColumnMapping) => Object.values(mapping).filter((field) => field !== null);

/** A cell with several addresses, numbers or people fills the columns beside its own. */
const siblings: Partial<Record<ImportableColumn, readonly ImportableColumn[]>> = {
  first_name: ['middle_name', 'co_first_name', 'co_last_name'],
  email: ['email2'],
  phone: ['phone2', 'phone3'],
  phone2: ['phone3'],
};

/** The columns of contacts that an import can fill, in table order. */
export function filledColumns(mapping: ColumnMapping, options: ImportOptions): ImportableColumn[] {
  const filled = new Set<string>(options.addTags.length > 0 ? ['tags'] : []);
  for (const field of mappedFields(mapping)) {
    const columns = isCustom(field) ? ['custom' as const] : contactFields[field].columns;
    for (const column of columns) {
      filled.add(column);
      for (const sibling of siblings[column as ImportableColumn] ?? []) filled.add(sibling);
    }
  }
  return importableColumns.filter((column) => filled.has(column));
}

/** Keys of custom fields whose value is replaced rather than filled in. */
function overwritingKeys(mapping: ColumnMapping, options: ImportOptions): string[] {
  const custom = mappedFields(mapping).filter(isCustom);
  return custom.filter((field) => ruleOf(field, options) === 'overwrite').map((field) => field.slice('custom:'.length));
}

const ruleOf = (field: MappableField, options: ImportOptions) => options.mergeByField[field] ?? options.merge;

function columnRule(column: ImportableColumn, mapping: ColumnMapping, options: ImportOptions) {
  const field = mappedFields(mapping).find(
    (mapped) => !isCustom(mapped) && (contactFields[mapped].columns as readonly string[]).includes(column),
  );
  return field ? ruleOf(field, options) : options.merge;
}

/** An address is filled in as a whole: parts of two different streets are never mixed. */
const streetOf: Partial<Record<ImportableColumn, string>> = {
  ...Object.fromEntries(['street', 'unit', 'city', 'state', 'zip', 'country'].map((c) => [c, 'street'])),
  ...Object.fromEntries(
    ['street', 'unit', 'city', 'state', 'zip', 'country'].map((c) => [`mailing_${c}`, 'mailing_street']),
  ),
};

/**
 * SQL that gives the changes a row `r` makes to its contact `c`: `{column: [old, new]}`. A blank never erases, an address
 * of mail is never replaced, tags are added, and who has unsubscribed stays so.
 */
export const changesSql = (mapping: ColumnMapping, options: ImportOptions): string =>
  changesOf(filledColumns(mapping, options), (column) => changeOf(column, mapping, options));

/** When a column of contact `c` changes, and to what, as SQL over the staged row `r`. */
export interface ColumnChange {
  condition: string;
  value: string;
}

export function changesOf(columns: ImportableColumn[], changeIn: (column: ImportableColumn) => ColumnChange): string {
  const parts = columns.map((column) => {
    const { condition, value } = changeIn(column);
    return `case when ${condition} then jsonb_build_object('${column}', jsonb_build_array(c.${column}, ${value})) else '{}' end`;
  });
  return parts.length > 0 ? parts.join('\n || ') : `'{}'::jsonb`;
}

function changeOf(column: ImportableColumn, mapping: ColumnMapping, options: ImportOptions): ColumnChange {
  const value = `r.${column}`;
  switch (column) {
    case 'tags':
      return { condition: 'merge_tags(c.tags, r.tags) <> c.tags', value: 'merge_tags(c.tags, r.tags)' };
    case 'custom': {
      const keys = overwritingKeys(mapping, options).map((key) => `'${key}'`);
      const merged = `merge_custom(c.custom, r.custom, array[${keys.join(', ')}]::text[])`;
      return { condition: `r.custom is not null and ${merged} <> c.custom`, value: merged };
    }
    case 'unsubscribed':
      return { condition: 'r.unsubscribed and not c.unsubscribed', value };
    case 'email':
      return { condition: 'r.email_normalized is not null and c.email_normalized is null', value };
    default: {
      const differs = `${value} is not null and ${value} is distinct from c.${column}`;
      if (columnRule(column, mapping, options) === 'overwrite') return { condition: differs, value };
      return { condition: `${differs} and ${fillsBlank(column)}`, value };
    }
  }
}

/** The contact has nothing there, and what comes is of the same home. */
export function fillsBlank(column: ImportableColumn): string {
  const street = streetOf[column];
  const sameHome = street ? ` and coalesce(lower(c.${street}) = lower(r.${street}), true)` : '';
  return `nullif(c.${column}::text, '') is null${sameHome}`;
}

const defaults: Record<string, string> = { tags: `'{}'`, unsubscribed: 'false', custom: `'{}'` };

/** What a new contact gets in each column, from the staged row `r`. */
export const insertedValues = (columns: ImportableColumn[]): string[] =>
  columns.map((column) => (defaults[column] ? `coalesce(r.${column}, ${defaults[column]})` : `r.${column}`));

/** Assignments that write the planned changes of row `r` to its contact `c`. */
export function changedSets(columns: ImportableColumn[]): string[] {
  const sets = columns.map((column) => {
    const cast =
      column === 'tags' ? `array(select jsonb_array_elements_text(r.changes -> 'tags' -> 1))` : `r.${column}`;
    const after = column === 'custom' ? `r.changes -> 'custom' -> 1` : cast;
    return `${column} = case when jsonb_exists(r.changes, '${column}') then ${after} else c.${column} end`;
  });
  return [
    ...sets,
    `email_normalized = case when jsonb_exists(r.changes, 'email') then r.email_normalized else c.email_normalized end`,
    'version = c.version + 1',
    'updated_at = now()',
  ];
}
