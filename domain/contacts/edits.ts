import { compileJudge } from '../imports/judge.js';
import type { StagedValues } from '../imports/judged-row.js';
import { issueCodes } from '../imports/issues.js';
import { defaultOptions } from '../imports/mapping.js';
import { type ContactField, contactFields } from './fields.js';

/** Texts that a person typed, by field; null clears. */
export type TypedEdits = Partial<Record<ContactField, string | null>>;

export interface ReadEdits {
  /** Column of `contacts` → value; null clears. */
  values: Partial<Record<keyof StagedValues, string | null>>;
  /** Set when `email` was edited: what two spellings of one mailbox share, or null. */
  emailNormalized?: string | null;
  /** Field → sentence that says what is wrong with it. Nothing may be saved while there is one. */
  problems: Record<string, string>;
}

/** Things an import splits or warns about that a person at a form has plainly meant. */
const meant = new Set<string>([
  'name_two_people',
  'name_not_a_name',
  'first_name_missing',
  'last_name_missing',
  'email_missing',
]);

/**
 * Reads fields typed by hand by the rules of the import: phones to E.164, dates, zips, addresses of mail.
 * Where an import would leave a cell blank or fail the row, the person is told instead, who can still mend it.
 * @param today `YYYY-MM-DD`
 * @param country ISO 3166 alpha-2, of phones that name none
 */
export function readEdits(edits: TypedEdits, { today, country }: { today: string; country: string }): ReadEdits {
  const typed = Object.entries(edits).filter((entry): entry is [ContactField, string] => !isBlank(entry[1]));
  const mapping = Object.fromEntries(typed.map(([field], index) => [index, field]));
  const judge = compileJudge({ mapping, options: { ...defaultOptions, country }, columnCount: typed.length }, today);
  const row = judge(typed.map(([, text]) => text));
  const read: ReadEdits = { values: {}, problems: {} };
  for (const field of Object.keys(edits) as ContactField[]) read.values[columnOf(field)] = null;
  for (const [field, text] of typed)
    read.values[columnOf(field)] =
      field === 'firstName' ? text.trim() : ((row.values[columnOf(field)] as string | undefined) ?? null);
  for (const issue of row.issues) {
    if (issue.field === null || meant.has(issue.code)) continue;
    const isLost = read.values[columnOf(issue.field as ContactField)] === null;
    if (issue.severity === 'error' || isLost || issue.code === 'email_several')
      read.problems[issue.field] = `${issueCodes[issue.code].sentence}.`;
  }
  if ('email' in edits) read.emailNormalized = row.emailNormalized;
  return read;
}

function isBlank(text: string | null | undefined): boolean {
  return text === null || text === undefined || text.trim() === '';
}

function columnOf(field: ContactField): keyof StagedValues {
  return contactFields[field].columns[0] as keyof StagedValues;
}
