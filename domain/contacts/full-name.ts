import { isCommonGivenName } from './given-names.js';
import { looksLikeName, looksLikeOrganization, splitCouple } from './name.js';

export interface Person {
  first: string | null;
  middle: string | null;
  last: string | null;
}
export interface FullName extends Person {
  /** The second of "John & Mary Smith". */
  partner: Person | null;
  /** "Dr.", "Mrs.": left out of the name. */
  title: string | null;
  /** Another split is as likely: a person should look. */
  unsure: boolean;
  /** Not a person's name (a trust, a company, a number). */
  notAPerson: boolean;
}

const titles = new Set([
  'mr',
  'mrs',
  'ms',
  'miss',
  'mx',
  'dr',
  'prof',
  'rev',
  'hon',
  'sir',
  'herr',
  'frau',
  'hr',
  'fr',
  'mme',
  'mlle',
  'monsieur',
  'madame',
  'señor',
  'señora',
  'sra',
  'srta',
  'dhr',
  'mevr',
  'mw',
  'sig',
  'dott',
  'ing',
  'capt',
  'col',
  'sgt',
  'lt',
]);
const suffixes = new Set([
  'jr',
  'sr',
  'ii',
  'iii',
  'iv',
  'md',
  'phd',
  'dds',
  'dvm',
  'esq',
  'cpa',
  'rn',
  'pe',
  'mba',
  'jd',
]);
const particles = new Set([
  'van',
  'von',
  'vom',
  'zu',
  'zur',
  'der',
  'den',
  'de',
  'del',
  'della',
  'dello',
  'di',
  'da',
  'das',
  'do',
  'dos',
  'du',
  'des',
  'la',
  'le',
  'los',
  'las',
  'ter',
  'ten',
  'te',
  "'t",
  'op',
  'af',
  'av',
  'bin',
  'ibn',
  'ben',
  'al',
  'el',
  'st',
  'st.',
  'san',
  'santa',
  'mac',
  'mc',
  "d'",
  'y',
]);
const word = (text: string) => text.toLowerCase().replace(/[.,]/g, '');

/**
 * Splits a full name by a visible rule: a comma means "Last, First Middle"; else the last word (with its particles: "van der Berg")
 * is the last name, the first word the first, the rest the middle name. Suffixes stay with the last name, titles are taken off,
 * "John & Mary Smith" are two people of one last name.
 */
export function splitFullName(text: string, order: 'first_last' | 'last_first'): FullName {
  const empty: FullName = {
    first: null,
    middle: null,
    last: null,
    partner: null,
    title: null,
    unsure: false,
    notAPerson: false,
  };
  if (text.length > 300 || looksLikeOrganization(text) || !looksLikeName(text))
    return { ...empty, last: text, notAPerson: true };
  const comma = splitAtComma(text);
  if (comma) return fromLastFirst(comma.last, comma.rest, empty);
  const pair = splitCouple(text);
  if (pair) return fromPair(pair, order, empty);
  return { ...empty, ...onePerson(text.replaceAll(',', ''), order) };
}

function splitAtComma(text: string): { last: string; rest: string } | null {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const tail = parts.filter((part, index) => index > 0 && suffixes.has(word(part)));
  const main = parts.filter((part, index) => index === 0 || !suffixes.has(word(part)));
  if (main.length < 2) return null;
  return { last: [main[0], ...tail].join(' '), rest: main.slice(1).join(' ') };
}

function fromLastFirst(last: string, rest: string, empty: FullName): FullName {
  const pair = splitCouple(rest);
  const { first, middle, title } = givenPart(pair ? pair[0] : rest);
  const partner = pair ? { ...givenPart(pair[1]), last } : null;
  return {
    ...empty,
    first,
    middle,
    last,
    title,
    partner: partner && { first: partner.first, middle: partner.middle, last },
    unsure: hasManyWords(rest),
  };
}

/** More than three given names after the comma: perhaps two people. */
function hasManyWords(rest: string): boolean {
  return rest.split(' ').length > 3;
}

function givenPart(text: string): Person & { title: string | null } {
  const words = text.split(' ').filter((part) => part !== '');
  const title = words.length > 1 && titles.has(word(words[0]!)) ? words.shift()! : null;
  return { first: words[0] ?? null, middle: words.slice(1).join(' ') || null, last: null, title };
}

function fromPair([one, two]: [string, string], order: 'first_last' | 'last_first', empty: FullName): FullName {
  const second = onePerson(two, order);
  if (one.split(' ').every((part) => titles.has(word(part)))) return { ...empty, ...second, title: one };
  const firstWords = one.split(' ').filter((part) => !titles.has(word(part)));
  const title = one.split(' ').find((part) => titles.has(word(part))) ?? null;
  if (firstWords.length > 1 && second.last !== null)
    return { ...empty, ...onePerson(one, order), partner: personOf(second), unsure: false };
  if (firstWords.length > 1) {
    const first = onePerson(one, order);
    return { ...empty, ...first, partner: { first: second.first, middle: null, last: first.last } };
  }
  return {
    ...empty,
    first: firstWords[0] ?? null,
    middle: null,
    last: second.last,
    title,
    partner: personOf(second),
    unsure: second.unsure,
  };
}

function personOf({ first, middle, last }: Person): Person {
  return { first, middle, last };
}

function onePerson(
  text: string,
  order: 'first_last' | 'last_first',
): Person & { title: string | null; unsure: boolean } {
  const words = text.split(' ').filter((part) => part !== '');
  const title = words.length > 1 && titles.has(word(words[0]!)) ? words.shift()! : null;
  const tail: string[] = [];
  while (words.length > 2 && suffixes.has(word(words.at(-1)!))) tail.unshift(words.pop()!);
  if (words.length < 2) return { first: words[0] ?? null, middle: null, last: null, title, unsure: false };
  const lastFirst = order === 'last_first' || (isShouted(words[0]!) && !isShouted(words.at(-1)!));
  if (lastFirst)
    return {
      first: words[1]!,
      middle: words.slice(2).join(' ') || null,
      last: [words[0], ...tail].join(' '),
      title,
      unsure: words.length > 3,
    };
  const lastAt = lastNameAt(words);
  const middle = words.slice(1, lastAt);
  const unsure =
    middle.length > 1 ||
    (middle.length === 1 &&
      lastAt === words.length - 1 &&
      !/^\p{L}\.?$/u.test(middle[0]!) &&
      !isCommonGivenName(middle[0]!));
  return {
    first: words[0]!,
    middle: middle.join(' ') || null,
    last: [...words.slice(lastAt), ...tail].join(' '),
    title,
    unsure,
  };
}

/** Where the last name begins: the first particle after the first word, else the last word. */
function lastNameAt(words: string[]): number {
  const particle = words.findIndex((part, index) => index > 0 && index < words.length - 1 && particles.has(word(part)));
  return particle > 0 ? particle : words.length - 1;
}

function isShouted(text: string): boolean {
  return text.length > 2 && text === text.toUpperCase() && text !== text.toLowerCase();
}
