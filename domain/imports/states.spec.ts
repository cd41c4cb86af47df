import { assertMove, importStates, type ImportState, moves, workingStates, WrongState } from './states.js';

function reachable(from: ImportState): Set<ImportState> {
  const seen = new Set<ImportState>();
  const waiting: ImportState[] = [from];
  while (waiting.length > 0) {
    for (const next of moves[waiting.pop()!]) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return seen;
}

describe('the moves of an import', () => {
  it('reach every state from the first', () => {
    expect([...reachable('mapping')].toSorted()).toEqual([...importStates].toSorted());
  });
  it.each(importStates.filter((state) => state !== 'closed'))('lead from %s to the end', (state) =>
    expect(reachable(state).has('closed')).toBe(true),
  );
  it('end at closed', () => expect(moves.closed).toEqual([]));
  it('never stay in place', () => {
    for (const state of importStates) expect(moves[state]).not.toContain(state);
  });
  it('let every working step be paused and fail, and go back to exactly that step', () => {
    for (const state of workingStates) {
      expect(moves[state]).toEqual(expect.arrayContaining(['paused', 'failed']));
      expect(moves.paused).toContain(state);
      expect(moves.failed).toContain(state);
    }
  });
  it('never lead from a finished import straight back to its mapping', () => {
    for (const state of ['completed', 'cancelled', 'undone'] as const) expect(moves[state]).not.toContain('mapping');
  });
});

it('refuses a move that the table has not, naming the state', () => {
  expect(() => assertMove('completed', 'scanning', 'scan')).toThrow(WrongState);
  expect(() => assertMove('awaiting_review', 'completed', 'finish')).toThrow(
    'This import is "awaiting review": it cannot be asked to finish now.',
  );
});
