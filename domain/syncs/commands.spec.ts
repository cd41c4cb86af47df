import { connectionAfter, type ConnectionCommand, connectionCommands, connectionCommandsNow } from './commands.js';
import { connectionMoves, connectionStates, WrongConnectionState } from './states.js';

const at = (state: (typeof connectionStates)[number], hasQuestion = true) => ({ state, hasQuestion, openProblems: 1 });

it('never leads where the table of moves does not', () => {
  const led = Object.values(connectionCommands).flatMap(({ from, to }) => from.map((state) => ({ state, to })));
  const unknown = led.filter(
    ({ state, to }) => to && to !== state && !(connectionMoves[state] as readonly string[]).includes(to),
  );
  expect(unknown).toEqual([]);
});

it('offers exactly what it then accepts', () => {
  for (const state of connectionStates) {
    const accepted = (Object.keys(connectionCommands) as ConnectionCommand[]).filter((command) => {
      try {
        return Boolean(connectionAfter(command, at(state)));
      } catch (error) {
        return !(error instanceof WrongConnectionState);
      }
    });
    expect(accepted).toEqual(connectionCommandsNow(at(state)));
  }
});

it('offers nothing once disconnected', () => expect(connectionCommandsNow(at('disconnected'))).toEqual([]));
it('takes an answer only where a question stands', () => {
  expect(connectionCommandsNow(at('active'))).toContain('answer');
  expect(connectionCommandsNow(at('active', false))).not.toContain('answer');
});
it('does not sync what the CRM would refuse, and says so', () => {
  expect(() => connectionAfter('syncNow', at('needs_reconnect'))).toThrow(
    'This connection is "needs reconnect": it cannot be asked to sync now.',
  );
});
