import type { Hub, HubInvitation, HubPersonName, NextStep } from './types.js';
import { relativeTime } from '../fields/relative-time.js';

export const personName = ({ firstName, lastName }: HubPersonName): string =>
  [firstName, lastName].filter(Boolean).join(' ');

/** A Hub by its home, or by its homeowner while there is no address. */
export const hubTitle = ({ homeLine, contact }: Pick<Hub, 'homeLine' | 'contact'>): string =>
  homeLine ?? `Home of ${personName(contact) || contact.email || 'this contact'}`;

/** "Reminder 1 goes out in 3 days." */
export function nextStepWords(
  { kind, wave, at, sentence }: NextStep,
  now: Date,
  engine: HubInvitation['engine'] = 'ok',
): string {
  if (!at) return sentence;
  const when = relativeTime(new Date(at), now);
  const due = engine === 'away' ? 'goes out as soon as the engine is back' : 'is going out now';
  const leaves = new Date(at) <= now ? due : `goes out ${when}`;
  switch (kind) {
    case 'send_invitation':
      return `The invitation ${leaves}.`;
    case 'send_reminder':
      return `Reminder ${wave} ${leaves}.`;
    case 'expire':
      return `No more mails. The link works until it runs out ${when}.`;
    case 'person':
    case 'paused':
    case 'none':
      return sentence;
  }
}

const waves = ['Invitation', 'Reminder 1', 'Reminder 2'];
export const waveName = (wave: number): string => waves[wave] ?? `Mail ${wave}`;

/** Whose invitation it is, for buttons and titles that stand beside others of the same Hub. */
export const invitedName = ({
  firstName,
  lastName,
  email,
}: Pick<HubInvitation, 'firstName' | 'lastName' | 'email'>): string => personName({ firstName, lastName }) || email;
