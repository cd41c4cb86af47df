import { ConfirmDialog } from '../../frame/ConfirmDialog.js';
import { hubsApi } from '../api.js';
import type { HubInvitation } from '../types.js';
import { useRefreshHubs } from '../useHub.js';
import { invitedName } from '../words.js';

/** Sends the invitation again with a new link. */
export function ResendDialog({ invitation, onClose }: { invitation: HubInvitation; onClose: () => void }) {
  const refresh = useRefreshHubs();
  return (
    <ConfirmDialog
      title={`Send ${invitedName(invitation)} the invitation again`}
      verb="Resend"
      isDangerous={false}
      onConfirm={async () => {
        await hubsApi.resend(invitation.id, {});
        await refresh();
      }}
      onClose={onClose}
    >
      {invitation.email} gets the mail with a new link, and its reminders begin anew. The links that were sent before
      stop working.
    </ConfirmDialog>
  );
}
