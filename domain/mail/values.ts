import { mendText } from '../contacts/text.js';
import { type Variable, variables, variableSpec } from './variables.js';

/** What of an address a mail may show; as in `hubs` and `contacts`. */
export interface MailAddress {
  street: string | null;
  unit?: string | null;
  city?: string | null;
  state?: string | null;
  zip?: string | null;
}

interface ValueOf {
  text: string;
  name: string;
  address: MailAddress;
  url: string;
  date: Date;
}

/** What is known of one person, one home, one agent: the values of one mail. Null or absent: there is none. */
export type MailValues = {
  [V in Variable]?: ValueOf[(typeof variables)[V]['type']] | null;
};

/** A value that cannot stand in any mail, such as a link that is no web address. Never repeats the value. */
export class WrongValue extends Error {
  override readonly name = 'WrongValue';
  constructor(readonly variable: Variable) {
    super(`The value of {{${variable}}} is not what a ${variableSpec(variable).type} may be.`);
  }
}

/**
 * The value of a variable as text, without any escaping; null when there is none.
 * @throws WrongValue
 */
export function valueText(variable: Variable, values: MailValues): string | null {
  const value = values[variable];
  if (value === null || value === undefined || value === '') return null;
  const text = writeValue(variable, value);
  return text === '' ? null : text;
}

function writeValue(variable: Variable, value: string | Date | MailAddress): string {
  const { type } = variableSpec(variable);
  if (value instanceof Date) {
    if (type !== 'date' || Number.isNaN(value.getTime())) throw new WrongValue(variable);
    return lastWholeDay(value);
  }
  if (typeof value === 'object') {
    if (type !== 'address') throw new WrongValue(variable);
    return variable === 'homeStreet' ? streetLine(value) : addressLine(value);
  }
  if (type === 'url') return webAddress(variable, value);
  if (type === 'text') return mendText(value, 'severalLines').text;
  if (type === 'name') return mendText(value).text;
  throw new WrongValue(variable);
}

/** An address that is its own `href`: most links of a mail are, and a thousand mails have four thousand of them. */
const plainLink = /^https?:\/\/(?!xn--)[a-z0-9-]+(?:\.(?!xn--)[a-z0-9-]+)*\.[a-z]+(?:\/[\w~-]+)+$/;

function webAddress(variable: Variable, value: string): string {
  if (plainLink.test(value)) return value;
  const url = URL.parse(value);
  if (!url || !['https:', 'http:'].includes(url.protocol)) throw new WrongValue(variable);
  return url.href;
}

const line = (parts: (string | null | undefined)[], by: string) =>
  parts
    .map((part) => mendText(part ?? '').text)
    .filter((part) => part !== '')
    .join(by);

/** "12 Elm St, Unit 4"; empty without a street, however much else is known. */
export function streetLine({ street, unit }: MailAddress): string {
  return mendText(street ?? '').text === '' ? '' : line([street, unit], ', ');
}

/** "12 Elm St, Unit 4, Boulder, CO 80302"; empty without a street. */
export function addressLine(address: MailAddress): string {
  const { city, state, zip } = address;
  return streetLine(address) === '' ? '' : line([streetLine(address), city, line([state, zip], ' ')], ', ');
}

const dayInWords = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: 'UTC' });
/** The one written last: the links of a campaign end on the same day. */
let lastDay = { number: Number.NaN, words: '' };

/**
 * The last day that is over everywhere on earth by then: what a mail says of an end must be true in every time zone
 * (a false "until Friday" is a misleading statement in the sense of the law).
 */
export function lastWholeDay(end: Date): string {
  const westernmost = 12 * 3_600_000;
  const day = 24 * 3_600_000;
  const number = Math.floor((end.getTime() - westernmost - day) / day);
  if (lastDay.number !== number) lastDay = { number, words: dayInWords.format(new Date(number * day)) };
  return lastDay.words;
}

/** "Anna and Ben": how a mail to one address greets the one or two people who read it. */
export function namesTogether(names: readonly (string | null | undefined)[]): string | null {
  const known = [...new Set(names.map((name) => mendText(name ?? '').text).filter((name) => name !== ''))];
  return known.length === 0 ? null : known.join(' and ');
}

/** The values of an invented person, for templates that are looked at as nobody in particular. */
export function sampleValues(): MailValues {
  const samples: Partial<Record<Variable, string | Date | MailAddress>> = {};
  for (const variable of Object.keys(variables) as Variable[]) {
    const { type, sample } = variableSpec(variable);
    if (type === 'date') samples[variable] = new Date(sample);
    else if (type === 'address')
      samples[variable] = { street: '12 Elm St', city: 'Boulder', state: 'CO', zip: '80302' };
    else samples[variable] = sample;
  }
  return samples as MailValues;
}
