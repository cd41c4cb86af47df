type Details = Record<string, unknown>;

const number = (value: unknown) => (typeof value === 'number' ? value.toLocaleString('en-US') : '0');

/** What happens to a campaign besides mails, each as it reads after the name of who did it. */
const sentences: Record<string, (details: Details) => string> = {
  created: () => 'made the campaign',
  changed: ({ fields, to }) =>
    `changed ${typeof fields === 'string' && fields !== '' ? fields.replaceAll(' ', ', ') : 'nothing'}${to === 'freezing' ? '; the audience is looked at again' : ''}`,
  refreeze_started: () => 'had the audience looked at again',
  frozen: ({ candidates, eligible }) => `looked at ${number(candidates)} contacts: ${number(eligible)} can be invited`,
  approved: ({ eligible }) => `approved the snapshot and sent ${number(eligible)} invitations on their way`,
  prepared: ({ planned, lateExcluded }) =>
    `prepared ${number(planned)} invitations${lateExcluded ? `; ${number(lateExcluded)} were left out meanwhile` : ''}`,
  paused: () => 'paused the campaign',
  resumed: () => 'let the campaign go on',
  cancelled: () => 'cancelled the campaign',
  cancel_settled: ({ revoked }) => `revoked ${number(revoked)} invitations that were not mailed`,
  held: ({ reason }) => `held the campaign back${typeof reason === 'string' ? `: ${reason}` : ''}`,
  released: ({ reason }) => `let the campaign go on${typeof reason === 'string' ? `: ${reason}` : ''}`,
  rate_changed: ({ perHour }) =>
    typeof perHour === 'number'
      ? `set the rate to ${number(perHour)} mails an hour`
      : 'took the limit of the rate away',
  expired: () => 'let the review expire: nobody has approved it',
  completed: () => 'finished the campaign',
  failed: ({ code }) => `stopped: ${typeof code === 'string' ? code.replaceAll('_', ' ') : 'something went wrong'}`,
  // The one move that has no event of its own: from the first mails to the reminders.
  state_changed: ({ sent }) => `came to the end of the invitations: ${number(sent)} sent; reminders follow`,
};

/** One line of a campaign's history, without who did it. A kind that is newer than this list reads as its words. */
export function campaignEventSentence(kind: string, details: Details): string {
  return sentences[kind]?.(details) ?? kind.replaceAll('_', ' ');
}
