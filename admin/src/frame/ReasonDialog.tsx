import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { type FormEvent, useId, useState } from 'react';

interface ReasonDialogProps {
  title: string;
  /** What will happen then, and that the reason is written to the audit. */
  children?: string;
  /** The verb on the button: "Reveal for 30 minutes". */
  verb: string;
  isDangerous?: boolean;
  /** Rejects with the sentence to show; the dialog then stays open. */
  onReason: (reason: string) => Promise<void>;
  onClose: () => void;
}

/** Asks why before something that the audit must be able to explain. */
export function ReasonDialog({ title, children, verb, isDangerous = false, onReason, onClose }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const titleId = useId();

  async function send(event: FormEvent) {
    event.preventDefault();
    setIsSending(true);
    setRefusal(null);
    try {
      await onReason(reason.trim());
      onClose();
    } catch (error) {
      setRefusal((error as Error).message);
      setIsSending(false);
    }
  }

  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <form onSubmit={(event) => void send(event)}>
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          {children && <Typography color="text.secondary">{children}</Typography>}
          <TextField
            label="Reason"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            autoFocus
            required
            fullWidth
            multiline
            minRows={2}
            sx={{ marginTop: 1 }}
            helperText="Kept in the audit with your name."
          />
          {refusal && <Alert severity="error">{refusal}</Alert>}
        </DialogContent>
        <DialogActions sx={{ padding: 2 }}>
          <Button onClick={onClose}>Go back</Button>
          <Button
            type="submit"
            variant={isDangerous ? 'outlined' : 'contained'}
            color={isDangerous ? 'error' : 'primary'}
            disabled={reason.trim() === '' || isSending}
          >
            {verb}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
