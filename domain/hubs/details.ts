import { z } from 'zod';

/** Kinds of homes as people say them. */
export const homeKinds = [
  'house',
  'townhouse',
  'condo',
  'apartment',
  'multi_family',
  'manufactured',
  'land',
  'other',
] as const;

/** Areas in square feet; a day as YYYY-MM-DD. All may be unknown. */
export const HomeDetails = z.strictObject({
  kind: z.enum(homeKinds, 'Choose one of the kinds of home.').nullable().optional(),
  beds: z.number('Give a number.').min(0).max(99, 'A home has at most 99 bedrooms here.').nullable().optional(),
  baths: z.number('Give a number.').min(0).max(99, 'A home has at most 99 bathrooms here.').multipleOf(0.25, 'Use quarters, as in 2.5.').nullable().optional(),
  area: z.number('Give a number.').int('Give whole square feet.').min(1).max(1_000_000).nullable().optional(),
  lot: z.number('Give a number.').int('Give whole square feet.').min(1).max(1_000_000_000).nullable().optional(),
  yearBuilt: z.number('Give a year.').int('Give a year.').min(1600, 'Give a year from 1600 on.').max(2100).nullable().optional(),
  boughtOn: z.iso.date('Give a day, as in 2021-05-30.').nullable().optional(),
}); // prettier-ignore
export type HomeDetails = z.infer<typeof HomeDetails>;

export const homeDetailNames = Object.keys(HomeDetails.shape) as (keyof HomeDetails)[];
export const addressNames = ['street', 'unit', 'city', 'state', 'zip', 'country'] as const;

/** What of a home a homeowner may correct. */
export const homeFieldNames = [...addressNames, ...homeDetailNames] as const;
export type HomeField = (typeof homeFieldNames)[number];
