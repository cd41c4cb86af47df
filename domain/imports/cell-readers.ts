import { domainTrouble, isRoleMailbox } from '../contacts/email-domains.js';
import { type EmailAddress, readAddresses } from '../contacts/email.js';
import { contactFields, type ContactField, type MappableField } from '../contacts/fields.js';
import { columnLengths, customValueLength, type TextColumn } from '../contacts/lengths.js';
import { looksLikeName, looksLikeOrganization, splitCouple } from '../contacts/name.js';
import { nanpNumber, readPhone, splitPhones } from '../contacts/phone.js';
import { isPlaceholder, isPlain, mendText } from '../contacts/text.js';
import type { RowDraft } from './judged-row.js';

/** Reads one cell into the draft. Called once per row and mapped column: everything that can be decided before is. */
export type CellReader = (cell: string, draft: RowDraft) => void;

/** Where a cell came from: for issues. */
export interface CellPlace {
  field: MappableField;
  column: number;
}

/** A cell of a megabyte is refused by its length before any pattern looks at it. */
const absurdLength = 40_000;

/** The cell's text as it may be stored, "" when it is blank or too long; says what it changed. */
export function tidy(
  cell: string,
  draft: RowDraft,
  place: CellPlace,
  limit: number,
  lines: 'oneLine' | 'severalLines' = 'oneLine',
): string {
  let text = cell.trim();
  if (text.length > absurdLength) {
    draft.report('value_too_long', place.field, place.column);
    return '';
  }
  if (!isPlain(text)) {
    const mended = mendText(text, lines);
    if (mended.removedControls) draft.report('control_characters', place.field, place.column);
    if (mended.undecodable) draft.report('undecodable_text', place.field, place.column);
    text = mended.text;
  }
  if (text.length <= limit) return text;
  draft.report('value_too_long', place.field, place.column);
  return '';
}

/** A word for "no value" is read as blank, and said. */
export function saysNothing(text: string, draft: RowDraft, place: CellPlace): boolean {
  if (!isPlaceholder(text)) return false;
  draft.report('placeholder_blank', place.field, place.column);
  return true;
}

export function columnOf(field: ContactField): TextColumn {
  return contactFields[field].columns[0] as TextColumn;
}

export function textReader(place: CellPlace, column: TextColumn): CellReader {
  const limit = columnLengths[column];
  return (cell, draft) => {
    const text = tidy(cell, draft, place, limit);
    if (text !== '') draft.values[column] = text;
  };
}

export function notesReader(place: CellPlace): CellReader {
  return (cell, draft) => {
    const text = tidy(cell, draft, place, columnLengths.notes, 'severalLines');
    if (text === '') return;
    const notes = draft.values.notes ? `${draft.values.notes}\n${text}` : text;
    if (notes.length > columnLengths.notes) draft.report('value_too_long', place.field, place.column);
    else draft.values.notes = notes;
  };
}

export function customReader(place: CellPlace): CellReader {
  const key = place.field.slice('custom:'.length);
  return (cell, draft) => {
    const text = tidy(cell, draft, place, customValueLength, 'severalLines');
    if (text !== '') (draft.values.custom ??= {})[key] = text;
  };
}

