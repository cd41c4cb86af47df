const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Wave 0 is the invitation, 1 and 2 are its reminders. */
export const lastWave = 2;
/** A link works so long; a new one begins again. */
export const invitationDays = 30;
/** Days between the invitation and its first reminder, and from that to the second. */
export const reminderGapDays = [3, 7] as const;
/** Nobody is mailed about one invitation twice within a day, also when a person asks for it. */
export const quietHours = 24;

/**
 * When the wave after `sentWave` goes out by itself, counted from when that one was taken over; null when it was the last that
 * is wished, or the link would be over by then.
 */
export function nextWaveAt(
  { sentWave, reminders, expiresAt }: { sentWave: number; reminders: number; expiresAt: Date },
  sentAt: Date,
): Date | null {
  const gap = reminderGapDays[sentWave];
  if (sentWave >= reminders || gap === undefined) return null;
  const at = new Date(sentAt.getTime() + gap * dayMs);
  return at < expiresAt ? at : null;
}

export type ReminderVerdict = { mayGo: true } | { mayGo: false; code: string; sentence: string };

/** Whether a person may have the next reminder sent at once, and why not. */
export function nextReminder(
  { via, wave, lastSentAt }: { via: 'mail' | 'link'; wave: number; lastSentAt: Date | null },
  now: Date,
): ReminderVerdict {
  if (via === 'link') return no('no_mail', 'This invitation was handed over as a link. Resend it to send it by mail.');
  if (lastSentAt === null || wave === 0)
    return no('not_sent_yet', 'The invitation itself has not been sent yet; a reminder would come before it.');
  if (wave > lastWave)
    return no('no_reminder_left', 'Both reminders have been sent. Resend the invitation instead; it gets a new link.');
  const quietUntil = new Date(lastSentAt.getTime() + quietHours * hourMs);
  if (now < quietUntil)
    return no('too_soon', `The last mail went out less than ${quietHours} hours ago. Remind again tomorrow.`);
  return { mayGo: true };
}

const no = (code: string, sentence: string): ReminderVerdict => ({ mayGo: false, code, sentence });
