import { Alert } from '@mui/material';
import { crmApi } from '../api.js';
import { KeyForm } from '../connect/KeyForm.js';
import { KeyHelp } from '../connect/KeyHelp.js';
import { SignInButton } from '../connect/SignInButton.js';
import type { Connection } from '../types.js';
import { useConnectors, useTakeConnection } from '../useConnection.js';

interface RenewAccessProps {
  connection: Connection;
  onDone?: () => void;
}

/** A new key in one field, or a new sign-in; the sync goes on where it stopped. */
export function RenewAccess({ connection, onDone }: RenewAccessProps) {
  const { id, auth, label, commands } = connection;
  const { data } = useConnectors();
  const take = useTakeConnection();
  const connector = data?.data.find((candidate) => candidate.id === connection.connector);
  const isLost = commands.includes('reconnect');
  if (!data) return null;
  if (auth === 'oauth')
    return (
      <SignInButton
        connector={{ id: connection.connector, label }}
        connectionId={id}
        verb={`Sign in with ${label} again`}
        isFilled
      />
    );
  if (!connector?.fields)
    return <Alert severity="warning">{label} is no longer offered here. Ask whoever runs this platform.</Alert>;
  return (
    <KeyForm
      connector={{ label, fields: connector.fields }}
      verb={isLost ? 'Reconnect' : 'Save'}
      onKey={async (fields) => {
        take(await crmApi.command(id, isLost ? 'reconnect' : 'rotate', { fields }));
        onDone?.();
      }}
    >
      <KeyHelp connector={connector} />
    </KeyForm>
  );
}
