/** What a contact can hold. One table; the mapping screen, the rules, staging and the contact page are derived from it. */
export const fieldGroups = ['person', 'contact', 'property', 'mailing', 'coOwner', 'consent', 'more'] as const;
export type FieldGroup = (typeof fieldGroups)[number];

/** How a field's text is read: each kind has one normalizer in `normalize/`. */
export type FieldKind =
  | 'name'
  | 'fullName'
  | 'email'
  | 'phone'
  | 'addressLine'
  | 'text'
  | 'zip'
  | 'country'
  | 'date'
  | 'birthday'
  | 'tags'
  | 'yesNo'
  | 'notes';

interface FieldSpec {
  label: string;
  group: FieldGroup;
  kind: FieldKind;
  /** Database columns of `contacts` (and `import_rows`) that the field fills; a splitter fills several. */
  columns: readonly string[];
  /** May several file columns be mapped to it? Their values are joined (tags, notes). */
  many?: true;
}

const one = (label: string, group: FieldGroup, kind: FieldKind, column: string): FieldSpec => ({
  label,
  group,
  kind,
  columns: [column],
});

export const contactFields = {
  firstName: one('First name', 'person', 'name', 'first_name'),
  middleName: one('Middle name', 'person', 'name', 'middle_name'),
  lastName: one('Last name', 'person', 'name', 'last_name'),
  fullName: {
    label: 'Full name (split)',
    group: 'person',
    kind: 'fullName',
    columns: ['first_name', 'middle_name', 'last_name'],
  },
  email: one('E-mail', 'contact', 'email', 'email'),
  email2: one('Second e-mail', 'contact', 'email', 'email2'),
  phone: one('Phone', 'contact', 'phone', 'phone'),
  phone2: one('Second phone', 'contact', 'phone', 'phone2'),
  phone3: one('Third phone', 'contact', 'phone', 'phone3'),
  addressLine: {
    label: 'Home address (one line)',
    group: 'property',
    kind: 'addressLine',
    columns: ['street', 'unit', 'city', 'state', 'zip', 'country'],
  },
  street: one('Home street', 'property', 'text', 'street'),
  unit: one('Home unit', 'property', 'text', 'unit'),
  city: one('Home city', 'property', 'text', 'city'),
  state: one('Home state', 'property', 'text', 'state'),
  zip: one('Home zip', 'property', 'zip', 'zip'),
  country: one('Home country', 'property', 'country', 'country'),
  mailingLine: {
    label: 'Mailing address (one line)',
    group: 'mailing',
    kind: 'addressLine',
    columns: ['mailing_street', 'mailing_unit', 'mailing_city', 'mailing_state', 'mailing_zip', 'mailing_country'],
  },
  mailingStreet: one('Mailing street', 'mailing', 'text', 'mailing_street'),
  mailingUnit: one('Mailing unit', 'mailing', 'text', 'mailing_unit'),
  mailingCity: one('Mailing city', 'mailing', 'text', 'mailing_city'),
  mailingState: one('Mailing state', 'mailing', 'text', 'mailing_state'),
  mailingZip: one('Mailing zip', 'mailing', 'zip', 'mailing_zip'),
  mailingCountry: one('Mailing country', 'mailing', 'country', 'mailing_country'),
  coFirstName: one('Co-owner first name', 'coOwner', 'name', 'co_first_name'),
  coLastName: one('Co-owner last name', 'coOwner', 'name', 'co_last_name'),
  coFullName: {
    label: 'Co-owner full name (split)',
    group: 'coOwner',
    kind: 'fullName',
    columns: ['co_first_name', 'co_last_name'],
  },
  coEmail: one('Co-owner e-mail', 'coOwner', 'email', 'co_email'),
  coPhone: one('Co-owner phone', 'coOwner', 'phone', 'co_phone'),
  coBirthday: one('Co-owner birthday', 'coOwner', 'birthday', 'co_birthday'),
  birthday: one('Birthday', 'person', 'birthday', 'birthday'),
  company: one('Company', 'person', 'text', 'company'),
  tags: { label: 'Tags', group: 'more', kind: 'tags', columns: ['tags'], many: true },
  source: one('Source', 'more', 'text', 'source'),
  stage: one('Stage', 'more', 'text', 'stage'),
  notes: { label: 'Notes', group: 'more', kind: 'notes', columns: ['notes'], many: true },
  externalId: one('External id', 'more', 'text', 'external_id'),
  consent: one('Consent to e-mail', 'consent', 'yesNo', 'consent'),
  consentDate: one('Consent date', 'consent', 'date', 'consent_date'),
  unsubscribed: one('Unsubscribed', 'consent', 'yesNo', 'unsubscribed'),
  closingDate: one('Closing date', 'more', 'date', 'closing_date'),
} as const satisfies Record<string, FieldSpec>;

export type ContactField = keyof typeof contactFields;
/** A field made on the spot on the mapping screen: `custom:` and its key (`[a-z0-9_]{1,40}`); its value stands in `contacts.custom`. */
export type CustomField = `custom:${string}`;
export type MappableField = ContactField | CustomField;

/** Every column of a contact that an import may write, in table order. */
export const importableColumns = [
  'first_name', 'middle_name', 'last_name', 'email', 'email2', 'phone', 'phone2', 'phone3',
  'street', 'unit', 'city', 'state', 'zip', 'country',
  'mailing_street', 'mailing_unit', 'mailing_city', 'mailing_state', 'mailing_zip', 'mailing_country',
  'co_first_name', 'co_last_name', 'co_email', 'co_phone', 'co_birthday',
  'birthday', 'company', 'tags', 'source', 'stage', 'notes', 'external_id',
  'consent', 'consent_date', 'unsubscribed', 'closing_date', 'custom',
] as const; // prettier-ignore
export type ImportableColumn = (typeof importableColumns)[number];
