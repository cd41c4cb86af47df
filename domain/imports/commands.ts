import { type ImportState, moves, WrongState, workingStates } from './states.js';

interface CommandSpec {
  from: readonly ImportState[];
  /** Where it leads; null: back to the step that was left. */
  to: ImportState | null;
  /** How it reads in "cannot be asked to …". */
  verb: string;
}

/** What a person or a program may ask of an import. The table of moves decides; this one says which moves are commands. */
export const importCommands = {
  scan: { from: ['mapping', 'awaiting_review'], to: 'scanning', verb: 'scan' },
  confirm: { from: ['awaiting_review'], to: 'importing', verb: 'import its rows' },
  pause: { from: workingStates, to: 'paused', verb: 'pause' },
  resume: { from: ['paused', 'failed'], to: null, verb: 'resume' },
  cancel: {
    from: ['mapping', 'scanning', 'awaiting_review', 'importing', 'paused', 'failed'],
    to: 'cancelled',
    verb: 'cancel',
  },
  retry: { from: ['completed'], to: 'importing', verb: 'retry its failed rows' },
  undo: { from: ['completed', 'cancelled'], to: 'undoing', verb: 'undo' },
  close: { from: ['completed', 'cancelled', 'undone', 'expired'], to: 'closed', verb: 'close' },
  remap: {
    from: ['scanning', 'awaiting_review', 'paused', 'failed', 'expired'],
    to: 'mapping',
    verb: 'change its mapping',
  },
} as const satisfies Record<string, CommandSpec>;
export type ImportCommand = keyof typeof importCommands;

/** What the commands depend on besides the state. */
export interface Standing {
  state: ImportState;
  resumeState: ImportState | null;
  /** Has any batch of rows been written to contacts? Then the mapping can no longer change. */
  hasWritten: boolean;
  openFailed: number;
  /** End of the undo window; null when there is none. */
  undoUntil: Date | null;
}

/**
 * The state a command leads to.
 * @throws WrongState when it may not be asked now.
 */
export function stateAfter(command: ImportCommand, standing: Standing, now: Date): ImportState {
  const target = targetOf(command, standing);
  if (!target || !allows(command, standing, now)) throw new WrongState(standing.state, importCommands[command].verb);
  return target;
}

/** Commands that may be asked now, for buttons and programs. */
export function commandsNow(standing: Standing, now: Date): ImportCommand[] {
  const commands = Object.keys(importCommands) as ImportCommand[];
  return commands.filter((command) => targetOf(command, standing) && allows(command, standing, now));
}

function targetOf(command: ImportCommand, { state, resumeState }: Standing): ImportState | null {
  const { from, to }: CommandSpec = importCommands[command];
  const target = to ?? resumeState;
  return target && from.includes(state) && moves[state].includes(target) ? target : null;
}

function allows(command: ImportCommand, standing: Standing, now: Date): boolean {
  switch (command) {
    case 'scan':
    case 'remap':
      return !standing.hasWritten;
    case 'retry':
      return standing.openFailed > 0;
    case 'undo':
      return standing.hasWritten && standing.undoUntil !== null && standing.undoUntil > now;
    // An undo that was begun must end: half an undo cannot be called cancelled.
    case 'cancel':
      return standing.resumeState !== 'undoing';
    default:
      return true;
  }
}
