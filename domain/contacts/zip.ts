import { stateCode } from './us-states.js';

/** Where zip codes begin with a zero (USPS, "L002 3-Digit ZIP Code Prefix Matrix"); Puerto Rico and the Virgin Islands begin with two. */
const zeroStates = new Set(['CT', 'MA', 'ME', 'NH', 'NJ', 'RI', 'VT', 'PR', 'VI', 'AE']);

export type ReadZip =
  | { verdict: 'zip'; zip: string; lostZero: boolean }
  /** `suggestion`: with the zero back, when nothing but the evidence is missing. */
  | { verdict: 'unknown'; suggestion: string | null };

/**
 * A zip or postal code. A zero that a spreadsheet ate is put back only where the state says so, or where other cells of the
 * column do (`columnLostZeros`). Countries other than US and Canada keep their codes as typed.
 */
export function readZip(
  text: string,
  row: { state: string | null; country: string; columnLostZeros: boolean },
): ReadZip {
  if (/^\d{5}(?:-\d{4})?$/.test(text)) return known(text);
  if (row.country === 'US' || row.country === 'CA') {
    const canadian = /^([ABCEGHJ-NPRSTVXY]\d[A-Z])[ -]?(\d[A-Z]\d)$/i.exec(text);
    if (canadian) return known(`${canadian[1]} ${canadian[2]}`.toUpperCase());
  } else {
    return /^(?=.*\d)[A-Za-z0-9][A-Za-z0-9 -]{1,9}$/.test(text)
      ? known(text)
      : { verdict: 'unknown', suggestion: null };
  }
  const digits =
    text.length <= 14 ? text.replace(/^(\d{3,9})\.0+$/, '$1').replace(/^(\d{3,5})[ -]+(\d{4})$/, '$1$2') : '';
  if (!/^\d{3,9}$/.test(digits)) return { verdict: 'unknown', suggestion: null };
  if (digits.length === 9) return known(`${digits.slice(0, 5)}-${digits.slice(5)}`);
  if (digits.length === 5) return known(digits);
  return withZeros(digits, row);
}

function withZeros(digits: string, row: { state: string | null; columnLostZeros: boolean }): ReadZip {
  const state = row.state ? stateCode(row.state) : null;
  const full =
    digits.length <= 5 ? digits.padStart(5, '0') : `${digits.slice(0, -4).padStart(5, '0')}-${digits.slice(-4)}`;
  const lost = full.startsWith('00') ? 2 : 1;
  if (full.startsWith('000') || (digits.length === 6 && lost === 2)) return { verdict: 'unknown', suggestion: null };
  const stateSays = state !== null && zeroStates.has(state) && (lost === 2) === (state === 'PR' || state === 'VI');
  if (stateSays || (state === null && row.columnLostZeros && lost === 1)) return known(full, true);
  return { verdict: 'unknown', suggestion: state === null ? full : null };
}

function known(zip: string, lostZero = false): ReadZip {
  return { verdict: 'zip', zip, lostZero };
}
