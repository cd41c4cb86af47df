import { splitAddress } from '../contacts/address.js';
import { countryCode } from '../contacts/country.js';
import { dateText, type DayOrder, readDate } from '../contacts/dates.js';
import { splitFullName } from '../contacts/full-name.js';
import { columnLengths, type TextColumn } from '../contacts/lengths.js';
import { joinTags, readTags } from '../contacts/tags.js';
import { readYesNo } from '../contacts/yes-no.js';
import { readZip } from '../contacts/zip.js';
import { type CellPlace, type CellReader, saysNothing, tidy } from './cell-readers.js';
import type { RowDraft } from './judged-row.js';

export function fullNameReader(place: CellPlace, order: 'first_last' | 'last_first'): CellReader {
  const ofCoOwner = place.field === 'coFullName';
  const [first, last] = ofCoOwner
    ? (['co_first_name', 'co_last_name'] as const)
    : (['first_name', 'last_name'] as const);
  return (cell, draft) => {
    const text = tidy(cell, draft, place, 300).replace(/ {2,}/g, ' ');
    if (text === '') return;
    const name = splitFullName(text, order);
    const set = (column: TextColumn, value: string | null) => setText(draft, place, column, value);
    set(first, ofCoOwner && name.middle ? `${name.first} ${name.middle}` : name.first);
    set(last, name.last);
    if (!ofCoOwner) set('middle_name', name.middle);
    if (name.notAPerson) draft.report('name_not_a_name', place.field, place.column);
    if (name.unsure) draft.report('full_name_unsure', place.field, place.column);
    if (name.title) draft.report('name_title_left_out', place.field, place.column);
    if (!name.partner || ofCoOwner) return;
    draft.partner = name.partner;
    draft.report('name_two_people', place.field, place.column);
  };
}

/** Stores a part of a cell; a part that does not fit its column is an error of its cell. */
export function setText(draft: RowDraft, place: CellPlace, column: TextColumn, value: string | null): void {
  if (!value) return;
  if (value.length > columnLengths[column]) draft.report('value_too_long', place.field, place.column);
  else draft.values[column] = value;
}

const addressColumns = {
  addressLine: ['street', 'unit', 'city', 'state', 'zip', 'country'],
  mailingLine: ['mailing_street', 'mailing_unit', 'mailing_city', 'mailing_state', 'mailing_zip', 'mailing_country'],
} as const;

export function addressReader(place: CellPlace, field: keyof typeof addressColumns): CellReader {
  const [street, unit, city, state, zip, country] = addressColumns[field];
  return (cell, draft) => {
    const text = tidy(cell.replace(/[\r\n]+/g, ', '), draft, place, 300);
    if (text === '') return;
    const parts = splitAddress(text);
    if (!parts) {
      draft.report('address_incomplete', place.field, place.column);
      setText(draft, place, street, text);
      return;
    }
    setText(draft, place, street, parts.street);
    setText(draft, place, unit, parts.unit);
    setText(draft, place, city, parts.city);
    setText(draft, place, state, parts.state);
    setText(draft, place, zip, parts.zip);
    setText(draft, place, country, parts.country);
  };
}

export function zipReader(place: CellPlace, column: 'zip' | 'mailing_zip', columnLostZeros: boolean): CellReader {
  const stateColumn = column === 'zip' ? 'state' : 'mailing_state';
  const fiveDigits = /^\d{5}$/;
  return (cell, draft) => {
    if (fiveDigits.test(cell)) {
      draft.values[column] = cell;
      return;
    }
    const text = tidy(cell, draft, place, columnLengths[column]);
    if (text === '' || saysNothing(text, draft, place)) return;
    const country = column === 'zip' ? draft.country : draft.mailingCountry;
    const read = readZip(text, { state: draft.values[stateColumn] ?? null, country, columnLostZeros });
    draft.values[column] = read.verdict === 'zip' ? read.zip : text;
    if (read.verdict === 'unknown')
      draft.report('zip_not_a_zip', place.field, place.column, read.suggestion ?? undefined);
    else if (read.lostZero) draft.report('zip_lost_zero', place.field, place.column);
  };
}

export function countryReader(place: CellPlace, column: 'country' | 'mailing_country'): CellReader {
  return (cell, draft) => {
    const text = tidy(cell, draft, place, columnLengths[column]);
    if (text === '' || saysNothing(text, draft, place)) return;
    const code = countryCode(text);
    draft.values[column] = code ?? text;
    if (!code) return draft.report('country_unknown', place.field, place.column);
    if (column === 'country') draft.country = draft.mailingCountry = code;
    else draft.mailingCountry = code;
  };
}

export interface DateRules {
  order: DayOrder;
  /** Someone or something said which comes first: an open date is then no reason to warn. */
  orderIsKnown: boolean;
  /** `YYYY-MM-DD`. */
  earliest: string;
  latest: string;
  withoutYear: 'allowed' | 'refused';
}

export function dateReader(
  place: CellPlace,
  column: 'birthday' | 'co_birthday' | 'consent_date' | 'closing_date',
  rules: DateRules,
): CellReader {
  const latestYear = Number(rules.latest.slice(0, 4));
  const isoDay = /^\d{4}-\d\d-\d\d$/;
  return (cell, draft) => {
    const text = tidy(cell, draft, place, 200);
    if (text === '' || (!isoDay.test(text) && saysNothing(text, draft, place))) return;
    if (/^0{1,4}[-/.]0{1,2}[-/.]0{1,4}/.test(text)) return draft.report('placeholder_blank', place.field, place.column);
    const date = readDate(text, rules.order, latestYear);
    if (!date || (date.year === null && rules.withoutYear === 'refused'))
      return draft.report('date_unreadable', place.field, place.column);
    const day = dateText(date);
    if (date.year !== null && (day < rules.earliest || day > rules.latest))
      return draft.report('date_out_of_range', place.field, place.column);
    draft.values[column] = day;
    if (date.ambiguous && !rules.orderIsKnown) draft.report('date_ambiguous', place.field, place.column);
  };
}

export function yesNoReader(place: CellPlace, column: 'consent' | 'unsubscribed'): CellReader {
  return (cell, draft) => {
    const text = tidy(cell, draft, place, 200);
    if (text === '') return;
    const answer = readYesNo(text, column) ?? (column === 'unsubscribed' && readDate(text, 'mdy', 2100) ? true : null);
    if (answer !== null) draft.values[column] = answer;
    else if (!saysNothing(text, draft, place)) draft.report('yes_no_unclear', place.field, place.column);
  };
}

export function tagsReader(place: CellPlace): CellReader {
  return (cell, draft) => {
    const text = tidy(cell.includes('\n') ? cell.replace(/[\r\n]+/g, ';') : cell, draft, place, 10_000);
    if (text === '') return;
    const { tags, cut } = readTags(text);
    if (cut) draft.report('tags_cut', place.field, place.column);
    if (tags.length > 0) draft.values.tags = draft.values.tags ? joinTags(draft.values.tags, tags) : tags;
  };
}
