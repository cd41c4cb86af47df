export type ContactValue = string | boolean | string[] | null;

/** A contact as the API answers it; which fields there are stands in `contactGroups`. */
export interface Contact {
  id: string;
  version: number;
  importId: string | null;
  importRow: number | null;
  createdAt: string;
  updatedAt: string;
  custom: Record<string, string>;
  tags: string[];
  [field: string]: ContactValue | number | Record<string, string>;
}

export interface CustomField {
  key: string;
  label: string;
}

export interface FieldOfContact {
  /** Name in the API; custom fields carry `custom.` and their key. */
  name: string;
  label: string;
  kind: 'text' | 'email' | 'phone' | 'date' | 'yesNo' | 'tags' | 'notes';
  /** Widths on the form's twelve columns. */
  span?: number;
}

export interface ContactGroup {
  id: string;
  title: string;
  fields: FieldOfContact[];
}

const text = (name: string, label: string, span?: number): FieldOfContact => ({
  name,
  label,
  kind: 'text',
  ...(span && { span }),
});
const addressOf = (prefix: '' | 'mailing'): FieldOfContact[] =>
  (
    [
      ['street', 'Street', 8],
      ['unit', 'Unit', 4],
      ['city', 'City', 6],
      ['state', 'State', 3],
      ['zip', 'Zip code', 3],
      ['country', 'Country', 6],
    ] as const
  ).map(([part, label, span]) => text(prefix ? prefix + part[0]?.toUpperCase() + part.slice(1) : part, label, span));

/** The contact page, in reading order. */
export const contactGroups: readonly ContactGroup[] = [
  {
    id: 'person',
    title: 'Person',
    fields: [
      text('firstName', 'First name'),
      text('middleName', 'Middle name'),
      text('lastName', 'Last name'),
      text('company', 'Company'),
      text('birthday', 'Birthday'),
    ],
  },
  {
    id: 'reach',
    title: 'E-mail and phone',
    fields: [
      { name: 'email', label: 'E-mail', kind: 'email' },
      { name: 'email2', label: 'Second e-mail', kind: 'email' },
      { name: 'phone', label: 'Phone', kind: 'phone', span: 4 },
      { name: 'phone2', label: 'Second phone', kind: 'phone', span: 4 },
      { name: 'phone3', label: 'Third phone', kind: 'phone', span: 4 },
    ],
  },
  { id: 'home', title: 'Home', fields: addressOf('') },
  { id: 'mailing', title: 'Mailing address', fields: addressOf('mailing') },
  {
    id: 'coOwner',
    title: 'Co-owner',
    fields: [
      text('coFirstName', 'Co-owner first name'),
      text('coLastName', 'Co-owner last name'),
      { name: 'coEmail', label: 'Co-owner e-mail', kind: 'email' },
      { name: 'coPhone', label: 'Co-owner phone', kind: 'phone' },
      text('coBirthday', 'Co-owner birthday'),
    ],
  },
  {
    id: 'consent',
    title: 'Consent',
    fields: [
      { name: 'consent', label: 'Consent to e-mail', kind: 'yesNo', span: 4 },
      { name: 'consentDate', label: 'Consent date', kind: 'date', span: 4 },
      { name: 'unsubscribed', label: 'Unsubscribed', kind: 'yesNo', span: 4 },
    ],
  },
  {
    id: 'more',
    title: 'More',
    fields: [
      { name: 'tags', label: 'Tags', kind: 'tags', span: 12 },
      text('source', 'Source'),
      text('stage', 'Stage'),
      { name: 'closingDate', label: 'Closing date', kind: 'date' },
      text('externalId', 'External id'),
      { name: 'notes', label: 'Notes', kind: 'notes', span: 12 },
    ],
  },
];

/** The groups with the account's own fields at the end. */
export function groupsWith(custom: readonly CustomField[]): ContactGroup[] {
  return contactGroups.map((group) =>
    group.id === 'more'
      ? { ...group, fields: [...group.fields, ...custom.map(({ key, label }) => text(`custom.${key}`, label))] }
      : group,
  );
}

export function valueOf(contact: Partial<Contact>, name: string): ContactValue {
  if (name.startsWith('custom.')) return contact.custom?.[name.slice('custom.'.length)] ?? null;
  return (contact[name] as ContactValue | undefined) ?? null;
}

/** A value as text; "" when there is none. */
export function shownValue(value: ContactValue): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Field → value, as PATCH and POST take it: custom fields together, blanks as null. */
export function bodyOf(
  changes: Record<string, ContactValue>,
  custom: Record<string, string> = {},
): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  const ownFields = { ...custom };
  let hasOwn = false;
  for (const [name, value] of Object.entries(changes)) {
    const given = value === '' ? null : value;
    if (!name.startsWith('custom.')) body[name] = given;
    else {
      hasOwn = true;
      const key = name.slice('custom.'.length);
      if (typeof given === 'string') ownFields[key] = given;
      else delete ownFields[key];
    }
  }
  return hasOwn ? { ...body, custom: ownFields } : body;
}

export function fullName(contact: Partial<Contact>): string {
  const name = [contact.firstName, contact.middleName, contact.lastName].filter(Boolean).join(' ');
  return (
    name ||
    shownValue(valueOf(contact, 'email')) ||
    shownValue(valueOf(contact, 'company')) ||
    `Contact ${contact.id ?? ''}`
  );
}

/** "12 Elm St, Boulder CO 80302"; parts that are missing leave no gap. */
export function homeLine(contact: Partial<Contact>, prefix: '' | 'mailing' = ''): string {
  const part = (name: string) =>
    shownValue(valueOf(contact, prefix ? prefix + name[0]?.toUpperCase() + name.slice(1) : name));
  const street = [part('street'), part('unit')].filter(Boolean).join(' ');
  const town = [part('city'), part('state'), part('zip')].filter(Boolean).join(' ');
  return [street, town].filter(Boolean).join(', ');
}

/** "+13035550128" → "+1 303 555 0128"; other countries' numbers and what stands behind the digits stay as stored. */
export function spacedPhone(phone: string | null): string {
  return (phone ?? '').replace(/^\+1(\d{3})(\d{3})(\d{4})(?!\d)/, '+1 $1 $2 $3');
}
