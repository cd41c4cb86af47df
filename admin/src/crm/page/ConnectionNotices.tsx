import { Alert, AlertTitle, Box, Link } from '@mui/material';
import { Link as RouterLink, useLocation } from 'react-router';
import { counted } from '../../fields/numbers.js';
import { engineAway } from '../../frame/EngineDot.js';
import type { Connection } from '../types.js';
import { contactsOf, whoWords } from '../words.js';
import { AreTheyGone } from './AreTheyGone.js';
import { isNotBegun } from './ConnectionActions.js';
import { RenewAccess } from './RenewAccess.js';

/** Boxes for what was just done and for what only a person can do; nothing while all is well. */
export function ConnectionNotices({ connection }: { connection: Connection }) {
  const { state, commands, engine, notes, health } = connection;
  const isNew = (useLocation().state as { isNew?: boolean } | null)?.isNew === true;
  return (
    <>
      {(isNew || isNotBegun(connection)) && <JustConnected connection={connection} />}
      {notes.map((note) => (
        <Alert key={note} severity="warning">
          {note}
        </Alert>
      ))}
      {state === 'needs_reconnect' && (
        <Alert severity="warning" sx={{ '& .MuiAlert-message': { flex: 1, minWidth: 0 }, '& form': { maxWidth: 560 } }}>
          <AlertTitle>Connect {connection.label} again</AlertTitle>
          <Box sx={{ color: 'text.primary', display: 'grid', gap: 2 }}>
            Nothing was lost. With a new key the sync goes on by itself where it stopped.
            <RenewAccess connection={connection} />
          </Box>
        </Alert>
      )}
      {commands.includes('answer') && health.kind === 'question' && <AreTheyGone connection={connection} />}
      {engine === 'away' && state === 'active' && <Alert severity="warning">{engineAway}</Alert>}
    </>
  );
}

function JustConnected({ connection }: { connection: Connection }) {
  const { id, state, contacts, health } = connection;
  if (state === 'needs_reconnect' || state === 'failed') return null;
  return (
    <Alert severity="success">
      <AlertTitle>Connected as {whoWords(connection)}</AlertTitle>
      {state === 'paused' && 'Nothing is read yet. Say under Settings who comes in and how, then press Start syncing.'}
      {health.kind === 'syncing' && 'Everybody comes in now. You can close this page: it goes on by itself.'}
      {health.kind === 'ok' && (
        <Link component={RouterLink} to={contactsOf(id)} color="inherit" underline="always">
          See {counted(contacts, 'contact')}
        </Link>
      )}
    </Alert>
  );
}
