import { readEdits } from '../contacts/edits.js';
import {
  homeDetailNames,
  type HomeDetails,
  HomeDetails as HomeDetailsSchema,
  homeKinds,
  type HomeField,
} from './details.js';
import type { HomeAddress } from './home-key.js';

/** What of a home stands in the form of a correction: everything but the country. */
export const correctableNames = ['street', 'unit', 'city', 'state', 'zip', ...homeDetailNames] as const;
export type CorrectableField = (typeof correctableNames)[number];

export type HomeChanges = Partial<Record<HomeField, [unknown, unknown]>>;

const numbers: ReadonlySet<string> = new Set(['beds', 'baths', 'area', 'lot', 'yearBuilt']);
const addressFields = ['street', 'unit', 'city', 'state', 'zip'] as const;

export interface Home {
  home: HomeAddress;
  details: HomeDetails;
}

/** A value of a home as a form shows it. */
export function homeText({ home, details }: Home, name: CorrectableField): string {
  const value = name in home ? home[name as keyof HomeAddress] : details[name as keyof HomeDetails];
  return value === null || value === undefined ? '' : String(value);
}

/**
 * What somebody has typed otherwise than it stands, read by the rules of homes.
 * @returns `[old, new]` by field, and a sentence for each that cannot be so
 */
export function readCorrection(
  now: Home,
  typed: Partial<Record<CorrectableField, string>>,
  scope: { today: string; country: string },
): { changes: HomeChanges; problems: Record<string, string> } {
  const changed = new Set<CorrectableField>(
    correctableNames.filter((name) => typed[name] !== undefined && typed[name].trim() !== homeText(now, name)),
  );
  const address = Object.fromEntries(
    addressFields.filter((name) => changed.has(name)).map((name) => [name, typed[name]!]),
  );
  const { values, problems } = readEdits(address, scope);
  const details = Object.fromEntries(
    homeDetailNames.filter((name) => changed.has(name)).map((name) => [name, valueOf(name, typed[name]!)]),
  );
  const read = HomeDetailsSchema.safeParse(details);
  const wrong = Object.fromEntries((read.error?.issues ?? []).map(({ path, message }) => [String(path[0]), message]));
  const wanted: Record<string, unknown> = { ...values, ...read.data };
  const old: Record<string, unknown> = { ...now.home, ...now.details };
  const differing = Object.keys(wanted).filter((name) => (wanted[name] ?? null) !== (old[name] ?? null));
  return {
    changes: Object.fromEntries(differing.map((name) => [name, [old[name] ?? null, wanted[name] ?? null]])),
    problems: { ...problems, ...wrong },
  };
}

/** A blank says that it is not known; "2,400" is a number, and what is none is refused by the rules of homes. */
function valueOf(name: string, text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (!numbers.has(name)) return trimmed;
  const number = Number(trimmed.replace(/,(?=\d{3}\b)/g, ''));
  return Number.isNaN(number) ? trimmed : number;
}

/** As homeowners read them. */
export const homeFieldLabels: Record<HomeField, string> = {
  street: 'Street and number',
  unit: 'Unit',
  city: 'City',
  state: 'State',
  zip: 'ZIP code',
  country: 'Country',
  kind: 'Kind of home',
  beds: 'Bedrooms',
  baths: 'Bathrooms',
  area: 'Living area in sq ft',
  lot: 'Lot in sq ft',
  yearBuilt: 'Built in',
  boughtOn: 'Bought on',
};

export const homeKindLabels: Record<(typeof homeKinds)[number], string> = {
  house: 'House',
  townhouse: 'Townhouse',
  condo: 'Condo',
  apartment: 'Apartment',
  multi_family: 'Multi-family home',
  manufactured: 'Manufactured home',
  land: 'Land',
  other: 'Other',
};

const isKind = (value: unknown): value is (typeof homeKinds)[number] => homeKinds.some((kind) => kind === value);

/** A value of a home as people read it: "2,400", "Townhouse", "–". */
export function homeValueInWords(name: HomeField, value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (name === 'kind' && isKind(value)) return homeKindLabels[value];
  if (typeof value === 'number' && name !== 'yearBuilt') return value.toLocaleString('en-US');
  if (name === 'boughtOn' && typeof value === 'string') return dayInWords(new Date(`${value}T00:00:00Z`));
  return String(value);
}

const dayFormat = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });
export const dayInWords = (day: Date): string => dayFormat.format(day);
