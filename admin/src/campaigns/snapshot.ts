import { inFigures } from '../fields/numbers.js';
import { daysWords, hourName, rateWords, reminderWords } from './words.js';
import type { Campaign, CampaignSettings } from './types.js';
import { type VerdictCounts, verdictLabel, verdictOrder } from './verdicts.js';

export interface SnapshotChange {
  what: string;
  before: string;
  after: string;
}

export interface Snapshot extends Pick<
  Campaign,
  'settings' | 'agent' | 'subject' | 'message' | 'templates' | 'candidateCount'
> {
  verdicts: VerdictCounts;
}

const settingNames: Record<keyof CampaignSettings, string> = {
  window: 'When mails may arrive',
  startAt: 'Start',
  perHour: 'Speed',
  reminders: 'Reminders',
  quietDays: 'Left out when written to in the last',
  withoutHome: 'Contacts without a home',
  needsConsent: 'Only with recorded consent',
  withoutRoleAddresses: 'Addresses such as info@ left out',
};

const exact = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' });

const settingWords: { [Name in keyof CampaignSettings]: (value: CampaignSettings[Name]) => string } = {
  window: ({ days, fromHour, toHour }) => `${daysWords(days)}, ${hourName(fromHour)} to ${hourName(toHour)}`,
  startAt: (at) => (at === null ? 'as soon as approved' : exact.format(new Date(at))),
  perHour: rateWords,
  reminders: (count) => reminderWords[count],
  quietDays: (days) => `${days} days`,
  withoutHome: (choice) => (choice === 'include' ? 'invited' : 'left out'),
  needsConsent: (isOn) => (isOn ? 'yes' : 'no'),
  withoutRoleAddresses: (isOn) => (isOn ? 'yes' : 'no'),
};

function settingChange<Name extends keyof CampaignSettings>(name: Name, seen: Snapshot, now: Snapshot) {
  return {
    what: settingNames[name],
    before: settingWords[name](seen.settings[name]),
    after: settingWords[name](now.settings[name]),
  };
}

const quoted = (text: string | null) => (text ? `“${text}”` : 'as in your template');
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What is different now from what a person saw before, in words; empty when only the list of people moved within its numbers. */
export function snapshotChanges(seen: Snapshot, now: Snapshot): SnapshotChange[] {
  const changes: SnapshotChange[] = [];
  if (seen.candidateCount !== now.candidateCount)
    changes.push({
      what: 'contacts chosen',
      before: inFigures(seen.candidateCount),
      after: inFigures(now.candidateCount),
    });
  for (const verdict of verdictOrder) {
    const [before, after] = [seen.verdicts[verdict] ?? 0, now.verdicts[verdict] ?? 0];
    if (before !== after)
      changes.push({ what: verdictLabel(verdict), before: inFigures(before), after: inFigures(after) });
  }
  for (const name of Object.keys(settingNames) as (keyof CampaignSettings)[])
    if (!isSame(seen.settings[name], now.settings[name])) changes.push(settingChange(name, seen, now));
  if (seen.agent.id !== now.agent.id)
    changes.push({ what: 'Sent in the name of', before: seen.agent.name, after: now.agent.name });
  if (seen.subject !== now.subject)
    changes.push({ what: 'Subject', before: quoted(seen.subject), after: quoted(now.subject) });
  if (seen.message !== now.message)
    changes.push({ what: 'Message', before: quoted(seen.message), after: quoted(now.message) });
  if (!isSame(seen.templates, now.templates))
    changes.push({ what: 'Template of the mail', before: 'the version you saw', after: 'a newer version' });
  return changes;
}
