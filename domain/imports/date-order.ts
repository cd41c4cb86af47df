import type { DayOrder } from '../contacts/dates.js';

export interface ColumnDateOrder {
  order: DayOrder | null;
  /** Samples that can only be read one way, by way. */
  mdy: number;
  dmy: number;
  /** Samples that fit both ways. */
  open: number;
}

const slashed = /^(\d{1,2})[-/ ](\d{1,2})(?:[-/ ](?:\d{2}|\d{4}))?(?:,? .{0,20})?$/;
const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(?:\d{2}|\d{4}))?/;

/**
 * Day first or month first, decided for a whole column: a single 25/12 settles 3/4. `order` is null when no sample says,
 * or when samples contradict each other (nine in ten must agree).
 */
export function columnDateOrder(samples: Iterable<string>): ColumnDateOrder {
  let [mdy, dmy, open] = [0, 0, 0];
  for (const sample of samples) {
    const text = sample.trim();
    if (text.length > 40) continue;
    const match = slashed.exec(text);
    if (!match) {
      if (dotted.test(text)) dmy++;
      continue;
    }
    const [first, second] = [Number(match[1]), Number(match[2])];
    if (first > 12 && first <= 31 && second <= 12) dmy++;
    else if (second > 12 && second <= 31 && first <= 12) mdy++;
    else if (first !== second) open++;
  }
  const settled = mdy + dmy;
  const order = settled === 0 ? null : mdy >= settled * 0.9 ? 'mdy' : dmy >= settled * 0.9 ? 'dmy' : null;
  return { order, mdy, dmy, open };
}

/** Countries that write the month first (CLDR short date patterns). */
export function countryDateOrder(country: string): DayOrder {
  return country === 'US' || country === 'PH' || country === 'FM' || country === 'MH' || country === 'PW'
    ? 'mdy'
    : 'dmy';
}
