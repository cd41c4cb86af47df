import { Alert, Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionBar } from '../../frame/ActionBar.js';
import { UnsavedGuard } from '../../frame/UnsavedGuard.js';
import { crmApi } from '../api.js';
import { isNotBegun } from '../page/ConnectionActions.js';
import type { Connection, Settings } from '../types.js';
import { useTakeConnection } from '../useConnection.js';
import { changeOf } from './draft.js';
import { FieldPolicies } from './FieldPolicies.js';
import { MoreSettings } from './MoreSettings.js';
import { WebhookAddress } from './WebhookAddress.js';
import { WhoComesIn } from './WhoComesIn.js';

export interface SettingsPartProps {
  connection: Connection;
  draft: Settings;
  onChange: (change: Partial<Settings>) => void;
}

/** `/connections/:id/settings`: who comes in, which fields and whose word counts, deletions, unsubscribes, how often. */
export function SettingsTab({ connection }: { connection: Connection }) {
  const { id, settings: stored, commands } = connection;
  const [typed, setTyped] = useState<Partial<Settings>>({});
  const draft: Settings = { ...stored, ...typed };
  const change = changeOf(stored, draft);
  const take = useTakeConnection();
  const saving = useMutation({
    mutationFn: async ({ starts }: { starts: boolean }) => {
      if (change) take(await crmApi.change(id, change));
      setTyped({});
      if (starts) take(await crmApi.command(id, 'resume'));
    },
  });
  const part: SettingsPartProps = {
    connection,
    draft,
    onChange: (next) => {
      saving.reset();
      setTyped((before) => ({ ...before, ...next }));
    },
  };
  if (!commands.includes('change'))
    return <Alert severity="info">Disconnected: there is nothing to set any more.</Alert>;
  const mayStart = isNotBegun(connection);
  return (
    <>
      <UnsavedGuard isUnsaved={change !== null && !saving.isPending} />
      <WhoComesIn {...part} />
      <FieldPolicies {...part} />
      <MoreSettings {...part} />
      <WebhookAddress connection={connection} />
      {saving.error && <Alert severity="error">{saving.error.message}</Alert>}
      {saving.isSuccess && !change && (
        <Alert severity="success" role="status">
          Saved. Contacts follow by themselves.
        </Alert>
      )}
      <ActionBar>
        <Button
          variant={mayStart ? 'outlined' : 'contained'}
          disabled={!change || saving.isPending}
          onClick={() => saving.mutate({ starts: false })}
        >
          Save
        </Button>
        {mayStart && (
          <Button variant="contained" disabled={saving.isPending} onClick={() => saving.mutate({ starts: true })}>
            {change ? 'Save and start syncing' : 'Start syncing'}
          </Button>
        )}
      </ActionBar>
    </>
  );
}
