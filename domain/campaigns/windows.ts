import type { SendingWindow } from './settings.js';

const dayMs = 86_400_000;
/** Days looked at: a week, the day itself once more, and one that daylight saving may take away. */
const daysAhead = 9;

/** An instant as clocks show it in a zone. `day` as in ISO 8601: 1 is Monday. */
interface Wall {
  year: number;
  month: number;
  date: number;
  day: number;
  /** Since midnight, as the clock shows it. */
  seconds: number;
}

/**
 * Whether mails may arrive at that instant: what clocks in the zone show then lies within the window.
 *
 * So daylight saving needs no rule of its own. An hour that the clock skips is never reached: a window that begins in it opens when
 * the clock has jumped, and one that lies wholly in it does not open that day. An hour that the clock shows twice is open both times.
 */
export function isOpen(window: SendingWindow, zone: string, at: Date): boolean {
  const { day, seconds } = wallAt(zone, at);
  return window.days.includes(day) && seconds >= window.fromHour * 3600 && seconds < window.toHour * 3600;
}

/**
 * The first instant from `at` on at which the window is open in the zone; `at` itself while it is.
 * @throws RangeError for a window that never opens, or a zone that is unknown
 */
export function nextOpening(window: SendingWindow, zone: string, at: Date): Date {
  if (isOpen(window, zone, at)) return at;
  const today = wallAt(zone, at);
  for (let ahead = 0; ahead <= daysAhead; ahead += 1) {
    const midnight = Date.UTC(today.year, today.month - 1, today.date + ahead);
    const opening = instantsOf(zone, midnight + window.fromHour * 3_600_000).find(
      (instant) => instant > at && isOpen(window, zone, instant),
    );
    if (opening) return opening;
  }
  throw new RangeError('A window needs a day and an hour on which it is open.');
}

/** When a window that is open closes next; `at` itself while it is closed. */
export function nextClosing(window: SendingWindow, zone: string, at: Date): Date {
  if (!isOpen(window, zone, at)) return at;
  let open = at.getTime();
  let closed = open;
  while (isOpen(window, zone, new Date(closed)) && closed < at.getTime() + daysAhead * dayMs) {
    open = closed;
    closed += 900_000;
  }
  return new Date(firstSecond(open, closed, (instant) => !isOpen(window, zone, instant)));
}

/** Whether it is a name of the IANA time zone database that this machine knows. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return formatterOf(name) !== null;
  } catch {
    return false;
  }
}

/** Instants at which the clock shows `wall`, earliest first; where it skips that time, the instant of the jump. */
function instantsOf(zone: string, wall: number): Date[] {
  const before = wall - offsetAt(zone, wall - dayMs);
  const after = wall - offsetAt(zone, wall + dayMs);
  const shown = [...new Set([before, after])].filter((instant) => instant + offsetAt(zone, instant) === wall);
  if (shown.length > 0) return shown.toSorted((a, b) => a - b).map((instant) => new Date(instant));
  const [from, to] = [Math.min(before, after), Math.max(before, after)];
  return [new Date(firstSecond(from, to, (instant) => instant.getTime() + offsetAt(zone, instant.getTime()) >= wall))];
}

/** The first full second after `from` and not after `to` of which it is true; it stays true from then on. */
function firstSecond(from: number, to: number, isSo: (instant: Date) => boolean): number {
  let [no, yes] = [Math.floor(from / 1000) - 1, Math.ceil(to / 1000)];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (isSo(new Date(middle * 1000))) yes = middle;
    else no = middle;
  }
  return yes * 1000;
}

/** How far clocks in the zone are ahead of UTC at that instant, in milliseconds. */
function offsetAt(zone: string, instant: number): number {
  const { year, month, date, seconds } = wallAt(zone, new Date(instant));
  return Date.UTC(year, month - 1, date) + seconds * 1000 - Math.floor(instant / 1000) * 1000;
}

/** Making one takes far longer than using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, made);
  return made;
}

function wallAt(zone: string, at: Date): Wall {
  const shown: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(at)) shown[type] = Number(value);
  const { year = 0, month = 0, day: date = 0, hour = 0, minute = 0, second = 0 } = shown;
  const day = new Date(Date.UTC(year, month - 1, date)).getUTCDay() || 7;
  return { year, month, date, day, seconds: hour * 3600 + minute * 60 + second };
}
