/** What a freeze finds of every candidate, in the order in which the first that holds is taken. */
export const verdicts = [
  'no_email', 'invalid_email', 'role_address', 'unsubscribed_account', 'unsubscribed_platform', 'complained', 'bounced',
  'already_member', 'already_invited', 'hub_paused', 'duplicate_of', 'together', 'consent_missing', 'recently_contacted', 'no_home', 'eligible',
] as const; // prettier-ignore
export type Verdict = (typeof verdicts)[number];

/** How a count reads: "96 already invited". */
export const verdictWords: Record<Verdict, string> = {
  no_email: 'no e-mail',
  invalid_email: 'an e-mail that cannot exist',
  role_address: 'shared mailboxes',
  unsubscribed_account: 'unsubscribed',
  unsubscribed_platform: 'unsubscribed from all of Porchlight',
  complained: 'reported a mail as spam',
  bounced: 'bounced',
  already_member: 'already joined',
  already_invited: 'already invited',
  hub_paused: 'Hub paused',
  duplicate_of: 'twice in the list',
  together: 'named in their partner’s mail',
  consent_missing: 'no consent recorded',
  recently_contacted: 'mailed lately',
  no_home: 'no home address',
  eligible: 'will be invited',
};

/** Why one contact gets a mail, or none, and what would change that. */
export const verdictSentences: Record<Verdict, string> = {
  no_email: 'There is no e-mail address. Add one to the contact to invite this person.',
  invalid_email: 'No mail can reach this address: its domain does not exist. Correct it in the contact.',
  role_address: 'This looks like the mailbox of an office, not of a person. Allow such addresses in the settings, or give the person’s own.',
  unsubscribed_account: 'This person has unsubscribed. Nothing more is mailed to this address.',
  unsubscribed_platform: 'This person has unsubscribed from everything that Porchlight sends. Nothing more is mailed to this address.',
  complained: 'This person has reported a mail as spam. Nothing more is mailed to this address.',
  bounced: 'Mail to this address came back: the mailbox does not exist. Change the address in the contact.',
  already_member: 'This person has joined a Hub already.',
  already_invited: 'There is an invitation to this person already, which still waits for them.',
  hub_paused: 'The Hub of this contact is paused. Resume it to invite this person.',
  duplicate_of: 'Another contact has the same mailbox and gets the mail. Chosen is who can be mailed, then whose details are most complete, then the older contact.',
  together: 'This person shares mailbox and home with another contact: one mail names both.',
  consent_missing: 'No consent is recorded for this contact, and the settings ask for it.',
  recently_contacted: 'This address was mailed within the days that the settings keep quiet.',
  no_home: 'There is no home address, and the settings leave such contacts out.',
  eligible: 'Gets the mail.',
}; // prettier-ignore
