import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { type FormEvent, useId, useState } from 'react';
import { Problem } from '../../api.js';
import { AddressInput } from '../../contacts/AddressInput.js';
import { hubsApi } from '../api.js';
import { problemsAtFields } from '../new/problems.js';
import type { HubInvitation } from '../types.js';
import { useRefreshHubs } from '../useHub.js';
import { invitedName } from '../words.js';

/** Another address, and the invitation again to that one. A slip of the finger is asked about before it is mailed. */
export function ChangeAddressDialog({ invitation, onClose }: { invitation: HubInvitation; onClose: () => void }) {
  const [email, setEmail] = useState(invitation.email);
  const [problem, setProblem] = useState<Error | null>(null);
  const [isSending, setIsSending] = useState(false);
  const refresh = useRefreshHubs();
  const titleId = useId();
  const canBeConfirmed = problem instanceof Problem && problem.code === 'email_doubtful';
  const atField = problemsAtFields(problem).email;

  async function send(event: FormEvent) {
    event.preventDefault();
    setIsSending(true);
    try {
      await hubsApi.resend(invitation.id, { email: email.trim(), ...(canBeConfirmed && { confirmEmail: true }) });
      await refresh();
      onClose();
    } catch (error) {
      setProblem(error as Error);
      setIsSending(false);
    }
  }

  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <form noValidate onSubmit={(event) => void send(event)}>
        <DialogTitle id={titleId}>Change the address of {invitedName(invitation)}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <Typography color="text.secondary">
            The invitation goes to the new address with a new link. Links sent to the old one stop working.
          </Typography>
          <AddressInput
            label="New address"
            name="email"
            value={email}
            onChange={(value) => {
              setEmail(value);
              setProblem(null);
            }}
            problem={atField}
            isRequired
            autoFocus
          />
          {problem && !atField && <Alert severity={canBeConfirmed ? 'warning' : 'error'}>{problem.message}</Alert>}
        </DialogContent>
        <DialogActions sx={{ padding: 2 }}>
          <Button onClick={onClose}>Go back</Button>
          <Button type="submit" variant="contained" disabled={isSending || email.trim() === ''}>
            {canBeConfirmed ? 'It is right, send' : 'Change and send'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
