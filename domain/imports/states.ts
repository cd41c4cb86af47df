/** The life of an import: the only table of moves, for the API, the workflow and the screens. */
export const importStates = [
  'mapping', 'scanning', 'awaiting_review', 'importing', 'completed', 'paused', 'failed', 'cancelled', 'undoing', 'undone', 'expired', 'closed',
] as const; // prettier-ignore
export type ImportState = (typeof importStates)[number];

/** `paused` and `failed` remember the step they left in `resume_state` and go back to exactly that one. */
export const moves: Record<ImportState, readonly ImportState[]> = {
  mapping: ['scanning', 'cancelled', 'expired'],
  scanning: ['awaiting_review', 'mapping', 'paused', 'failed', 'cancelled'],
  awaiting_review: ['importing', 'mapping', 'scanning', 'cancelled', 'expired', 'failed'],
  importing: ['completed', 'awaiting_review', 'paused', 'failed', 'cancelled'],
  completed: ['importing', 'undoing', 'closed'],
  paused: ['scanning', 'importing', 'undoing', 'mapping', 'cancelled'],
  failed: ['scanning', 'importing', 'undoing', 'mapping', 'cancelled'],
  cancelled: ['undoing', 'closed'],
  undoing: ['undone', 'paused', 'failed'],
  undone: ['closed'],
  expired: ['mapping', 'closed'],
  closed: [],
};

/** States in which a worker is at work. */
export const workingStates = ['scanning', 'importing', 'undoing'] as const satisfies readonly ImportState[];

export class WrongState extends Error {
  readonly code = 'wrong_state';
  constructor(
    readonly state: ImportState,
    readonly command: string,
  ) {
    super(`This import is "${state.replace('_', ' ')}": it cannot be asked to ${command} now.`);
  }
}

/** @throws WrongState when the table has no such move. */
export function assertMove(from: ImportState, to: ImportState, command: string): void {
  if (!moves[from].includes(to)) throw new WrongState(from, command);
}

/** Where each row ended, as counted by the equation. */
export const rowOutcomes = ['created', 'updated', 'unchanged', 'skipped', 'failed', 'notProcessed'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** What the pinned plan says will be done with a row. */
export const rowIntents = ['create', 'update', 'unchanged', 'skip', 'fail'] as const;
export type RowIntent = (typeof rowIntents)[number];
export type Counts = Record<RowOutcome, number>;
