import { request } from '../api.js';
import { AskDialog } from '../frame/AskDialog.js';
import { useRefreshHubs } from '../hubs/useHub.js';

const choices = {
  accepted: 'It arrived',
  rejected: 'It did not arrive, and shall not be sent',
  send_again: 'It did not arrive: send it again',
};

/** A mail of which nobody knows whether it arrived is never sent again by itself: a person says what became of it. */
export function SettleDialog({ attemptId, onClose }: { attemptId: string; onClose: () => void }) {
  const refresh = useRefreshHubs();
  return (
    <AskDialog
      title="What became of this mail?"
      verb="Settle"
      fields={[
        { name: 'as', label: 'What you know', choices, initial: 'accepted' },
        { name: 'reason', label: 'How you know it', help: 'Kept in the audit with your name.' },
      ]}
      onAnswer={async ({ as, reason }) => {
        await request(`/send-attempts/${attemptId}/settle`, { method: 'POST', body: { as, reason } });
        await refresh();
      }}
      onClose={onClose}
    >
      The line broke while it was handed over, so it may have arrived. Ask the person, or look into the mail server’s
      log. If you send it again and the first one did arrive, they get it twice.
    </AskDialog>
  );
}
