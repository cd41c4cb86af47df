/** Six kinds, one look each: who is it waiting for, and did it end well? */
export type StateKind = 'waiting' | 'working' | 'person' | 'well' | 'failed' | 'early';

export interface StateWord {
  kind: StateKind;
  label: string;
  /** Work that takes days is blue without a moving bar. */
  isSlow?: true;
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
  /** By the kind of a connection's health. */
  connection: {
    ok: { kind: 'well', label: 'In step' },
    syncing: { kind: 'working', label: 'Syncing' },
    limited: { kind: 'waiting', label: 'Waits' },
    trouble: { kind: 'waiting', label: 'Trying again' },
    key_ends: { kind: 'person', label: 'Key ends soon' },
    question: { kind: 'person', label: 'Asks you' },
    needs_reconnect: { kind: 'person', label: 'Needs reconnect' },
    failed: { kind: 'failed', label: 'Stopped' },
    paused: { kind: 'waiting', label: 'Paused' },
    disconnected: { kind: 'early', label: 'Disconnected' },
  },
  run: {
    pulling: { kind: 'working', label: 'Under way' },
    awaiting_answer: { kind: 'person', label: 'Asks you' },
    completed: { kind: 'well', label: 'Completed' },
    cancelled: { kind: 'early', label: 'Cancelled' },
  },
  /** A contact's record at one CRM. */
  link: {
    linked: { kind: 'well', label: 'In step' },
    skipped: { kind: 'early', label: 'Left out' },
    failed: { kind: 'person', label: 'Needs you' },
    gone: { kind: 'early', label: 'Deleted there' },
  },
  hub: {
    draft: { kind: 'waiting', label: 'Draft' },
    ready: { kind: 'waiting', label: 'Ready to invite' },
    invited: { kind: 'working', label: 'Invited', isSlow: true },
    claimed: { kind: 'well', label: 'Claimed' },
    paused: { kind: 'waiting', label: 'Paused' },
    archived: { kind: 'early', label: 'Archived' },
  },
  invitation: {
    waiting: { kind: 'working', label: 'Waiting for the claim', isSlow: true },
    claimed: { kind: 'well', label: 'Claimed' },
    revoked: { kind: 'early', label: 'Revoked' },
    expired: { kind: 'early', label: 'Expired' },
  },
  attempt: {
    submitting: { kind: 'working', label: 'Handing over' },
    accepted: { kind: 'well', label: 'Accepted' },
    deferred: { kind: 'waiting', label: 'Put off' },
    rejected: { kind: 'failed', label: 'Refused' },
    unknown: { kind: 'person', label: 'Not known' },
  },
  campaign: {
    freezing: { kind: 'working', label: 'Looking at everybody' },
    awaiting_review: { kind: 'person', label: 'Waits for your approval' },
    preparing: { kind: 'working', label: 'Preparing' },
    sending: { kind: 'working', label: 'Sending' },
    reminding: { kind: 'working', label: 'Reminding', isSlow: true },
    completed: { kind: 'well', label: 'Completed' },
    paused: { kind: 'waiting', label: 'Paused' },
    failed: { kind: 'failed', label: 'Stopped' },
    cancelled: { kind: 'early', label: 'Cancelled' },
    expired: { kind: 'early', label: 'Expired' },
  },
  recipient: {
    excluded: { kind: 'early', label: 'Left out' },
    planned: { kind: 'waiting', label: 'Planned' },
    deferred: { kind: 'waiting', label: 'Put off' },
    sent: { kind: 'well', label: 'Sent' },
    unknown: { kind: 'person', label: 'Not known' },
    rejected: { kind: 'failed', label: 'Refused' },
    late_excluded: { kind: 'early', label: 'Left out late' },
    cancelled: { kind: 'early', label: 'Cancelled' },
  },
  /** Something that came back from a mail. */
  inbound: {
    waiting: { kind: 'working', label: 'Being looked at' },
    applied: { kind: 'well', label: 'Applied' },
    noted: { kind: 'early', label: 'Changed nothing' },
    open: { kind: 'person', label: 'Needs a person' },
    failed: { kind: 'failed', label: 'Not applied' },
    dismissed: { kind: 'early', label: 'Dismissed' },
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
