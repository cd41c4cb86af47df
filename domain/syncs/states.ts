/** The life of a connection: the only table of its moves, for the API, the workflow and the screens. */
export const connectionStates = ['active', 'paused', 'needs_reconnect', 'failed', 'disconnected'] as const;
export type ConnectionState = (typeof connectionStates)[number];

/** `needs_reconnect`: the CRM no longer takes our key. `failed`: a fault that trying again does not cure. Both keep their open run. */
export const connectionMoves: Record<ConnectionState, readonly ConnectionState[]> = {
  active: ['paused', 'needs_reconnect', 'failed', 'disconnected'],
  paused: ['active', 'needs_reconnect', 'disconnected'],
  needs_reconnect: ['active', 'paused', 'disconnected'],
  failed: ['active', 'paused', 'needs_reconnect', 'disconnected'],
  disconnected: [],
};

/** One pull through a connection. `awaiting_answer`: it has ended, and a person has to say whether so many people are really gone. */
export const runStates = ['pulling', 'awaiting_answer', 'completed', 'cancelled'] as const;
export type RunState = (typeof runStates)[number];

export const runMoves: Record<RunState, readonly RunState[]> = {
  pulling: ['completed', 'awaiting_answer', 'cancelled'],
  awaiting_answer: ['completed', 'cancelled'],
  completed: [],
  cancelled: [],
};

/**
 * What a run goes through: everything (`backfill`), what has changed (`delta`), everything in order to find what is gone
 * (`sweep`), records that webhooks named (`hooks`), records as they are kept here, under new settings (`remap`), records that
 * a person has put right (`retry`).
 */
export const runLoops = ['backfill', 'delta', 'sweep', 'hooks', 'remap', 'retry'] as const;
export type RunLoop = (typeof runLoops)[number];

export const runTriggers = ['connect', 'person', 'schedule', 'hook', 'settings', 'reconnect', 'support'] as const;
export type RunTrigger = (typeof runTriggers)[number];

export class WrongConnectionState extends Error {
  readonly code = 'wrong_state';
  constructor(
    readonly state: ConnectionState,
    readonly verb: string,
  ) {
    super(`This connection is "${state.replace('_', ' ')}": it cannot be asked to ${verb} now.`);
  }
}
