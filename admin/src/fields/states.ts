/** Six kinds, one look each: who is it waiting for, and did it end well? */
export type StateKind = 'waiting' | 'working' | 'person' | 'well' | 'failed' | 'early';

export interface StateWord {
  kind: StateKind;
  label: string;
}

/** Every state that a screen can show, in a person's words. */
export const stateWords = {
  import: {
    mapping: { kind: 'person', label: 'Map the fields' },
    scanning: { kind: 'working', label: 'Scanning' },
    awaiting_review: { kind: 'person', label: 'Ready to review' },
    importing: { kind: 'working', label: 'Importing' },
    completed: { kind: 'well', label: 'Completed' },
    paused: { kind: 'waiting', label: 'Paused' },
    failed: { kind: 'failed', label: 'Stopped' },
    cancelled: { kind: 'early', label: 'Cancelled' },
    undoing: { kind: 'working', label: 'Undoing' },
    undone: { kind: 'early', label: 'Undone' },
    expired: { kind: 'early', label: 'Expired' },
    closed: { kind: 'early', label: 'Closed' },
  },
  user: {
    active: { kind: 'well', label: 'Active' },
    invited: { kind: 'waiting', label: 'Invited' },
    banned: { kind: 'failed', label: 'Locked' },
  },
  part: {
    ok: { kind: 'well', label: 'Running' },
    away: { kind: 'person', label: 'Away' },
    pending: { kind: 'person', label: 'Migrations wait' },
  },
} as const satisfies Record<string, Record<string, StateWord>>;

export type StateSubject = keyof typeof stateWords;

/** An unknown state is shown as it is, in grey, rather than hidden. */
export function wordOf(of: StateSubject, state: string): StateWord {
  const words: Record<string, StateWord> = stateWords[of];
  return words[state] ?? { kind: 'waiting', label: state.replaceAll('_', ' ') };
}
