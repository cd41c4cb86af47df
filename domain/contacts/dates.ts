export type DayOrder = 'mdy' | 'dmy';

export interface ReadDate {
  /** Null when the text names none (birthdays) or a vendor's "no year" (1604, Apple and Google). */
  year: number | null;
  month: number;
  day: number;
  /** Day and month could be swapped and nothing in the cell says which is which. */
  ambiguous: boolean;
}

const monthNames = [
  'jan january januar jänner enero ene janvier janv januari janeiro gennaio gen',
  'feb february februar febrero février fevrier févr fevr februari fevereiro fev febbraio febb',
  'mar march märz maerz mrz mär marzo mars maart mrt março marco',
  'apr april abril abr avril avr aprile',
  'may mai mayo mei maio maggio mag',
  'jun june juni junio juin junho giugno giu',
  'jul july juli julio juil juillet julho luglio lug',
  'aug august agosto ago août aout augustus',
  'sep sept september septiembre septembre setembro set settembre sett',
  'oct october oktober okt octubre octobre outubro out ottobre ott',
  'nov november noviembre novembre novembro',
  'dec december dezember dez diciembre dic décembre decembre déc dezembro dicembre',
];
const monthByName = new Map(
  monthNames.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);
const daysIn = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].{0,30})?$/;
const compact = /^(19|20)(\d\d)(\d\d)(\d\d)$/;
const numeric = /^(\d{1,2})([-/. ])\s?(\d{1,2})(?:[-/. ]\s?('?\d{2}|\d{4})(?:,? .{0,20})?)?\.?$/;
const noYear = /^--(\d{1,2})-?(\d{1,2})$/;
const dayFirst =
  /^(?:\p{L}{2,10}\.?,? )?(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[ -]*(?:de )?(\p{L}{3,10})\.?(?:,?[ -]*(?:de )?('?\d{2}|\d{4}))?(?: .{0,20})?$/u;
const monthFirst =
  /^(?:\p{L}{2,10}\.?,? )?(\p{L}{3,10})\.?[ -]*(\d{1,2})(?:st|nd|rd|th)?(?:,?[ -]+('?\d{2}|\d{4}))?(?: .{0,20})?$/u;
const serial = /^(\d{5})(?:\.\d{1,12})?$/;

/**
 * One date as people and programs write it. `order` settles 3/4/2020; dotted dates are day first (no country writes m.d.y).
 * Two-digit years become the latest year not after `latestYear`. Excel serial days (1900 system) are read from 5 digits.
 */
export function readDate(text: string, order: DayOrder, latestYear: number): ReadDate | null {
  if (text.length > 60) return null;
  let match = iso.exec(text);
  if (match) return plausible(Number(match[1]), Number(match[2]), Number(match[3]));
  match = numeric.exec(text);
  if (match) return fromNumbers(match, order, latestYear);
  match = compact.exec(text);
  if (match) return plausible(Number(match[1]! + match[2]!), Number(match[3]), Number(match[4]));
  match = noYear.exec(text);
  if (match) return plausible(null, Number(match[1]), Number(match[2]));
  match = serial.exec(text);
  if (match) return fromSerial(Number(match[1]));
  return fromWords(text.toLowerCase(), latestYear);
}

function fromNumbers(match: RegExpExecArray, order: DayOrder, latestYear: number): ReadDate | null {
  const [first, second] = [Number(match[1]), Number(match[3])];
  const year = match[4] === undefined ? null : fullYear(match[4], latestYear);
  const open = first <= 12 && second <= 12 && first !== second && match[2] !== '.';
  const dayIsFirst = first > 12 || (second <= 12 && (match[2] === '.' || order === 'dmy'));
  const date = dayIsFirst ? plausible(year, second, first) : plausible(year, first, second);
  return date && { ...date, ambiguous: open };
}

function fromWords(text: string, latestYear: number): ReadDate | null {
  const byDay = dayFirst.exec(text);
  const byMonth = byDay ? null : monthFirst.exec(text);
  const [day, month, year] = byDay ? [byDay[1], byDay[2], byDay[3]] : [byMonth?.[2], byMonth?.[1], byMonth?.[3]];
  const monthNumber = month === undefined ? undefined : monthByName.get(month);
  if (monthNumber === undefined) return null;
  return plausible(year === undefined ? null : fullYear(year, latestYear), monthNumber, Number(day));
}

function fullYear(digits: string, latestYear: number): number {
  const year = Number(digits.replace("'", ''));
  if (digits.length === 4) return year;
  const inCentury = latestYear - (latestYear % 100) + year;
  return inCentury > latestYear ? inCentury - 100 : inCentury;
}

/** Day 1 is 1 January 1900; after the 29 February 1900 that Excel believes in, counting from 30 December 1899 is right. */
function fromSerial(days: number): ReadDate | null {
  if (days < 10_000 || days > 80_000) return null;
  const date = new Date(Date.UTC(1899, 11, 30) + days * 86_400_000);
  return plausible(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

function plausible(year: number | null, month: number, day: number): ReadDate | null {
  if (month < 1 || month > 12 || day < 1 || day > daysIn[month - 1]!) return null;
  const leap = year === null || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
  if (month === 2 && day === 29 && !leap) return null;
  return { year: year === 1604 ? null : year, month, day, ambiguous: false };
}

/** `YYYY-MM-DD`, or `--MM-DD` without a year (ISO 8601:2000 §5.2.1.3 d, as vCard writes birthdays, RFC 6350 §4.3.1). */
export function dateText(date: ReadDate): string {
  const monthDay = `${String(date.month).padStart(2, '0')}-${String(date.day).padStart(2, '0')}`;
  return date.year === null ? `--${monthDay}` : `${String(date.year).padStart(4, '0')}-${monthDay}`;
}
