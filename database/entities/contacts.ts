import { defineEntity, p } from '@mikro-orm/postgresql';

const text = () => p.text().nullable();

export const ContactSchema = defineEntity({
  name: 'Contact',
  tableName: 'contacts',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    accountId: p.bigint('string').hidden(),
    firstName: text(),
    middleName: text(),
    lastName: text(),
    email: text(),
    /** Key of matching: lower case, the domain in ASCII. */
    emailNormalized: text().hidden(),
    email2: text(),
    phone: text(),
    phone2: text(),
    phone3: text(),
    street: text(),
    unit: text(),
    city: text(),
    state: text(),
    zip: text(),
    country: text(),
    mailingStreet: text(),
    mailingUnit: text(),
    mailingCity: text(),
    mailingState: text(),
    mailingZip: text(),
    mailingCountry: text(),
    coFirstName: text(),
    coLastName: text(),
    coEmail: text(),
    coPhone: text(),
    coBirthday: text(),
    birthday: text(),
    company: text(),
    tags: p.array().columnType('text[]').$type<string[]>().default([]),
    source: text(),
    stage: text(),
    notes: text(),
    externalId: text(),
    consent: p.boolean().nullable(),
    consentDate: p.date().nullable(),
    unsubscribed: p.boolean().default(false),
    closingDate: p.date().nullable(),
    custom: p.json<Record<string, string>>().onCreate(() => ({})),
    importId: p.bigint('string').nullable(),
    importRow: p.integer().nullable(),
    /** Grows with every change by anybody; who saves an older one is told. */
    version: p.integer().default(1),
    createdAt: p.datetime().onCreate(() => new Date()),
    updatedAt: p
      .datetime()
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
});
export class Contact extends ContactSchema.class {}
ContactSchema.setClass(Contact);

/** What a person or program changed of a contact by hand; goes with the contact. */
export const ContactChangeSchema = defineEntity({
  name: 'ContactChange',
  tableName: 'contact_changes',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    accountId: p.bigint('string'),
    contactId: p.bigint('string'),
    actorKind: p.text().$type<'user' | 'api_key'>(),
    actorId: p.text(),
    /** Property → [old, new]. */
    changes: p.json<Record<string, [unknown, unknown]>>(),
    at: p.datetime().onCreate(() => new Date()),
  },
});
export class ContactChange extends ContactChangeSchema.class {}
ContactChangeSchema.setClass(ContactChange);

/** A field that an account made for itself; its values stand in `contacts.custom` under the key. */
export const CustomFieldSchema = defineEntity({
  name: 'CustomField',
  tableName: 'custom_fields',
  properties: {
    accountId: p.bigint('string').primary(),
    key: p.text().primary(),
    label: p.text(),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
});
export class CustomField extends CustomFieldSchema.class {}
CustomFieldSchema.setClass(CustomField);
