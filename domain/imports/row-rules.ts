import { isAsciiAddress } from '../contacts/email.js';
import { type ContactField, contactFields, type FieldKind } from '../contacts/fields.js';
import type { CellPlace } from './cell-readers.js';
import type { RowDraft } from './judged-row.js';

const phoneColumns = ['phone', 'phone2', 'phone3'] as const;

/** What can be said of a row only after all of its cells were read. */
export function compileRowRules(
  places: CellPlace[],
  columnCount: number,
): (draft: RowDraft, cells: readonly string[]) => void {
  const placeOf = (...fields: ContactField[]) =>
    places.find((place) => fields.includes(place.field as ContactField)) ?? null;
  const first = placeOf('firstName', 'fullName');
  const last = placeOf('lastName', 'fullName');
  const email = placeOf('email');
  const shapes = places.flatMap((place) => {
    const shape = shapeOf(place);
    return shape ? [{ column: place.column, shape }] : [];
  });
  return (draft, cells) => {
    const { values } = draft;
    if (draft.partner) addPartner(draft);
    if (draft.morePhones) fillPhones(draft, draft.morePhones);
    if (draft.moreEmails && values.email2 === undefined) values.email2 = draft.moreEmails[0]!;
    if (values.first_name === undefined)
      draft.report('first_name_missing', first?.field ?? null, first?.column ?? null);
    if (values.last_name === undefined) draft.report('last_name_missing', last?.field ?? null, last?.column ?? null);
    if (email && values.email === undefined && !draft.issues.some((issue) => issue.code === 'email_not_an_address')) {
      draft.report('email_missing', email.field, email.column);
    }
    if (cells.length !== columnCount) judgeLength(draft, cells, columnCount, shapes);
  };
}

/** The second of "John & Mary" becomes the co-owner, unless the file names one in columns of its own. */
function addPartner({ values, partner }: RowDraft): void {
  if (!partner || values.co_first_name !== undefined) return;
  const name = [partner.first, partner.middle].filter((part) => part !== null).join(' ');
  if (name !== '' && name.length <= 100) values.co_first_name = name;
  const last = partner.last ?? values.last_name;
  if (last !== undefined && last !== null && values.co_last_name === undefined) values.co_last_name = last;
}

function fillPhones({ values }: RowDraft, more: string[]): void {
  for (const number of more) {
    if (phoneColumns.some((column) => values[column] === number) || number.length > 60) continue;
    const free = phoneColumns.find((column) => values[column] === undefined);
    if (free) values[free] = number;
  }
}

type Shape = (text: string) => boolean;
const shapes: Partial<Record<FieldKind, Shape>> = {
  email: isAsciiAddress,
  phone: (text) => text.length <= 40 && text.replace(/\D/g, '').length >= 7 && !/[A-Za-z]{4}/.test(text),
  zip: (text) => /^\d{5}(?:-\d{4})?$/.test(text),
};

function shapeOf(place: CellPlace): Shape | null {
  return place.field.startsWith('custom:') ? null : (shapes[contactFields[place.field as ContactField].kind] ?? null);
}

/**
 * A record with more cells than the header: a stray delimiter pushed the rest to the right when a typed cell does not fit its
 * column but its right neighbour does. Such a row is kept out: values would land on the wrong fields.
 */
function judgeLength(
  draft: RowDraft,
  cells: readonly string[],
  columnCount: number,
  typed: { column: number; shape: Shape }[],
): void {
  if (cells.length < columnCount) return draft.report('row_too_short', null, null);
  if (cells.slice(columnCount).every((cell) => cell.trim() === '')) return;
  const shifted = typed.some(({ column, shape }) => {
    const own = (cells[column] ?? '').trim();
    return own !== '' && !shape(own) && shape((cells[column + 1] ?? '').trim());
  });
  draft.report(shifted ? 'row_shifted' : 'row_too_long', null, null);
}
