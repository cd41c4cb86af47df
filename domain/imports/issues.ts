import type { MappableField } from '../contacts/fields.js';

/** `error` keeps the row out, `warning` lets it in but asks for a look, `info` tells of a change we made. */
export type Severity = 'error' | 'warning' | 'info';

/** What is wrong with one cell or row. Values never stand here: the row's cells do. */
export interface RowIssue {
  code: IssueCode;
  severity: Severity;
  field: MappableField | null;
  /** 0-based column of the file, or null when it concerns the row. */
  column: number | null;
  /** The whole cell as it should likely read (`ann@gmial.com` → `ann@gmail.com`), shown only to people who may see the row. */
  suggestion?: string;
}

/** Code → severity and the sentence a person reads. The one list for scan, review, grid, CSV and API. */
export const issueCodes = {
  first_name_missing: { severity: 'error', sentence: 'First name is missing' },
  last_name_missing: { severity: 'error', sentence: 'Last name is missing' },
  name_not_a_name: { severity: 'warning', sentence: 'Name holds something that is not a name: kept as typed' },
  full_name_unsure: { severity: 'warning', sentence: 'Full name could be split in more than one way: look at it' },
  name_two_people: { severity: 'info', sentence: 'Name holds two people: the second is kept as co-owner' },
  name_title_left_out: { severity: 'info', sentence: 'Title before the name (Dr., Mrs.) is not kept' },
  email_not_an_address: { severity: 'error', sentence: 'E-mail is not an address' },
  email_several: {
    severity: 'warning',
    sentence: 'Cell holds several e-mail addresses: the first is used, the second kept as second e-mail',
  },
  email_domain_typo: { severity: 'warning', sentence: 'E-mail domain looks mistyped: kept as typed' },
  email_role_address: { severity: 'info', sentence: 'E-mail is a shared mailbox, not a person' },
  email_other_not_an_address: { severity: 'warning', sentence: 'Further e-mail is not an address: left blank' },
  email_missing: { severity: 'info', sentence: 'No e-mail: the contact cannot be invited' },
  phone_incomplete: { severity: 'warning', sentence: 'Phone number is incomplete: kept as typed' },
  phone_unlikely: { severity: 'warning', sentence: 'Phone number has an unknown form: kept as typed' },
  phone_damaged: {
    severity: 'warning',
    sentence: 'Phone number was cut to its first digits by a spreadsheet (like 3.04E+09): left blank',
  },
  phone_several: { severity: 'info', sentence: 'Cell holds several phone numbers: they fill the free phone fields' },
  address_incomplete: {
    severity: 'warning',
    sentence: 'Address could not be read in parts: kept as typed in the street field',
  },
  country_unknown: { severity: 'info', sentence: 'Country is not known: kept as typed' },
  zip_lost_zero: { severity: 'info', sentence: 'Zip code had lost its leading zero: put back' },
  zip_not_a_zip: { severity: 'warning', sentence: 'Zip code has an unknown form: kept as typed' },
  date_unreadable: { severity: 'warning', sentence: 'Date cannot be read: left blank' },
  date_ambiguous: { severity: 'warning', sentence: 'Day and month could be swapped: read by the column’s order' },
  date_out_of_range: { severity: 'warning', sentence: 'Date is not plausible: left blank' },
  yes_no_unclear: { severity: 'warning', sentence: 'Neither yes nor no: left blank' },
  placeholder_blank: { severity: 'info', sentence: 'Cell says that there is no value (like "n/a"): read as blank' },
  tags_cut: { severity: 'warning', sentence: 'Some tags are longer than 60 characters or beyond 100: left out' },
  value_too_long: { severity: 'error', sentence: 'Value is longer than its field allows' },
  control_characters: { severity: 'info', sentence: 'Invisible control characters were removed' },
  undecodable_text: { severity: 'warning', sentence: 'Text has characters that could not be decoded' },
  row_too_short: { severity: 'warning', sentence: 'Row has fewer cells than the header: missing ones are blank' },
  row_too_long: {
    severity: 'warning',
    sentence: 'Row has more cells than the header: the extra ones are not imported',
  },
  row_shifted: { severity: 'error', sentence: 'Row has more cells than the header and its values look shifted' },
  duplicate_in_file: { severity: 'info', sentence: 'Same person as an earlier row of this file: skipped' },
  matches_several: { severity: 'error', sentence: 'Several contacts match this row: choose which one' },
  not_in_mode: { severity: 'info', sentence: 'Left out by the chosen mode (create only or update only)' },
  stays_unsubscribed: { severity: 'info', sentence: 'Person has unsubscribed and stays so' },
  changed_since_scan: { severity: 'warning', sentence: 'Contact was changed after the scan: judged again' },
  duplicate_in_crm: { severity: 'info', sentence: 'Same person as another record of this CRM: skipped' },
  email_taken: { severity: 'error', sentence: 'Another contact already has this e-mail' },
  email_taken_meanwhile: { severity: 'error', sentence: 'Another contact got this e-mail after the scan' },
} as const satisfies Record<string, { severity: Severity; sentence: string }>;
export type IssueCode = keyof typeof issueCodes;

/** An alert of the review: one cause, how many rows, two row numbers as examples. */
export interface Alert {
  code: IssueCode;
  severity: Severity;
  sentence: string;
  field: MappableField | null;
  count: number;
  rows: number[];
}
