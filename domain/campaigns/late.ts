/**
 * Why somebody who was found eligible is left out after all, asked again in the transaction that sends: codes of
 * `recipients.state_reason` of those that are `late_excluded`, each with its sentence. The first that holds is taken.
 */
export const lateReasons = {
  erased: 'The contact was deleted after the review.',
  address_changed: 'The contact’s e-mail address was changed after the review.',
  unsubscribed: 'This person unsubscribed after the review.',
  complained: 'This person reported a mail as spam after the review.',
  bounced: 'Mail to this address came back after the review.',
  joined: 'This person joined a Hub after the review.',
  claimed: 'The Hub was claimed after the review.',
  hub_paused: 'The Hub was paused.',
  hub_archived: 'The Hub was archived.',
  invited_meanwhile: 'This person was invited by hand, or by another campaign, after the review.',
  revoked: 'The invitation was revoked.',
  expired: 'The link of the invitation ran out before it was mailed.',
} as const;
export type LateReason = keyof typeof lateReasons;
