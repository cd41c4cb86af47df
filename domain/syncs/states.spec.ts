import { connectionMoves, connectionStates, type ConnectionState, runMoves, runStates } from './states.js';

function reachable<State extends string>(moves: Record<State, readonly State[]>, from: State): Set<State> {
  const seen = new Set<State>([from]);
  const waiting = [from];
  while (waiting.length > 0)
    for (const next of moves[waiting.pop()!]) if (!seen.has(next)) waiting.push((seen.add(next), next));
  return seen;
}

describe('the moves of a connection', () => {
  it('reach every state from the first', () => {
    expect([...reachable(connectionMoves, 'active')].toSorted()).toEqual([...connectionStates].toSorted());
  });
  it('let it be disconnected from wherever it stands', () => {
    for (const state of connectionStates.filter((name) => name !== 'disconnected'))
      expect(connectionMoves[state]).toContain('disconnected');
  });
  it('lead nowhere from disconnected: who comes back connects anew', () =>
    expect(connectionMoves.disconnected).toEqual([]));
  it('bring back to work whatever has stopped', () => {
    for (const state of ['paused', 'needs_reconnect', 'failed'] as ConnectionState[])
      expect(connectionMoves[state]).toContain('active');
  });
});

describe('the moves of a run', () => {
  it('reach every state from the first', () => {
    expect([...reachable(runMoves, 'pulling')].toSorted()).toEqual([...runStates].toSorted());
  });
  it.each(['completed', 'cancelled'] as const)('end at %s', (state) => expect(runMoves[state]).toEqual([]));
});
