import { type ContactField, contactFields, type MappableField } from '../contacts/fields.js';
import { contradiction } from './contradiction.js';
import { headerKey } from './header-key.js';
import { claimOf, type HeaderClaim, isForeign } from './header-scopes.js';
import type { ColumnMapping, Suggestion } from './mapping.js';
import type { ValueEvidence } from './value-kinds.js';

export interface ColumnFacts {
  index: number;
  header: string;
  evidence: ValueEvidence;
  /** Values in file order: two columns that say the same need no choice between them. */
  cells: string[];
}

export interface ColumnVerdict {
  suggestion: Suggestion | null;
  candidates?: ContactField[];
  warning?: string;
}

interface Claim extends HeaderClaim {
  column: ColumnFacts;
}

/** Fields that take one column each, in the order in which columns of the sort fill them. */
const slots = { emails: ['email', 'email2'], phones: ['phone', 'phone2', 'phone3'] } as const satisfies Record<
  string,
  ContactField[]
>;

/** One verdict per column: at most one column for a field (but tags and notes), ties left to the person. */
export function suggestFields(columns: ColumnFacts[], remembered: ColumnMapping | null): Map<number, ColumnVerdict> {
  const verdicts = new Map<number, ColumnVerdict>(columns.map((column) => [column.index, { suggestion: null }]));
  const taken = new Set<MappableField>();
  const open = columns.filter((column) => !recall(column, remembered, verdicts, taken));
  const claims = settleNames(
    open.flatMap((column) => claimsOf(column, verdicts)),
    taken,
  );
  for (const kind of ['emails', 'phones'] as const) fillSlots(kind, claims, verdicts, taken);
  for (const field of new Set(claims.map((claim) => claim.field))) {
    if (field in contactFields) fillField(field as ContactField, claims, verdicts, taken);
  }
  dropWholeBesideParts(columns, verdicts, taken);
  for (const column of open) suggestByValues(column, verdicts, taken);
  return verdicts;
}

/** What the account chose for these headers last time, unless the values now contradict it. */
function recall(
  column: ColumnFacts,
  remembered: ColumnMapping | null,
  verdicts: Map<number, ColumnVerdict>,
  taken: Set<MappableField>,
): boolean {
  if (!remembered || !Object.hasOwn(remembered, column.index)) return false;
  const field = remembered[column.index] ?? null;
  if (field === null) return true;
  if (taken.has(field) && !isMany(field)) return false;
  const warning = contradiction(field, column.evidence, column.header);
  verdicts.set(column.index, warning ? { suggestion: null, warning } : { suggestion: { field, reason: 'remembered' } });
  if (!warning) taken.add(field);
  return true;
}

function claimsOf(column: ColumnFacts, verdicts: Map<number, ColumnVerdict>): Claim[] {
  const claim = claimOf(headerKey(column.header));
  if (!claim) return [];
  const field =
    claim.field === 'emails'
      ? 'email'
      : claim.field === 'phones'
        ? 'phone'
        : claim.field === 'name'
          ? 'fullName'
          : claim.field;
  const refined = refine(field, column);
  const warning = contradiction(refined, column.evidence, column.header);
  if (!warning) return [{ ...claim, field: refined === field ? claim.field : refined, column }];
  if (claim.field !== 'name') verdicts.set(column.index, { suggestion: null, warning });
  return [];
}

/** The values say which of two near fields is meant: "Spouse" may hold a first name or a whole one, "Address" a street or a line. */
function refine(field: ContactField, { evidence }: ColumnFacts): ContactField {
  const { share, values } = evidence;
  if (values === 0) return field;
  if (field === 'coFullName' && share.severalWords < 0.3) return 'coFirstName';
  if ((field === 'street' || field === 'mailingStreet') && share.address >= 0.6)
    return field === 'street' ? 'addressLine' : 'mailingLine';
  return field;
}

/** "Name" beside "Vorname" is the last name, beside "Cognome" the first; a full name only when no separate names are there. */
function settleNames(claims: Claim[], taken: Set<MappableField>): Claim[] {
  const has = (field: ContactField) => taken.has(field) || claims.some((claim) => claim.field === field);
  const [first, last] = [has('firstName'), has('lastName')];
  return claims.flatMap((claim): Claim[] => {
    if (claim.field === 'fullName') return first || last ? [] : [claim];
    if (claim.field !== 'name') return [claim];
    const word = headerKey(claim.column.header);
    const isName = /^(?:name|names|nome|nombre|nom|naam)$/.test(word);
    if (first && last) return [];
    if (first) return isName && claim.column.evidence.share.severalWords < 0.5 ? [{ ...claim, field: 'lastName' }] : [];
    if (last) return isName ? [{ ...claim, field: 'firstName' }] : [];
    return claim.column.evidence.share.severalWords >= 0.3 || claim.column.evidence.values === 0
      ? [{ ...claim, field: 'fullName' }]
      : [];
  });
}

function fillSlots(
  kind: keyof typeof slots,
  claims: Claim[],
  verdicts: Map<number, ColumnVerdict>,
  taken: Set<MappableField>,
): void {
  const rivals = claims.filter((claim) => claim.field === kind);
  const free: ContactField[] = slots[kind].filter((field) => !taken.has(field));
  const ranks = [...new Set(rivals.map((claim) => claim.order))].toSorted((a, b) => a - b);
  for (const rank of ranks) {
    const filled = inFavour(rivals.filter((claim) => claim.order === rank));
    if (filled.length === 0 || free.length === 0) continue;
    if (filled.length > 1) leaveOpen(filled, free, verdicts);
    else give(filled[0]!, free.shift()!, verdicts, taken);
    if (filled.length > 1) return;
  }
}

