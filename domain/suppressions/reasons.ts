/** Why an address must not be mailed. */
export const suppressionReasons = ['unsubscribed', 'bounced', 'complained', 'asked', 'imported'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** By which way we came to know. */
export const suppressionSources = [
  'one_click', 'page', 'preferences', 'agent', 'operator', 'import', 'crm', 'provider', 'take_back', 'erasure',
] as const; // prettier-ignore
export type SuppressionSource = (typeof suppressionSources)[number];

/** One account's mail, or anybody's. */
export type SuppressionScope = 'account' | 'platform';

/** Ways on which the person themselves has spoken to us, nobody for them. */
const ownWays: ReadonlySet<SuppressionSource> = new Set(['one_click', 'page', 'preferences', 'take_back', 'erasure']);

/** Whether the person themselves said no: whoever lifts that has to say how the person has asked for it. */
export function isOwnWord({ reason, source }: { reason: SuppressionReason; source: SuppressionSource }): boolean {
  return ownWays.has(source) || reason === 'complained';
}

/** A dead mailbox says nothing about what its owner wants; everything else is a no. */
export const isRefusal = (reason: SuppressionReason): boolean => reason !== 'bounced';

/** Why an invitation does not go on by itself, for the agent who looks at it. */
export const blockedSentences: Record<SuppressionReason, string> = {
  unsubscribed: 'This person has unsubscribed. Nothing more is mailed to this address.',
  bounced: 'Mail to this address came back: the mailbox does not exist. Change the address to go on.',
  complained: 'This person has reported a mail as spam. Nothing more is mailed to this address.',
  asked: 'This person asked for no more mail. Nothing more is mailed to this address.',
  imported: 'This address stands in a list of people who must not be mailed. Nothing more is mailed to it.',
};
