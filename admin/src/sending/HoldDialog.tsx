import { MenuItem, TextField } from '@mui/material';
import { useState } from 'react';
import type { HoldScope } from '../../../apps/api/sending/sending.schemas.js';
import { AskDialog } from '../frame/AskDialog.js';
import { ReasonDialog } from '../frame/ReasonDialog.js';
import { useList } from '../frame/useList.js';
import { sendingApi } from './api.js';
import { useRefreshSending } from './useSending.js';
import { providerWords, scopeChoices } from './words.js';

const happens =
  'Nothing more of it is handed over from the next second on. What is on the wire is finished and recorded; the rest waits until somebody releases the hold.';

/** Holds one thing that the page is about: only the reason is asked. */
export function HoldThis({
  scope,
  scopeId,
  name,
  onClose,
}: {
  scope: HoldScope;
  scopeId: string;
  name: string;
  onClose: () => void;
}) {
  const refresh = useRefreshSending();
  return (
    <ReasonDialog
      title={`Hold sending: ${name}`}
      verb="Hold sending"
      isDangerous
      onReason={async (reason) => {
        await sendingApi.place({ scope, scopeId, reason });
        await refresh();
      }}
      onClose={onClose}
    >
      {happens}
    </ReasonDialog>
  );
}

/** Asks what is to be held, then why. */
export function HoldDialog({ onClose }: { onClose: () => void }) {
  const [scope, setScope] = useState<HoldScope>('account');
  const { data: accounts } = useList<{ id: string; name: string }>('accounts');
  const refresh = useRefreshSending();
  const choices: Partial<Record<HoldScope, Record<string, string>>> = {
    account: Object.fromEntries((accounts ?? []).map(({ id, name }) => [id, name])),
    provider: providerWords,
  };
  const which = choices[scope];
  return (
    <AskDialog
      key={`${scope} ${accounts?.length ?? 0}`}
      title="Hold sending"
      verb="Hold sending"
      lead={
        <TextField
          select
          label="What is held"
          name="scope"
          value={scope}
          onChange={(event) => setScope(event.target.value as HoldScope)}
          fullWidth
          sx={{ marginTop: 1 }}
        >
          {Object.entries(scopeChoices)
            .filter(([value]) => value !== 'campaign')
            .map(([value, text]) => (
              <MenuItem key={value} value={value}>
                {text}
              </MenuItem>
            ))}
        </TextField>
      }
      fields={[
        ...(scope === 'platform'
          ? []
          : [
              {
                name: 'scopeId',
                label: scope === 'domain' ? 'Domain' : 'Which one',
                ...(which && { choices: which, initial: Object.keys(which)[0] ?? '' }),
                ...(scope === 'domain' && { help: 'Its subdomains are held with it.' }),
              },
            ]),
        { name: 'reason', label: 'Reason', help: 'Kept in the audit with your name, and shown to whom it stops.' },
      ]}
      onAnswer={async ({ scopeId = '', reason = '' }) => {
        await sendingApi.place({ scope, scopeId, reason });
        await refresh();
      }}
      onClose={onClose}
    >
      {happens}
    </AskDialog>
  );
}
