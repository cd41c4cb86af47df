/** A home's address in parts, as a contact or a Hub has it. */
export interface HomeAddress {
  street: string | null;
  unit: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  country: string | null;
}

/** The commoner words of USPS Publication 28 (appendix C1 and §233), so that "12 Elm Street" and "12 ELM ST." are one home. */
const shortWords: Record<string, string> = {
  street: 'st', avenue: 'ave', av: 'ave', road: 'rd', drive: 'dr', lane: 'ln', court: 'ct', boulevard: 'blvd', place: 'pl', circle: 'cir', terrace: 'ter',
  trail: 'trl', parkway: 'pkwy', highway: 'hwy', square: 'sq', cove: 'cv', point: 'pt', crossing: 'xing', ridge: 'rdg', view: 'vw', plaza: 'plz', heights: 'hts',
  north: 'n', south: 's', east: 'e', west: 'w', northeast: 'ne', northwest: 'nw', southeast: 'se', southwest: 'sw',
}; // prettier-ignore
const unitWord = /^(?:apartment|apt|unit|suite|ste|number|no|#)$/;

/** What two spellings of one home have in common; null while there is no street, or neither zip nor city. */
export function homeKey({ street, unit, city, state, zip, country }: HomeAddress): string | null {
  const streetKey = words(street)
    .map((word) => shortWords[word] ?? word)
    .join(' ');
  if (streetKey === '') return null;
  // Zip and city name the same place; the zip is the one people spell alike.
  const zipKey = words(zip)
    .join('')
    .slice(0, isFiveDigits(country) ? 5 : undefined);
  const place = zipKey === '' ? [...words(city), ...words(state)].join(' ') : zipKey;
  if (place === '') return null;
  const unitKey = words(unit)
    .filter((word) => !unitWord.test(word))
    .join('');
  return [streetKey, unitKey, place, words(country).join('') || 'us'].join('|');
}

const isFiveDigits = (country: string | null) => country === null || country === '' || country.toUpperCase() === 'US';

function words(text: string | null): string[] {
  return (text ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[.'’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
