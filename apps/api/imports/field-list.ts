import { type ContactField, contactFields } from '../../../domain/contacts/fields.js';
import { limits } from '../../../integrations/reader/format.js';

/** A field of a contact as the picker of the mapping screen shows it. */
export interface PickableField {
  field: string;
  label: string;
  group: string;
  kind: string;
  /** Several columns may be mapped to it. */
  many: boolean;
}

/** Everything a column can be mapped to, in the picker's order, and how large a file may be. */
export function fieldList(custom: { key: string; label: string }[]) {
  const fields: PickableField[] = (Object.keys(contactFields) as ContactField[]).map((field) => {
    const { label, group, kind } = contactFields[field];
    return { field, label, group, kind, many: 'many' in contactFields[field] };
  });
  const own = custom.map(({ key, label }) => ({
    field: `custom:${key}`,
    label,
    group: 'custom',
    kind: 'text',
    many: false,
  }));
  const { rows, bytes, columns } = limits;
  return { fields: [...fields, ...own], limits: { rows, bytes, columns } };
}
