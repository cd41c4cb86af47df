import { counted } from '../fields/numbers.js';
import { StatusField } from '../fields/StatusField.js';
import { When } from '../fields/When.js';
import type { Connection } from './types.js';

/** A connection's state as a chip; one that works but has records open waits for a person. */
export function HealthChip({ of: { health, openProblems } }: { of: Pick<Connection, 'health' | 'openProblems'> }) {
  if (health.kind !== 'ok' || openProblems === 0) return <StatusField of="connection" state={health.kind} />;
  return (
    <StatusField
      of="connection"
      state="ok"
      kind="person"
      label={counted(openProblems, 'record needs you', 'records need you')}
    />
  );
}

/** How it does, and when it goes on by itself. */
export function HealthSentence({ of: { health } }: { of: Pick<Connection, 'health'> }) {
  return (
    <>
      {health.sentence}
      {health.until && (
        <>
          {' '}
          {health.kind === 'key_ends' ? 'It ends' : 'That is'} <When at={health.until} />.
        </>
      )}
    </>
  );
}