const simpleName = /^[A-Za-z][A-Za-z'.-]*$/;

export function nameReader(place: CellPlace, column: TextColumn): CellReader {
  const limit = columnLengths[column];
  return (cell, draft) => {
    if (cell.length <= limit && simpleName.test(cell)) {
      draft.values[column] = cell;
      return;
    }
    const text = tidy(cell, draft, place, limit).replace(/ {2,}/g, ' ');
    if (text === '') return;
    draft.values[column] = text;
    if (!looksLikeName(text) || looksLikeOrganization(text))
      return draft.report('name_not_a_name', place.field, place.column);
    const couple = column === 'first_name' && /&|\+| and | und /i.test(text) ? splitCouple(text) : null;
    if (!couple) return;
    draft.values.first_name = couple[0];
    draft.partner = { first: couple[1], middle: null, last: null };
    draft.report('name_two_people', place.field, place.column);
  };
}

export function emailReader(place: CellPlace, column: 'email' | 'email2' | 'co_email'): CellReader {
  const verdicts = new Map<string, ReturnType<typeof domainTrouble>>();
  const troubleOf = (domain: string) => {
    let trouble = verdicts.get(domain);
    if (trouble === undefined) {
      if (verdicts.size > 20_000) verdicts.clear();
      verdicts.set(domain, (trouble = domainTrouble(domain)));
    }
    return trouble;
  };
  return (cell, draft) => {
    const text = tidy(cell, draft, place, 1_000);
    if (text === '' || (!text.includes('@') && saysNothing(text, draft, place))) return;
    const addresses = readAddresses(text);
    if (!addresses) {
      draft.report(
        column === 'email' ? 'email_not_an_address' : 'email_other_not_an_address',
        place.field,
        place.column,
        repairedAddress(text),
      );
      return;
    }
    const first = addresses[0]!;
    draft.values[column] = first.address;
    if (column === 'email') draft.emailNormalized = first.normalized;
    const trouble = troubleOf(first.domain);
    if (trouble) draft.report('email_domain_typo', place.field, place.column, betterAddress(first, trouble.suggestion));
    if (column === 'email' && isRoleMailbox(first.normalized.slice(0, first.normalized.lastIndexOf('@'))))
      draft.report('email_role_address', place.field, place.column);
    if (addresses.length === 1) return;
    draft.report('email_several', place.field, place.column);
    if (column === 'email') draft.moreEmails = addresses.slice(1).map((other) => other.address);
  };
}

function betterAddress(address: EmailAddress, domain: string | null): string | undefined {
  return domain === null ? undefined : `${address.address.slice(0, address.address.lastIndexOf('@'))}@${domain}`;
}

/** What a broken address likely was: blanks inside, a comma for the dot, "(at)", two dots; only when the result is an address. */
function repairedAddress(text: string): string | undefined {
  if (text.length > 254) return undefined;
  const repaired = text
    .replace(/\s*(?:\(at\)|\[at\]|@@)\s*/i, '@')
    .replace(/\s*[([]dot[)\]]\s*/gi, '.')
    .replace(/[\s"<>]/g, '')
    .replace(/,/g, '.')
    .replace(/\.{2,}/g, '.')
    .replace(/\.?@\.?/, '@')
    .replace(/^\.|[.;:]$/g, '');
  return repaired !== text && readAddresses(repaired)?.length === 1 ? repaired : undefined;
}

export function phoneReader(place: CellPlace, column: 'phone' | 'phone2' | 'phone3' | 'co_phone'): CellReader {
  const limit = columnLengths[column];
  return (cell, draft) => {
    const quick = nanpNumber(cell, draft.country);
    if (quick) {
      draft.values[column] = quick;
      return;
    }
    const text = tidy(cell, draft, place, 400);
    if (text === '' || saysNothing(text, draft, place)) return;
    const parts = splitPhones(text);
    const numbers = parts.map((part) => phoneOrText(part, draft, place));
    const first = numbers[0];
    if (parts.length > 1) {
      draft.report('phone_several', place.field, place.column);
      if (column !== 'co_phone')
        draft.morePhones = [...(draft.morePhones ?? []), ...numbers.slice(1).filter((number) => number !== null)];
    }
    if (!first) return;
    if (first.length > limit) draft.report('value_too_long', place.field, place.column);
    else draft.values[column] = first;
  };
}

function phoneOrText(text: string, draft: RowDraft, place: CellPlace): string | null {
  const read = readPhone(text, draft.country);
  if (read.verdict === 'number') return read.number;
  draft.report(`phone_${read.verdict}`, place.field, place.column);
  return read.verdict === 'damaged' ? null : text;
}
