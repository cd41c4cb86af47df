import { Button } from '@mui/material';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import type { ShownSuppression } from '../../../apps/api/suppressions/suppressions.schemas.js';
import { request } from '../api.js';
import { AskDialog } from '../frame/AskDialog.js';
import { useRefreshSuppressions } from './actions.js';

const reason = { name: 'reason', label: 'Reason', help: 'Kept in the audit with your name.' };
const own = { name: 'request', label: 'When and how did they ask to be mailed again?' };

/** A person's own no is lifted by that person's own request alone; the agent says which. */
export function RemoveButton({ suppression: { id, isOwnWord, email } }: { suppression: ShownSuppression }) {
  const [isAsking, setIsAsking] = useState(false);
  const refresh = useRefreshSuppressions();
  const notify = useNotify();
  return (
    <>
      <Button size="small" aria-label={`Remove ${email ?? 'this address'}`} onClick={() => setIsAsking(true)}>
        Remove…
      </Button>
      {isAsking && (
        <AskDialog
          title="Mail this address again"
          verb="Remove from the list"
          fields={isOwnWord ? [own, reason] : [reason]}
          onAnswer={async (body) => {
            await request(`/suppressions/${id}/remove`, { method: 'POST', body });
            await refresh();
            notify('Removed. What was stopped does not go on by itself.', { type: 'success' });
          }}
          onClose={() => setIsAsking(false)}
        >
          {isOwnWord
            ? 'This person said no themselves. The law lets you mail them again only when they ask for it.'
            : 'Invitations that were stopped stay where they are; send them again by hand.'}
        </AskDialog>
      )}
    </>
  );
}
