/** The life of a campaign: the only table of moves, for the API, the workflow and the screens. */
export const campaignStates = [
  'freezing', 'awaiting_review', 'preparing', 'sending', 'reminding', 'completed', 'paused', 'failed', 'cancelled', 'expired',
] as const; // prettier-ignore
export type CampaignState = (typeof campaignStates)[number];

/**
 * `freezing` gives every candidate its verdict; `awaiting_review` waits for a person to approve exactly that snapshot, or expires;
 * `preparing` makes the missing Hubs and the invitations; `sending` hands the first mails over, `reminding` waits for claims and
 * sends what remains. `paused` and `failed` remember in `resume_state` the step they left.
 */
export const campaignMoves: Record<CampaignState, readonly CampaignState[]> = {
  freezing: ['awaiting_review', 'failed', 'cancelled'],
  awaiting_review: ['freezing', 'preparing', 'cancelled', 'expired'],
  preparing: ['sending', 'paused', 'failed', 'cancelled'],
  sending: ['reminding', 'completed', 'paused', 'failed', 'cancelled'],
  reminding: ['sending', 'completed', 'paused', 'failed', 'cancelled'],
  completed: [],
  paused: ['preparing', 'sending', 'reminding', 'cancelled'],
  failed: ['freezing', 'preparing', 'sending', 'reminding', 'cancelled'],
  cancelled: [],
  expired: ['freezing'],
};

/** States in which a worker is at work or will be by itself. */
export const workingCampaignStates = [
  'freezing',
  'preparing',
  'sending',
  'reminding',
] as const satisfies CampaignState[];
export type ResumableCampaignState = (typeof workingCampaignStates)[number];

/** A campaign cannot be asked this in the state it is in. */
export class WrongCampaignState extends Error {
  override readonly name = 'WrongCampaignState';
  readonly code = 'wrong_state';
  constructor(
    readonly state: CampaignState,
    readonly verb: string,
  ) {
    super(`This campaign is "${state.replace('_', ' ')}": it cannot be asked to ${verb} now.`);
  }
}

/** @throws WrongCampaignState when the table has no such move */
export function assertCampaignMove(from: CampaignState, to: CampaignState, verb: string): void {
  if (!campaignMoves[from].includes(to)) throw new WrongCampaignState(from, verb);
}

/**
 * What became of a candidate: `excluded` by its verdict; else one of the others, whose numbers add up to those found eligible.
 * What is on the wire is no state of its own: an open row of `send_attempts` says so.
 */
export const recipientStates = [
  'excluded', 'planned', 'deferred', 'sent', 'unknown', 'rejected', 'late_excluded', 'cancelled',
] as const; // prettier-ignore
export type RecipientState = (typeof recipientStates)[number];

/** States that count; the columns of `campaign_parts` have their names. */
export const countedStates = recipientStates.filter((state) => state !== 'excluded');
export type CountedState = Exclude<RecipientState, 'excluded'>;

/** From which a recipient never moves on by itself. An `unknown` one is settled by evidence or by a person. */
export const recipientMoves: Record<RecipientState, readonly RecipientState[]> = {
  excluded: [],
  planned: ['deferred', 'sent', 'unknown', 'rejected', 'late_excluded', 'cancelled'],
  deferred: ['deferred', 'sent', 'unknown', 'rejected', 'late_excluded', 'cancelled'],
  // A reminder may be put off, refused or lost from sight as well.
  sent: ['deferred', 'unknown', 'rejected'],
  unknown: ['sent', 'rejected', 'planned', 'cancelled'],
  rejected: [],
  late_excluded: [],
  cancelled: [],
};
