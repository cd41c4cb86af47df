import { splitAddress } from '../contacts/address.js';
import { readDate } from '../contacts/dates.js';
import { readAddresses } from '../contacts/email.js';
import { isCommonFamilyName, isCommonGivenName } from '../contacts/given-names.js';
import { looksLikeName, looksLikeOrganization } from '../contacts/name.js';
import { readPhone } from '../contacts/phone.js';
import { stateCode } from '../contacts/us-states.js';
import { isPlaceholder } from '../contacts/text.js';
import { readYesNo } from '../contacts/yes-no.js';
import type { ColumnKind } from './mapping.js';

const tests = {
  email: (text: string) => text.includes('@') && readAddresses(text) !== null,
  phone: (text: string) => isPhone(text),
  /** Six digits and more: perhaps a phone that lacks some. */
  digits: (text: string) => /^[+(]?\d[\d ().\-/+x]{5,24}$/.test(text) && text.replace(/\D/g, '').length >= 6,
  zip: (text: string) => /^(?:\d{5}(?:[- ]?\d{4})?|\d{4}|[A-Z]\d[A-Z] ?\d[A-Z]\d)$/i.test(text),
  date: (text: string) => text.length >= 4 && !/^\d+(?:\.\d+)?$/.test(text) && readDate(text, 'mdy', 2030) !== null,
  number: (text: string) => /^[-+]?[$€£]?\s?\d[\d.,' ]*%?$/.test(text),
  yesNo: (text: string) => readYesNo(text, 'consent') !== null,
  state: (text: string) => stateCode(text) !== null,
  url: (text: string) => /^(?:https?:\/\/|www\.)\S+$/i.test(text),
  address: (text: string) => splitAddress(text) !== null,
  street: (text: string) => /^\d+[A-Za-z]?[ -]+\S.*\p{L}/u.test(text) || /\p{L}\s\d+[a-z]?$/u.test(text),
  givenName: (text: string) => isCommonGivenName(text.split(' ', 1)[0]!),
  familyName: (text: string) => isCommonFamilyName(text.split(' ').at(-1)!),
  words: (text: string) => looksLikeName(text) && !looksLikeOrganization(text),
  severalWords: (text: string) => /\S[ ,]+\S/.test(text),
  list: (text: string) => /\S\s*(?:[;|,]|:::)\s*\S/.test(text),
  id: (text: string) => /^(?=.*\d)[A-Za-z0-9_-]{6,40}$/.test(text),
} as const;
type Trait = keyof typeof tests;

export interface ValueEvidence {
  /** How many sampled cells hold something. */
  values: number;
  distinct: number;
  /** Share (0..1) of the values that have the trait. */
  share: Record<Trait, number>;
  kind: ColumnKind;
}

const evidenceRows = 200;

/** What the values of a column look like, whatever its header says; a few hundred cells are enough. */
export function valueEvidence(cells: readonly string[]): ValueEvidence {
  const texts = cells.map((cell) => cell.slice(0, 400).trim()).filter((text) => text !== '' && !isPlaceholder(text));
  const sampled =
    texts.length <= evidenceRows
      ? texts
      : texts.filter((_, index) => index % Math.ceil(texts.length / evidenceRows) === 0);
  const share = Object.fromEntries(
    Object.entries(tests).map(([trait, test]) => [
      trait,
      sampled.length === 0 ? 0 : sampled.filter(test).length / sampled.length,
    ]),
  ) as Record<Trait, number>;
  const distinct = new Set(sampled).size;
  return { values: texts.length, distinct, share, kind: kindOf(share, sampled, distinct) };
}

function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  if (digits < 7 || digits > 40 || (/^\d+$/.test(text) && digits !== 10 && digits !== 11)) return false;
  return (
    text.length <= 80 &&
    (readPhone(text, 'US').verdict === 'number' || /^[+\d][\d ().\-/]{6,20}(?:\s?(?:x|ext)\.?\s?\d+)?$/i.test(text))
  );
}

function kindOf(share: Record<Trait, number>, texts: string[], distinct: number): ColumnKind {
  if (texts.length === 0) return 'empty';
  const most = 0.7;
  if (share.email >= most) return 'email';
  if (share.url >= most) return 'url';
  if (share.date >= most) return 'date';
  if (share.yesNo >= 0.9 && distinct <= 4) return 'yesNo';
  if (share.zip >= most && texts.every((text) => text.length >= 4)) return 'zip';
  if (share.phone >= most) return 'phone';
  if (share.number >= most) return 'number';
  if (share.address >= 0.5 || (share.street >= most && share.severalWords >= most)) return 'address';
  if (share.words >= most && share.givenName >= 0.25) return share.severalWords >= 0.6 ? 'fullName' : 'name';
  if (share.words >= most && share.familyName >= 0.25) return 'name';
  if (share.list >= 0.3 && distinct < texts.length) return 'tags';
  if (share.id >= 0.9 && distinct === texts.length) return 'id';
  return 'text';
}
