import type { HubHome, HomeDetails } from './types.js';

/** A home as it is typed: everything is text until it is sent. */
export type HomeInput = Record<keyof HubHome | keyof HomeDetails, string>;

export const kindNames: Record<NonNullable<HomeDetails['kind']>, string> = {
  house: 'House',
  townhouse: 'Townhouse',
  condo: 'Condo',
  apartment: 'Apartment',
  multi_family: 'Multi-family',
  manufactured: 'Manufactured home',
  land: 'Land',
  other: 'Other',
};

export interface FieldOfHome {
  name: keyof HomeInput;
  label: string;
  kind: 'text' | 'number' | 'choice' | 'day';
  span: number;
  help?: string;
}

const text = (name: keyof HubHome, label: string, span: number): FieldOfHome => ({ name, label, kind: 'text', span });
const number = (name: keyof HomeDetails, label: string, help?: string): FieldOfHome => ({
  name,
  label,
  kind: 'number',
  span: 4,
  ...(help && { help }),
});

export const addressFields: readonly FieldOfHome[] = [
  text('street', 'Street', 8),
  text('unit', 'Unit', 4),
  text('city', 'City', 6),
  text('state', 'State', 3),
  text('zip', 'Zip code', 3),
  text('country', 'Country', 6),
];
export const detailFields: readonly FieldOfHome[] = [
  { name: 'kind', label: 'Kind of home', kind: 'choice', span: 4 },
  number('beds', 'Bedrooms'),
  number('baths', 'Bathrooms'),
  number('area', 'Living area', 'Square feet'),
  number('lot', 'Lot', 'Square feet'),
  number('yearBuilt', 'Year built'),
  { name: 'boughtOn', label: 'Bought on', kind: 'day', span: 4 },
];
const fields = [...addressFields, ...detailFields];
export const homeFieldNames: Record<string, string> = Object.fromEntries(
  fields.map(({ name, label }) => [name, label]),
);

const blank = Object.fromEntries(fields.map(({ name }) => [name, ''])) as HomeInput;

/** What is known, as text for the form. */
export const typedHome = (home: Partial<HubHome>, details: HomeDetails = {}): HomeInput => ({
  ...blank,
  ...Object.fromEntries(
    Object.entries({ ...home, ...details })
      .filter(([name, value]) => name in blank && value !== null && value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  ),
});

const isNumber = /^\d[\d,]*(\.\d+)?$/;

/** A number as people type it: "1,850" is 1850. What is none is sent as it is, so that the server can say so at the field. */
const read = (typed: string): string | number => (isNumber.test(typed) ? Number(typed.replaceAll(',', '')) : typed);

/** The form as the API takes it: the parts of the address and the details apart, blanks as null. */
export function homeBody(values: HomeInput): { home: Record<string, string | null>; details: Record<string, unknown> } {
  const filled = (name: keyof HomeInput) => values[name].trim() || null;
  const home = Object.fromEntries(addressFields.map(({ name }) => [name, filled(name)]));
  const details = detailFields.map(({ name, kind }) => {
    const typed = filled(name);
    return [name, typed !== null && kind === 'number' ? read(typed) : typed];
  });
  return { home, details: Object.fromEntries(details) };
}

/** "3 bedrooms · 2.5 bathrooms · 1,850 sq ft": what is known of a home, as label and words. */
export function knownDetails(details: HomeDetails): [label: string, words: string][] {
  return detailFields.flatMap(({ name, label }) => {
    const value = details[name as keyof HomeDetails];
    return value === null || value === undefined ? [] : [[label, shownDetail(name, value)] as [string, string]];
  });
}

const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });
const figures = new Intl.NumberFormat('en-US');

/** One value of a home as people say it. */
export function shownDetail(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return 'blank';
  if (name === 'kind') return kindNames[value as keyof typeof kindNames] ?? String(value);
  if (name === 'boughtOn') return day.format(new Date(`${String(value)}T00:00:00Z`));
  if (name === 'area' || name === 'lot') return `${figures.format(Number(value))} sq ft`;
  return String(value);
}

/** "12 Elm St, Boulder CO 80302"; parts that are missing leave no gap. */
export function addressLine({ street, unit, city, state, zip }: Partial<HubHome>): string {
  const first = [street, unit].filter(Boolean).join(' ');
  const town = [city, state, zip].filter(Boolean).join(' ');
  return [first, town].filter(Boolean).join(', ');
}
