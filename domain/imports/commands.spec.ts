import { commandsNow, type ImportCommand, importCommands, type Standing, stateAfter } from './commands.js';
import { importStates, moves, WrongState } from './states.js';

const now = new Date('2026-03-01T12:00:00Z');
const standing = (over: Partial<Standing>): Standing => ({
  state: 'mapping',
  resumeState: null,
  hasWritten: false,
  openFailed: 0,
  undoUntil: null,
  ...over,
});

const accepts = (command: ImportCommand, at: Standing) => {
  try {
    return Boolean(stateAfter(command, at, now));
  } catch (error) {
    return !(error instanceof WrongState);
  }
};

describe('commands of an import', () => {
  it('never leads where the table of moves does not', () => {
    const led = Object.values(importCommands).flatMap(({ from, to }) => from.map((state) => ({ state, to })));
    const unknown = led.filter(({ state, to }) => to && !(moves[state] as readonly string[]).includes(to));
    expect(unknown).toEqual([]);
  });

  it('offers exactly what it then accepts', () => {
    const standings = importStates.flatMap((state) =>
      ([null, 'scanning', 'importing', 'undoing'] as const).map((resumeState) =>
        standing({ state, resumeState, openFailed: 1, hasWritten: true, undoUntil: new Date(+now + 1000) }),
      ),
    );
    const offered = standings.map((at) => commandsNow(at, now));
    const names = Object.keys(importCommands) as ImportCommand[];
    expect(standings.map((at) => names.filter((name) => accepts(name, at)))).toEqual(offered);
  });

  it('resumes exactly the step that was left', () => {
    expect(stateAfter('resume', standing({ state: 'failed', resumeState: 'importing' }), now)).toBe('importing');
    expect(stateAfter('resume', standing({ state: 'paused', resumeState: 'scanning' }), now)).toBe('scanning');
  });

  it('keeps the mapping once rows are written', () => {
    const trialDone = standing({ state: 'awaiting_review', hasWritten: true });
    expect(() => stateAfter('remap', trialDone, now)).toThrow(/awaiting review/);
    expect(stateAfter('confirm', trialDone, now)).toBe('importing');
  });

  it('undoes within the window only, and never nothing', () => {
    const done = standing({ state: 'completed', hasWritten: true, undoUntil: now });
    expect(commandsNow(done, now)).not.toContain('undo');
    expect(commandsNow(done, new Date(+now - 1))).toContain('undo');
    expect(commandsNow({ ...done, hasWritten: false }, new Date(+now - 1))).not.toContain('undo');
  });
});
