/** Whom a campaign is about. Everybody of the account without a living Hub, chosen contacts, or those that a list's filter finds. */
export type AudienceChoice =
  | { kind: 'no_hub' }
  | { kind: 'contacts'; contactIds: string[] }
  /** The filter of the contacts' list, as the API takes it. */
  | { kind: 'filter'; filter: Record<string, unknown> };

/** When mails may arrive, in the recipient's zone. Days as in ISO 8601: 1 is Monday. Hours 0–24, `from` before `to`. */
export interface SendingWindow {
  days: number[];
  fromHour: number;
  toHour: number;
}

export interface CampaignSettings {
  window: SendingWindow;
  /** Not before then; null: as soon as it is approved. ISO 8601. */
  startAt: string | null;
  /** Mails an hour that this campaign may send; null: as fast as the account may. */
  perHour: number | null;
  reminders: 0 | 1 | 2;
  /** Whoever had an invitation or a campaign's mail in so many days is left out; 0: nobody is. */
  quietDays: number;
  /** Contacts without a home address: the mail says "your home", or they are left out. */
  withoutHome: 'include' | 'exclude';
  /** Only contacts with a recorded consent; the law of some countries asks for it. */
  needsConsent: boolean;
  /** Whether addresses like info@ are left out. */
  withoutRoleAddresses: boolean;
}

export const defaultSettings: CampaignSettings = {
  window: { days: [1, 2, 3, 4, 5, 6], fromHour: 9, toHour: 19 },
  startAt: null,
  perHour: null,
  reminders: 2,
  quietDays: 30,
  withoutHome: 'include',
  needsConsent: false,
  withoutRoleAddresses: true,
};
