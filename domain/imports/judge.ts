import { type ContactField, contactFields, type MappableField } from '../contacts/fields.js';
import type { DayOrder } from '../contacts/dates.js';
import { joinTags } from '../contacts/tags.js';
import {
  type CellPlace,
  type CellReader,
  columnOf,
  customReader,
  emailReader,
  nameReader,
  notesReader,
  phoneReader,
  textReader,
} from './cell-readers.js';
import { countryDateOrder } from './date-order.js';
import { type JudgedRow, RowDraft } from './judged-row.js';
import type { ColumnMapping, ImportOptions } from './mapping.js';
import {
  addressReader,
  countryReader,
  type DateRules,
  dateReader,
  fullNameReader,
  tagsReader,
  yesNoReader,
  zipReader,
} from './part-readers.js';
import { compileRowRules } from './row-rules.js';

export type { JudgedRow, StagedValues } from './judged-row.js';

export interface JudgePlan {
  mapping: ColumnMapping;
  options: ImportOptions;
  columnCount: number;
  /** What `columnEvidence` found: by column index. */
  dateOrderByColumn?: Record<string, DayOrder>;
  zerosLostByColumn?: Record<string, boolean>;
}

/** Country and state tell how phones and zips of the row are to be read: they go first. */
const readFirst = new Set<MappableField>(['country', 'mailingCountry', 'state', 'mailingState']);

/**
 * Turns a mapping into a function that reads one row: texts normalized, each cell judged, the constant tags added.
 * It never throws on data, keeps nothing between rows and takes a few microseconds.
 * @param today `YYYY-MM-DD`: nobody is born after it.
 */
export function compileJudge(plan: JudgePlan, today: string): (cells: readonly string[]) => JudgedRow {
  const places = Object.entries(plan.mapping)
    .filter((entry): entry is [string, MappableField] => entry[1] !== null)
    .map(([index, field]): CellPlace => ({ field, column: Number(index) }))
    .toSorted((a, b) => Number(readFirst.has(b.field)) - Number(readFirst.has(a.field)) || a.column - b.column);
  const columns = places.map((place) => place.column);
  const readers = places.map((place) => compileCell(place, plan, today));
  const finish = compileRowRules(places, plan.columnCount);
  const { country, addTags } = plan.options;
  return (cells) => {
    const draft = new RowDraft(country, country);
    for (let i = 0; i < readers.length; i++) {
      const cell = cells[columns[i]!];
      if (cell !== undefined && cell !== '') readers[i]!(cell, draft);
    }
    finish(draft, cells);
    if (addTags.length > 0) draft.values.tags = draft.values.tags ? joinTags(draft.values.tags, addTags) : addTags;
    return { values: draft.values, emailNormalized: draft.emailNormalized, issues: draft.issues, failed: draft.failed };
  };
}

function compileCell(place: CellPlace, plan: JudgePlan, today: string): CellReader {
  if (place.field.startsWith('custom:')) return customReader(place);
  const field = place.field as ContactField;
  const column = columnOf(field);
  switch (contactFields[field].kind) {
    case 'name':
      return nameReader(place, column);
    case 'fullName':
      return fullNameReader(place, plan.options.nameOrder);
    case 'email':
      return emailReader(place, column as 'email');
    case 'phone':
      return phoneReader(place, column as 'phone');
    case 'addressLine':
      return addressReader(place, field as 'addressLine');
    case 'text':
      return textReader(place, column);
    case 'zip':
      return zipReader(place, column as 'zip', plan.zerosLostByColumn?.[place.column] ?? false);
    case 'country':
      return countryReader(place, column as 'country');
    case 'date':
    case 'birthday':
      return dateReader(place, contactFields[field].columns[0] as 'birthday', dateRules(place, plan, today));
    case 'tags':
      return tagsReader(place);
    case 'yesNo':
      return yesNoReader(place, contactFields[field].columns[0] as 'consent');
    case 'notes':
      return notesReader(place);
  }
}

/** Nobody is older than 120; a closing may lie ten years ahead; consent is never given tomorrow. */
function dateRules(place: CellPlace, plan: JudgePlan, today: string): DateRules {
  const said = plan.options.dateOrder === 'auto' ? plan.dateOrderByColumn?.[place.column] : plan.options.dateOrder;
  const isBirthday = place.field === 'birthday' || place.field === 'coBirthday';
  return {
    order: said ?? countryDateOrder(plan.options.country),
    orderIsKnown: said !== undefined,
    earliest: yearsFrom(today, isBirthday ? -120 : -150),
    latest: place.field === 'closingDate' ? yearsFrom(today, 10) : today,
    withoutYear: isBirthday ? 'allowed' : 'refused',
  };
}

function yearsFrom(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
}
