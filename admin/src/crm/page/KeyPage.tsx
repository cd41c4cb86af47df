import { Alert, Button, Typography } from '@mui/material';
import { useNotify } from 'react-admin';
import { Link as RouterLink, useNavigate } from 'react-router';
import { Section } from '../../frame/Section.js';
import type { Connection } from '../types.js';
import { renewWords } from './ConnectionActions.js';
import { RenewAccess } from './RenewAccess.js';

/** `/connections/:id/key`: another key, or another sign-in, for the same connection. */
export function KeyPage({ connection }: { connection: Connection }) {
  const { id, label, commands } = connection;
  const navigate = useNavigate();
  const notify = useNotify();
  const mayRenew = commands.includes('reconnect') || commands.includes('rotate');
  return (
    <>
      {mayRenew ? (
        <Section title={renewWords(connection)}>
          <Typography variant="body2" color="text.secondary">
            The new one is tried before the old one is forgotten. Settings, contacts and where the sync stands stay as
            they are.
          </Typography>
          <RenewAccess
            connection={connection}
            onDone={() => {
              notify(`${label} takes the new key.`, { type: 'success' });
              void navigate(`/connections/${id}`);
            }}
          />
        </Section>
      ) : (
        <Alert severity="info">This connection is ended: connect {label} anew instead.</Alert>
      )}
      <div>
        <Button component={RouterLink} to={`/connections/${id}`}>
          Back to the connection
        </Button>
      </div>
    </>
  );
}
