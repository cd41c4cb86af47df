import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { type ReactNode, useId, useState } from 'react';

interface ConfirmDialogProps {
  title: string;
  /** What is lost and what stays. */
  children: ReactNode;
  /** Says what it does: "Delete 12 contacts". */
  verb: string;
  isDangerous?: boolean;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Only for what cannot be taken back. */
export function ConfirmDialog({ title, children, verb, isDangerous = true, onConfirm, onClose }: ConfirmDialogProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const titleId = useId();

  async function confirm() {
    setIsSending(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setRefusal((error as Error).message);
      setIsSending(false);
    }
  }

  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography component="div" color="text.secondary">
          {children}
        </Typography>
        {refusal && <Alert severity="error">{refusal}</Alert>}
      </DialogContent>
      <DialogActions sx={{ padding: 2 }}>
        <Button onClick={onClose} autoFocus>
          Go back
        </Button>
        <Button
          variant={isDangerous ? 'outlined' : 'contained'}
          color={isDangerous ? 'error' : 'primary'}
          disabled={isSending}
          onClick={() => void confirm()}
        >
          {verb}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
