import type { ContactValues, FieldChoice } from './types.js';

/** "+13035550128" → "+1 303 555 0128"; other countries as they are (E.164). */
function phoneText(value: string): string {
  return value.replace(/^\+1(\d{3})(\d{3})(\d{4})/, '+1 $1 $2 $3');
}

/** A contact's value as a person reads it; "" for nothing. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, item]) => `${key}: ${valueText(item)}`)
      .join(', ');
  return phoneText(String(value));
}

const camel = (column: string) => column.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const spoken = (key: string) => key.replaceAll(/([A-Z])/g, ' $1').replace(/^./, (letter) => letter.toUpperCase());

/** The label of a contact's column, whether it is named as in the API or as in the database. */
export function labelOfColumn(column: string, fields: readonly FieldChoice[]): string {
  const name = camel(column);
  const field = fields.find((known) => known.field === name || known.field === `custom:${column}`);
  return (
    field?.label ??
    spoken(name)
      .toLowerCase()
      .replace(/^./, (letter) => letter.toUpperCase())
  );
}

/** Every value that the contact has, labelled, in the order of the fields; custom ones last. */
export function valueLines(contact: ContactValues, fields: readonly FieldChoice[]): { label: string; text: string }[] {
  const { custom, ...plain } = contact;
  const all = { ...plain, ...(custom as Record<string, unknown> | null) };
  const order = fields.map(({ field }) => field.replace('custom:', ''));
  const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.keys(all)
    .toSorted((a, b) => place(a) - place(b))
    .map((key) => ({ label: labelOfColumn(key, fields), text: valueText(all[key]) }))
    .filter(({ text }) => text !== '');
}

/** "Anna Bell", or a dash for a name that is not there. */
export function personName({ firstName, lastName }: ContactValues): string {
  return [firstName, lastName].map(valueText).filter(Boolean).join(' ') || '—';
}

const addressOf = ({ street, unit, city, state, zip }: ContactValues) =>
  [
    [street, unit].map(valueText).filter(Boolean).join(' '),
    [city, [state, zip].map(valueText).filter(Boolean).join(' ')].map(valueText).filter(Boolean).join(', '),
  ]
    .filter(Boolean)
    .join(', ');

/** One contact as one line: e-mail · phone · address. */
export const contactLine = (contact: ContactValues) =>
  [valueText(contact.email), valueText(contact.phone), addressOf(contact)].filter(Boolean).join(' · ');
