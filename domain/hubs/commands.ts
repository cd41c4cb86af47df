import { nextReminder } from './reminders.js';
import { type HubState, hubMoves, type InvitationState, type ResumableState, WrongHubState } from './states.js';

interface HubCommandSpec {
  from: readonly HubState[];
  /** How it reads in "cannot be asked to …". */
  verb: string;
}

/** What a person or a program may ask of a Hub. */
export const hubCommands = {
  invite: { from: ['ready', 'invited', 'claimed'], verb: 'invite' },
  pause: { from: ['ready', 'invited', 'claimed'], verb: 'pause' },
  resume: { from: ['paused'], verb: 'resume' },
  archive: { from: ['draft', 'ready', 'invited', 'claimed', 'paused'], verb: 'archive' },
  restore: { from: ['archived'], verb: 'restore' },
} as const satisfies Record<string, HubCommandSpec>;
export type HubCommand = keyof typeof hubCommands;

export const hubCommandsNow = (state: HubState): HubCommand[] =>
  (Object.keys(hubCommands) as HubCommand[]).filter((command) => mayAskHub(state, command));

function mayAskHub(state: HubState, command: HubCommand): boolean {
  const { from }: HubCommandSpec = hubCommands[command];
  return from.includes(state);
}

/** @throws WrongHubState */
export function assertHubCommand(state: HubState, command: HubCommand): void {
  if (!mayAskHub(state, command)) throw new WrongHubState(state, 'Hub', hubCommands[command].verb);
}

/** Where a pause goes back to. A Hub whose invitation ended meanwhile has had its `resumeState` moved with it. */
export function resumedState(resumeState: ResumableState | null): ResumableState {
  const target = resumeState ?? 'ready';
  return hubMoves.paused.includes(target) ? target : 'ready';
}

export const invitationCommands = {
  resend: 'resend',
  revoke: 'be revoked',
  remind: 'remind',
  link: 'give its link',
} as const;
export type InvitationCommand = keyof typeof invitationCommands;

export interface InvitationStanding {
  state: InvitationState;
  via: 'mail' | 'link';
  /** The wave that is to be sent next. */
  wave: number;
  /** When the latest mail of it was taken over; null before the first. */
  lastSentAt: Date | null;
  expiresAt: Date;
}

/** Commands that may be asked now, for buttons and programs. */
export function invitationCommandsNow(standing: InvitationStanding, now: Date): InvitationCommand[] {
  return (Object.keys(invitationCommands) as InvitationCommand[]).filter((command) =>
    mayAskInvitation(standing, command, now),
  );
}

function mayAskInvitation(standing: InvitationStanding, command: InvitationCommand, now: Date): boolean {
  const isOpen = standing.state === 'waiting' && standing.expiresAt > now;
  switch (command) {
    case 'resend':
      return standing.state === 'waiting' || standing.state === 'expired';
    case 'revoke':
      return standing.state === 'waiting';
    case 'remind':
      return isOpen && nextReminder(standing, now).mayGo;
    case 'link':
      return isOpen;
  }
}

/** @throws WrongHubState when the state does not allow it; a reminder that is too early has a sentence of its own */
export function assertInvitationCommand(standing: InvitationStanding, command: InvitationCommand, now: Date): void {
  if (command === 'remind' && standing.state === 'waiting' && standing.expiresAt > now) return;
  if (!mayAskInvitation(standing, command, now)) {
    const state = standing.state === 'waiting' ? 'expired' : standing.state;
    throw new WrongHubState(state, 'invitation', invitationCommands[command]);
  }
}
