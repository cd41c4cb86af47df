import { Alert } from '@mui/material';
import type { HubInFull } from '../types.js';

/** What stands in the way, in words: the engine, the mail server, a pause. */
export function HubNotices({ hub }: { hub: HubInFull }) {
  // One that needs a person does not go on by itself.
  const isEngineAway = hub.invitations.some(
    ({ state, blocked, engine }) => state === 'waiting' && !blocked && engine === 'away',
  );
  return (
    <>
      {isEngineAway && (
        <Alert severity="warning">
          The workflow engine is away. The invitation is saved; it goes on by itself as soon as the engine is back.
        </Alert>
      )}
      {hub.state === 'paused' && (
        <Alert severity="info">
          This Hub is paused: no invitation and no reminder goes out. Links that were sent still say who invites whom.
        </Alert>
      )}
      {hub.state === 'archived' && (
        <Alert severity="info">This Hub is archived. Nobody can open it; restore it to go on.</Alert>
      )}
    </>
  );
}
