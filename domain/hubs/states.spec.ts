import { assertHubCommand, type HubCommand, hubCommands, hubCommandsNow } from './commands.js';
import {
  assertHubMove,
  hubMoves,
  type HubState,
  hubStates,
  invitationMoves,
  invitationStates,
  restingState,
  resumableStates,
  WrongHubState,
} from './states.js';

function reachable<State extends string>(moves: Record<State, readonly State[]>, from: State): Set<State> {
  const seen = new Set<State>();
  const waiting: State[] = [from];
  while (waiting.length > 0) {
    for (const next of moves[waiting.pop()!]) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return seen;
}

describe('the moves of a Hub', () => {
  it('reach every other state from the first', () => {
    expect([...reachable(hubMoves, 'draft')].toSorted()).toEqual([...hubStates].toSorted());
  });
  it.each(hubStates.filter((state) => state !== 'archived'))('lead from %s straight into the archive', (state) =>
    expect(hubMoves[state]).toContain('archived'),
  );
  it('never stay in place', () => {
    for (const state of hubStates) expect(hubMoves[state]).not.toContain(state);
  });
  it('pause every state that a resume goes back to', () => {
    for (const state of resumableStates) {
      expect(hubMoves[state]).toContain('paused');
      expect(hubMoves.paused).toContain(state);
    }
  });
  it('never invite for a Hub without a home', () => {
    expect(hubMoves.draft).not.toContain('invited');
    expect(() => assertHubCommand('draft', 'invite')).toThrow('This Hub is "draft": it cannot be asked to invite now.');
  });
});

describe('the moves of an invitation', () => {
  it('reach every state from waiting', () => {
    expect([...reachable(invitationMoves, 'waiting')].toSorted()).toEqual([...invitationStates].toSorted());
  });
  it('never open again what was revoked, or claimed', () => {
    expect(invitationMoves.revoked).toEqual([]);
    expect(invitationMoves.claimed).not.toContain('waiting');
  });
});

const isTaken = (state: HubState, command: HubCommand) => {
  try {
    assertHubCommand(state, command);
    return true;
  } catch (error) {
    return !(error instanceof WrongHubState);
  }
};

it.each(hubStates)('offers on a Hub that is %s exactly the commands that would be taken', (state) => {
  const taken = (Object.keys(hubCommands) as HubCommand[]).filter((command) => isTaken(state, command));
  expect(hubCommandsNow(state)).toEqual(taken);
});

it('refuses a move that the table has not, naming the state', () => {
  expect(() => assertHubMove('archived', 'invited', 'invite')).toThrow(
    'This Hub is "archived": it cannot be asked to invite now.',
  );
});

it.each<[Parameters<typeof restingState>[0], HubState]>([
  [{ hasHome: false, hasOwner: false, isInvited: false }, 'draft'],
  [{ hasHome: true, hasOwner: false, isInvited: false }, 'ready'],
  [{ hasHome: true, hasOwner: false, isInvited: true }, 'invited'],
  [{ hasHome: true, hasOwner: true, isInvited: false }, 'claimed'],
  [{ hasHome: false, hasOwner: true, isInvited: true }, 'claimed'],
])('puts a Hub with %j where it belongs: %s', (facts, state) => expect(restingState(facts)).toBe(state));