function fillField(
  field: ContactField,
  claims: Claim[],
  verdicts: Map<number, ColumnVerdict>,
  taken: Set<MappableField>,
): void {
  const rivals = claims.filter((claim) => claim.field === field);
  if (isMany(field)) {
    for (const claim of rivals) give(claim, field, verdicts, taken);
    return;
  }
  if (taken.has(field)) return;
  const exact = rivals.filter((claim) => claim.reason === 'exact');
  const best = inFavour(exact.some((claim) => claim.column.evidence.values > 0) ? exact : rivals);
  if (best.length === 1) give(best[0]!, field, verdicts, taken);
  else leaveOpen(best, [field], verdicts);
}

/** Of columns with equal claims: the filled ones, and one of those that hold the very same values. */
function inFavour(claims: Claim[]): Claim[] {
  const filled = claims.filter((claim) => claim.column.evidence.values > 0);
  if (filled.length === 0) return claims.slice(0, 1);
  const [first, ...others] = filled;
  return others.every((claim) => claim.column.cells.every((cell, row) => cell === first!.column.cells[row]))
    ? [first!]
    : filled;
}

function give(
  claim: Claim,
  field: ContactField,
  verdicts: Map<number, ColumnVerdict>,
  taken: Set<MappableField>,
): void {
  const isLabel = headerKey(contactFields[field].label) === headerKey(claim.column.header);
  verdicts.set(claim.column.index, { suggestion: { field, reason: isLabel ? 'exact' : claim.reason } });
  taken.add(field);
}

function leaveOpen(claims: Claim[], candidates: readonly ContactField[], verdicts: Map<number, ColumnVerdict>): void {
  for (const claim of claims) verdicts.set(claim.column.index, { suggestion: null, candidates: [...candidates] });
}

/**
 * A one-line address beside a city column is the street; a part without its whole (Mailchimp's REGION) is left open; a line
 * that is empty throughout gives way to parts that are not.
 */
function dropWholeBesideParts(
  columns: ColumnFacts[],
  verdicts: Map<number, ColumnVerdict>,
  taken: Set<MappableField>,
): void {
  const filled = new Set(columns.filter(({ evidence }) => evidence.values > 0).map(({ index }) => index));
  const homes = [
    ['addressLine', 'street', 'city', 'state', 'zip', 'country'],
    ['mailingLine', 'mailingStreet', 'mailingCity', 'mailingState', 'mailingZip', 'mailingCountry'],
  ] as const;
  for (const [line, ...partFields] of homes) {
    if (!taken.has(line)) continue;
    const [street, city] = partFields;
    const [wholeIndex, whole] = [...verdicts].find(([, verdict]) => verdict.suggestion?.field === line)!;
    const parts = [...verdicts].filter(([, { suggestion }]) => isOneOf(suggestion?.field, partFields));
    const isChosen = whole.suggestion!.reason === 'remembered';
    if (!isChosen && !filled.has(wholeIndex) && parts.some(([index]) => filled.has(index))) {
      whole.suggestion = null;
      whole.candidates = [line];
      taken.delete(line);
      continue;
    }
    if (taken.has(city) && !taken.has(street)) {
      whole.suggestion = { ...whole.suggestion!, field: street };
      taken.delete(line);
      taken.add(street);
      continue;
    }
    for (const [, verdict] of parts) {
      const field = verdict.suggestion!.field as ContactField;
      taken.delete(field);
      verdict.suggestion = null;
      verdict.candidates = [field];
    }
  }
}

const isOneOf = (field: MappableField | undefined, fields: readonly ContactField[]) =>
  fields.some((one) => one === field);

/** A column without a known header, by its values alone; never when the header says that they are somebody else's. */
function suggestByValues(column: ColumnFacts, verdicts: Map<number, ColumnVerdict>, taken: Set<MappableField>): void {
  const verdict = verdicts.get(column.index)!;
  if (verdict.suggestion || verdict.candidates || verdict.warning || isForeign(headerKey(column.header))) return;
  const field = fieldOfValues(column, taken);
  if (!field || taken.has(field)) return;
  verdict.suggestion = { field, reason: 'values' };
  taken.add(field);
}

function fieldOfValues({ header, evidence }: ColumnFacts, taken: Set<MappableField>): ContactField | null {
  const named = taken.has('firstName') || taken.has('lastName') || taken.has('fullName');
  if (evidence.kind === 'email') return 'email';
  if (evidence.kind === 'phone') return 'phone';
  if (headerKey(header) !== '') return null;
  if (evidence.kind === 'fullName') return named ? null : 'fullName';
  if (evidence.kind === 'name' && !taken.has('fullName'))
    return evidence.share.givenName >= evidence.share.familyName ? 'firstName' : 'lastName';
  if (evidence.kind === 'address') return evidence.share.address >= 0.5 ? 'addressLine' : 'street';
  if (evidence.kind === 'zip') return 'zip';
  return evidence.share.state >= 0.9 && evidence.values > 0 ? 'state' : null;
}

function isMany(field: MappableField): boolean {
  return field in contactFields && 'many' in contactFields[field as ContactField];
}
