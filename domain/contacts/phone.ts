import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';

/** A North American number as people type it; area code and exchange begin with 2–9 (NANPA, "Central Office Code Assignment Guidelines" §3). */
const nanp = /^(?:\+?1[ .-]?)?\(?([2-9]\d\d)\)?[ .-]{0,2}([2-9]\d\d)[ .-]?(\d{4})$/;
const nanpCountries = new Set(['US', 'CA', 'PR', 'VI', 'GU', 'AS', 'MP', 'BS', 'JM', 'DO', 'BM', 'TT', 'BB']);
const between = /\s*(?:[;,|\n\r]|:::|\s(?:or|oder|and|und|&)\s|\s?\/\s?)\s*/i;
/** What Excel makes of a long number in a narrow column. */
const scientific = /^\+?\d(?:[.,]\d+)?e\+?\d{1,2}$/i;

export type ReadPhone =
  /** `number`: E.164, with `;ext=` (RFC 3966 §3) when there is an extension. */
  { verdict: 'number'; number: string } | { verdict: 'incomplete' | 'unlikely' | 'damaged' };

/** Quick answer for the common case: E.164 of a ten-digit number in a country of the North American plan, else null. */
export function nanpNumber(text: string, country: string): string | null {
  if (text.length > 20 || !nanpCountries.has(country)) return null;
  const match = nanp.exec(text);
  return match ? `+1${match[1]}${match[2]}${match[3]}` : null;
}

/** One phone number; `country` (ISO 3166 alpha-2) is where a number without a country code is at home. */
export function readPhone(text: string, country: string): ReadPhone {
  const quick = nanpNumber(text, country);
  if (quick) return { verdict: 'number', number: quick };
  if (scientific.test(text)) return { verdict: 'damaged' };
  if (text.length > 60) return { verdict: 'unlikely' };
  const home = isKnownCountry(country) ? country : 'US';
  const parsed = parsePhoneNumberFromString(withPlus(text), home, metadata);
  const digits = text.replace(/\D/g, '').length;
  if (!parsed?.isPossible()) return { verdict: digits > 0 && digits < 10 ? 'incomplete' : 'unlikely' };
  if (parsed.countryCallingCode === '1' && !/^[2-9]\d\d[2-9]\d{6}$/.test(parsed.nationalNumber))
    return { verdict: 'unlikely' };
  return { verdict: 'number', number: parsed.ext ? `${parsed.number};ext=${parsed.ext}` : parsed.number };
}

function isKnownCountry(country: string): country is CountryCode {
  return country in metadata.countries;
}

/** A number that a spreadsheet made a decimal, and the 00 that many countries dial for the +. */
function withPlus(text: string): string {
  return text.replace(/^(\d{7,15})\.0$/, '$1').replace(/^00(?=[1-9])/, '+');
}

/** The texts of the several numbers of one cell, or the cell alone when it does not split into numbers of seven digits and more. */
export function splitPhones(cell: string): string[] {
  if (cell.length < 15 || cell.length > 400 || !between.test(cell)) return [cell];
  const parts = cell.split(between).filter((part) => part !== '');
  const complete = parts.every((part) => part.replace(/\D/g, '').length >= 7);
  return parts.length > 1 && complete ? parts : [cell];
}
