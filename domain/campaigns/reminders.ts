import { nextWaveAt } from '../hubs/reminders.js';
import type { SendingWindow } from './settings.js';
import { nextOpening } from './windows.js';

/** An address gets no more mails of campaigns within so many days, whichever campaigns they are of. */
export const mailsOfDays = { mails: 3, days: 7 } as const;

/**
 * When a recipient's next reminder is due: at the usual distance from the mail before, moved to when the window is open; null when
 * the one before was the last that is wished, or the link would be over.
 */
export function reminderDue(
  reminder: { sentWave: number; reminders: number; expiresAt: Date; window: SendingWindow; zone: string },
  sentAt: Date,
): Date | null {
  const at = nextWaveAt(reminder, sentAt);
  if (!at) return null;
  const due = nextOpening(reminder.window, reminder.zone, at);
  return due < reminder.expiresAt ? due : null;
}
