import { Box, Button } from '@mui/material';
import { useState } from 'react';
import { CopyField } from '../../fields/CopyField.js';
import { ReasonDialog } from '../../frame/ReasonDialog.js';
import { hubsApi } from '../api.js';
import type { HubInvitation } from '../types.js';
import { useHubVerb, useRefreshHubs } from '../useHub.js';
import { invitedName } from '../words.js';
import { ChangeAddressDialog } from './ChangeAddressDialog.js';
import { ResendDialog } from './ResendDialog.js';

type Asking = 'resend' | 'address' | 'revoke' | null;

/** What can be asked of an invitation in its state. */
export function InvitationButtons({ invitation }: { invitation: HubInvitation }) {
  const [asking, setAsking] = useState<Asking>(null);
  const [link, setLink] = useState<string | null>(null);
  const { run, isRunning } = useHubVerb();
  const { id, commands } = invitation;
  const may = (command: HubInvitation['commands'][number]) => commands.includes(command);
  const stop = () => setAsking(null);
  if (commands.length === 0) return null;

  const showLink = async () => setLink((await hubsApi.link(id)).url);
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {may('remind') && (
          <Button
            size="small"
            variant="outlined"
            disabled={isRunning}
            onClick={() => run({ verb: () => hubsApi.remind(id), done: 'The reminder is on its way.' })}
          >
            Remind now
          </Button>
        )}
        {may('resend') && (
          <>
            <Button size="small" variant="outlined" onClick={() => setAsking('resend')}>
              Resend…
            </Button>
            <Button size="small" variant="outlined" onClick={() => setAsking('address')}>
              Change address…
            </Button>
          </>
        )}
        {may('link') && (
          <Button
            size="small"
            variant="outlined"
            disabled={isRunning}
            onClick={() => run({ verb: showLink, done: 'Here is the link. It works once.' })}
          >
            Copy link
          </Button>
        )}
        {may('revoke') && (
          <Button size="small" variant="outlined" color="error" onClick={() => setAsking('revoke')}>
            Revoke…
          </Button>
        )}
      </Box>
      {link && may('link') && <CopyField value={link} label="Copy" />}
      {asking === 'resend' && <ResendDialog invitation={invitation} onClose={stop} />}
      {asking === 'address' && <ChangeAddressDialog invitation={invitation} onClose={stop} />}
      {asking === 'revoke' && <RevokeDialog invitation={invitation} onClose={stop} />}
    </>
  );
}

function RevokeDialog({ invitation, onClose }: { invitation: HubInvitation; onClose: () => void }) {
  const refresh = useRefreshHubs();
  return (
    <ReasonDialog
      title={`Revoke the invitation to ${invitedName(invitation)}`}
      verb="Revoke"
      isDangerous
      onReason={async (reason) => {
        await hubsApi.revoke(invitation.id, reason);
        await refresh();
      }}
      onClose={onClose}
    >
      The link stops working at once and no reminder goes out. The Hub stays, and somebody can be invited anew.
    </ReasonDialog>
  );
}
