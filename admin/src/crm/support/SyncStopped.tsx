import { Alert, AlertTitle } from '@mui/material';
import { counted } from '../../fields/numbers.js';
import { engineAway } from '../../frame/EngineDot.js';
import { HealthSentence } from '../Health.js';
import type { Connection } from '../types.js';

/** What support can do about it, and what will happen then. */
const whatThen: Partial<Record<Connection['health']['kind'], string>> = {
  failed: 'Resume goes on behind the last page that was written; nobody is brought in twice.',
  needs_reconnect:
    'Only the account can give a new key: who connected it has been told by mail. The sync then goes on by itself.',
  paused: 'Resume goes on behind the last page that was written.',
  question: 'The account is asked whether they are gone; nobody is touched before.',
  trouble: 'It is tried again by itself, ever more rarely. Retry now tries at once.',
  limited: 'It goes on by itself then.',
};

/** One amber box: what stopped the sync in words, that nothing is lost, and what helps. */
export function SyncStopped({ connection }: { connection: Connection }) {
  const { health, contacts, run, engine } = connection;
  const then = whatThen[health.kind];
  if (then)
    return (
      <Alert severity="warning">
        <AlertTitle>
          <HealthSentence of={connection} />
        </AlertTitle>
        Nothing was lost: {counted(contacts, 'contact')} {contacts === 1 ? 'is' : 'are'} in
        {run ? ', and the run that was under way stays open' : ''}. {then}
      </Alert>
    );
  if (engine === 'away') return <Alert severity="warning">{engineAway}</Alert>;
  return null;
}
