import { connectionMoves, type ConnectionState, WrongConnectionState } from './states.js';

interface CommandSpec {
  from: readonly ConnectionState[];
  /** Where it leads; null: it stays where it is. */
  to: ConnectionState | null;
  /** How it reads in "cannot be asked to …". */
  verb: string;
}

const standing = ['active', 'paused', 'needs_reconnect', 'failed'] as const;

/** What a person or a program may ask of a connection. The table of moves decides; this one says which moves are commands. */
export const connectionCommands = {
  syncNow: { from: ['active'], to: null, verb: 'sync' },
  pause: { from: ['active', 'failed'], to: 'paused', verb: 'pause' },
  resume: { from: ['paused', 'failed'], to: 'active', verb: 'resume' },
  /** With a new key or a new sign-in; of an active one it is the rotation of its key. */
  reconnect: { from: ['needs_reconnect', 'failed'], to: 'active', verb: 'reconnect' },
  rotate: { from: ['active', 'paused'], to: null, verb: 'change its key' },
  change: { from: standing, to: null, verb: 'change its settings' },
  answer: { from: standing, to: null, verb: 'take an answer' },
  retry: { from: ['active', 'paused', 'needs_reconnect', 'failed'], to: null, verb: 'retry its problems' },
  disconnect: { from: standing, to: 'disconnected', verb: 'disconnect' },
} as const satisfies Record<string, CommandSpec>;
export type ConnectionCommand = keyof typeof connectionCommands;

/** What the commands depend on besides the state. */
export interface ConnectionStanding {
  state: ConnectionState;
  /** Has a scan missed so many that a person has to say what is true? */
  hasQuestion: boolean;
  openProblems: number;
}

/**
 * The state a command leads to.
 * @throws WrongConnectionState when it may not be asked now
 */
export function connectionAfter(command: ConnectionCommand, at: ConnectionStanding): ConnectionState {
  if (!allows(command, at)) throw new WrongConnectionState(at.state, connectionCommands[command].verb);
  return connectionCommands[command].to ?? at.state;
}

/** Commands that may be asked now, for buttons and programs. */
export function connectionCommandsNow(at: ConnectionStanding): ConnectionCommand[] {
  return (Object.keys(connectionCommands) as ConnectionCommand[]).filter((command) => allows(command, at));
}

function allows(command: ConnectionCommand, { state, hasQuestion, openProblems }: ConnectionStanding): boolean {
  const { from, to }: CommandSpec = connectionCommands[command];
  if (!from.includes(state) || (to && !connectionMoves[state].includes(to))) return false;
  if (command === 'answer') return hasQuestion;
  if (command === 'retry') return openProblems > 0;
  return true;
}
