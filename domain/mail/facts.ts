import type { MailValues } from './values.js';

/** What is known of one mail before it is written: whose it is, from whom, to whom, and all values but links and codes. */
export interface MailFacts {
  /** `0`: no account is concerned, as when somebody signs in. */
  accountId: string;
  accountName: string;
  /** ISO 3166 alpha-2 of the account. */
  country: string;
  hubId: string | null;
  contactId: string | null;
  to: { name: string; email: string };
  /** Null where no agent is concerned. */
  agent: { id: string; name: string; replyTo: string; photoKey: string | null } | null;
  values: MailValues;
}
