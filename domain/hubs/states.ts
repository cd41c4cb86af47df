/** The life of a Hub: the only table of moves, for the API, claims and the screens. */
export const hubStates = ['draft', 'ready', 'invited', 'claimed', 'paused', 'archived'] as const;
export type HubState = (typeof hubStates)[number];

/**
 * `draft` has no home address yet. `invited` waits for the homeowner; a revoked or expired invitation leads back to `ready`, and
 * so does a claim that was taken back or an owner who left. `paused` goes back to the state in `resume_state`.
 */
export const hubMoves: Record<HubState, readonly HubState[]> = {
  draft: ['ready', 'claimed', 'archived'],
  ready: ['draft', 'invited', 'claimed', 'paused', 'archived'],
  invited: ['ready', 'claimed', 'paused', 'archived'],
  claimed: ['ready', 'invited', 'paused', 'archived'],
  paused: ['ready', 'invited', 'claimed', 'archived'],
  archived: ['draft', 'ready', 'claimed'],
};

/** States that a pause can be left for. */
export const resumableStates = ['ready', 'invited', 'claimed'] as const satisfies readonly HubState[];
export type ResumableState = (typeof resumableStates)[number];

/** The life of an invitation. What ended is never opened again, but for an expired one, which a new link renews. */
export const invitationStates = ['waiting', 'claimed', 'revoked', 'expired'] as const;
export type InvitationState = (typeof invitationStates)[number];

/** A claim that is taken back within its 72 hours ends as `revoked`. */
export const invitationMoves: Record<InvitationState, readonly InvitationState[]> = {
  waiting: ['claimed', 'revoked', 'expired'],
  claimed: ['revoked'],
  revoked: [],
  expired: ['waiting'],
};

/** A Hub or an invitation cannot be asked this in the state it is in. */
export class WrongHubState extends Error {
  override readonly name = 'WrongHubState';
  readonly code = 'wrong_state';
  constructor(
    readonly state: HubState | InvitationState,
    readonly what: 'Hub' | 'invitation',
    readonly verb: string,
  ) {
    super(`This ${what} is "${state}": it cannot be asked to ${verb} now.`);
  }
}

/** @throws WrongHubState when the table has no such move */
export function assertHubMove(from: HubState, to: HubState, verb: string): void {
  if (!hubMoves[from].includes(to)) throw new WrongHubState(from, 'Hub', verb);
}

/** What a Hub is when nothing is under way: who has joined and whether there is a home decide. */
export function restingState({ hasHome, hasOwner, isInvited }: HubFacts): Exclude<HubState, 'paused' | 'archived'> {
  if (hasOwner) return 'claimed';
  if (!hasHome) return 'draft';
  return isInvited ? 'invited' : 'ready';
}

export interface HubFacts {
  hasHome: boolean;
  /** Somebody has joined as the owner and not left. */
  hasOwner: boolean;
  /** An invitation waits for the owner. */
  isInvited: boolean;
}
