import { counted, inSeconds } from '../fields/numbers.js';
import { relativeTime } from '../fields/relative-time.js';
import type { Campaign, CampaignHold, CampaignSettings, Counts } from './types.js';

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export const dayName = (day: number): string => dayNames[day - 1] ?? `day ${day}`;

/** 9 → "9:00 am", 0 → "midnight", 24 → "midnight". */
export function hourName(hour: number): string {
  if (hour === 0 || hour === 24) return 'midnight';
  if (hour === 12) return 'noon';
  return `${hour % 12}:00 ${hour < 12 ? 'am' : 'pm'}`;
}

/** "Monday to Saturday", "Monday, Wednesday and Friday", "every day". */
export function daysWords(days: readonly number[]): string {
  const sorted = [...days].toSorted((one, other) => one - other);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return 'on no day';
  if (sorted.length === 7) return 'every day';
  if (sorted.length > 2 && last - first === sorted.length - 1) return `${dayName(first)} to ${dayName(last)}`;
  const names = sorted.map(dayName);
  return names.length === 1 ? dayName(first) : `${names.slice(0, -1).join(', ')} and ${dayName(last)}`;
}

/** "Monday to Saturday, 9:00 am to 7:00 pm where each recipient lives" */
export const windowWords = ({ days, fromHour, toHour }: CampaignSettings['window']): string =>
  `${daysWords(days)}, ${hourName(fromHour)} to ${hourName(toHour)} where each recipient lives`;

export const reminderWords = [
  'No reminder',
  'One reminder, after 3 days',
  'Two reminders, after 3 and after 10 days',
] as const;

export const rateWords = (perHour: number | null): string =>
  perHour === null ? 'As fast as your account may send' : `At most ${counted(perHour, 'mail')} an hour`;

/** How long so many mails take at a chosen speed; null when nobody chose one. */
export function durationWords(mails: number, perHour: number | null): string | null {
  if (perHour === null || mails === 0) return null;
  return `${counted(mails, 'mail')} at this speed take about ${inSeconds((mails / perHour) * 3600)} of sending time.`;
}

type Told = Pick<Campaign, 'state' | 'nextAt' | 'counts' | 'failure' | 'settings' | 'holds' | 'resumeState'>;

/** What stops all of a campaign; that a family of mailbox providers is left alone concerns some of its mails only. */
export const stoppingHold = (holds: readonly CampaignHold[]): CampaignHold | null =>
  holds.find(({ scope }) => scope !== 'provider') ?? null;

const heldWords = 'Held: nothing leaves until the hold is released.';

/** What happens next and when, in one sentence. */
export function nextWords(campaign: Told, now: Date): string {
  const { state, nextAt, counts, failure, settings, holds } = campaign;
  const isHeld = stoppingHold(holds) !== null;
  const isDue = nextAt === null || new Date(nextAt) <= now;
  const when = nextAt === null ? '' : relativeTime(new Date(nextAt), now);
  switch (state) {
    case 'freezing':
      return 'Each contact gets a verdict. Nothing is sent.';
    case 'awaiting_review':
      return 'Nothing is sent before you approve it.';
    case 'preparing':
      return isDue
        ? 'Hubs and invitations are made. The first mails leave right after.'
        : `Hubs and invitations are made. The first mails leave ${when}.`;
    case 'sending':
      if (isHeld) return heldWords;
      if (counts.planned + counts.deferred === 0) return 'The last answers of mail servers are awaited.';
      return isDue ? 'Mails are going out now.' : `The next mails leave ${when}.`;
    case 'reminding':
      if (nextAt === null) return 'No more mails go out. It ends when the last link is claimed or runs out.';
      if (isHeld && isDue) return heldWords;
      return isDue ? 'Reminders are going out now.' : `Reminders to those who have not claimed yet leave ${when}.`;
    case 'paused':
      return 'Nothing is sent until you resume. It goes on where it was.';
    case 'failed':
      return failure?.sentence ?? 'It stopped. Nothing was lost; Resume goes on where it was.';
    case 'completed':
      return settings.reminders === 0 ? 'Every mail was sent.' : 'Every mail was sent, reminders included.';
    case 'cancelled':
      return 'No more mails go out. What was sent stays valid.';
    case 'expired':
      return 'Nobody approved it within 7 days, so nothing was sent.';
  }
}

export const plannedOf = ({ planned, deferred }: Counts): number => planned + deferred;
/** How many were found eligible, as the parts count them. */
export const eligibleInParts = (counts: Counts): number =>
  counts.planned +
  counts.deferred +
  counts.sent +
  counts.unknown +
  counts.rejected +
  counts.late_excluded +
  counts.cancelled;

/** What stays and what does not when it is cancelled now. */
export function cancelSentence({ state, counts }: Pick<Campaign, 'state' | 'counts'>): string {
  if (state === 'freezing' || state === 'awaiting_review') return 'Nothing was sent, and nothing will be.';
  const open = plannedOf(counts);
  const sent = `${counted(counts.sent, 'mail')} ${counts.sent === 1 ? 'is' : 'are'} sent and ${counts.sent === 1 ? 'stays' : 'stay'} valid: those who got one can still claim their Hub.`;
  const rest =
    open > 0
      ? `${counted(open, 'contact')} who ${open === 1 ? 'has' : 'have'} had no mail yet ${open === 1 ? 'gets' : 'get'} none.`
      : 'Nobody gets a reminder any more.';
  return `${sent} ${rest} This cannot be taken back.`;
}
