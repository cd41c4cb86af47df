import type { ImportableColumn } from './fields.js';

/** Longest value of each text column, in UTF-16 units. An e-mail address: RFC 5321 §4.5.3.1.3 (256 with its brackets). */
export const columnLengths = {
  first_name: 100, middle_name: 100, last_name: 100, email: 254, email2: 254, phone: 60, phone2: 60, phone3: 60,
  street: 200, unit: 60, city: 100, state: 60, zip: 20, country: 60,
  mailing_street: 200, mailing_unit: 60, mailing_city: 100, mailing_state: 60, mailing_zip: 20, mailing_country: 60,
  co_first_name: 100, co_last_name: 100, co_email: 254, co_phone: 60, co_birthday: 10,
  birthday: 10, company: 200, source: 100, stage: 100, notes: 20_000, external_id: 200,
} as const satisfies Partial<Record<ImportableColumn, number>>; // prettier-ignore
export type TextColumn = keyof typeof columnLengths;

export const tagLength = 60;
export const tagLimit = 100;
export const customValueLength = 2_000;
