import { countryCode } from './country.js';
import { caProvinces, stateCode, usStates } from './us-states.js';

export interface AddressParts {
  street: string;
  unit: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  country: string | null;
}

/** USPS Publication 28, appendix C2 (secondary units) and the words people use for them. */
const unitWords =
  'apartment|apt|unit|suite|ste|floor|fl|room|rm|building|bldg|lot|space|spc|trailer|trlr|penthouse|ph|#';
const trailingUnit = new RegExp(`^(.*\\S)[ ,]+((?:${unitWords})\\.? ?#? ?[A-Za-z0-9-]{1,10})$`, 'i');
const wholeUnit = new RegExp(`^(?:(?:${unitWords})\\.? ?#? ?[A-Za-z0-9-]{1,10}|#\\s?[A-Za-z0-9-]{1,10})$`, 'i');
/** Words that end a street name, so that "12 Elm St Boulder CO 80302" can be cut without commas (Publication 28, appendix C1). */
const streetEnd =
  /^(?:st|street|ave|av|avenue|rd|road|dr|drive|ln|lane|ct|court|blvd|boulevard|way|pl|place|cir|circle|ter|terrace|trl|trail|pkwy|parkway|hwy|highway|loop|sq|square|run|path|pass|cv|cove|pt|point|xing|crossing|row|walk|aly|alley|bnd|bend|rdg|ridge|vw|view|plz|plaza|broadway)\.?$/i;
const direction = /^(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\.?$/i;
const usZip = /^\d{5}(?:-\d{4})?$/;
const caPostal = /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i;

/**
 * One line (or lines) of a US or Canadian address into its parts; other countries only when the line ends with their name.
 * Null when city and state or zip cannot be told: the caller keeps the line as typed.
 */
export function splitAddress(line: string): AddressParts | null {
  if (line.length > 300) return null;
  const parts = line
    .split(/\s*[,\n]\s*|\s{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const country = takeCountry(parts);
  const tail = takeStateAndZip(parts);
  if (!tail) return null;
  const { state, zip } = tail;
  if (parts.length === 0) return null;
  const cut = parts.length === 1 ? cutAfterStreet(parts[0]!) : { city: parts.pop()!, street: parts };
  if (!cut || cut.street.length === 0 || /^\d+$/.test(cut.city) || wholeUnit.test(cut.city)) return null;
  const { street, unit } = takeUnit(cut.street);
  return { street, unit, city: cut.city, state, zip, country };
}

function takeCountry(parts: string[]): string | null {
  const last = parts.at(-1);
  if (parts.length < 2 || !last || /\d/.test(last) || (last.length === 2 && stateCode(last))) return null;
  const code = stateCode(last) ? null : countryCode(last);
  if (code) parts.pop();
  return code;
}

/** Takes "CO 80302", "Colorado", "Boulder CO 80302" or "80302" from the end of the parts; what is left of the last part stays there. */
function takeStateAndZip(parts: string[]): { state: string | null; zip: string | null } | null {
  const words = (parts.pop() ?? '').split(' ').filter((part) => part !== '');
  let zip = takeZip(words);
  if (words.length === 0 && parts.length > 0) words.push(...parts.pop()!.split(' '));
  const state = takeState(words);
  if (words.length > 0) parts.push(words.join(' '));
  if (!state && !zip) return null;
  if (zip && caPostal.test(zip)) zip = `${zip.slice(0, 3)} ${zip.slice(-3)}`.toUpperCase();
  return { state, zip };
}

function takeZip(words: string[]): string | null {
  const last = words.at(-1) ?? '';
  if (usZip.test(last)) return words.pop()!;
  const two = words.slice(-2).join(' ');
  if (words.length >= 2 && caPostal.test(two)) return words.splice(-2).join(' ');
  return caPostal.test(last) ? words.pop()! : null;
}

function takeState(words: string[]): string | null {
  for (const count of [4, 3, 2, 1]) {
    if (words.length < count) continue;
    const text = words.slice(-count).join(' ');
    const code = stateCode(text);
    if (!code || (count === 1 && text.length > 2 && words.length === 1 && !(code in usStates || code in caProvinces)))
      continue;
    words.splice(-count);
    return code;
  }
  return null;
}

/** Without commas: the city is what follows the last street word, its direction and its unit. */
function cutAfterStreet(text: string): { street: string[]; city: string } | null {
  const words = text.split(' ');
  if (!/^\d/.test(words[0] ?? '')) return null;
  let end = -1;
  words.forEach((part, index) => {
    if (index > 1 && index < words.length - 1 && streetEnd.test(part)) end = index;
  });
  if (end < 0) return null;
  if (direction.test(words[end + 1] ?? '') && end + 2 < words.length) end++;
  const next = words.slice(end + 1, end + 3).join(' ');
  if (wholeUnit.test(next) && end + 3 < words.length) end += 2;
  else if (wholeUnit.test(words[end + 1] ?? '') && end + 2 < words.length) end++;
  return { street: [words.slice(0, end + 1).join(' ')], city: words.slice(end + 1).join(' ') };
}

function takeUnit(lines: string[]): { street: string; unit: string | null } {
  const units = lines.filter((part, index) => index > 0 && wholeUnit.test(part));
  const street = lines.filter((part) => !units.includes(part)).join(', ');
  if (units.length > 0) return { street, unit: units.join(' ') };
  const match = trailingUnit.exec(street);
  return match && /^\S+ \S/.test(match[1]!) ? { street: match[1]!, unit: match[2]! } : { street, unit: null };
}
