import { Box, Button } from '@mui/material';
import { useState } from 'react';
import { ReasonDialog } from '../frame/ReasonDialog.js';

interface PersonFieldProps {
  /** The value as the API gave it: plain for people of the account, `m•••@e•••.com` for others. */
  value: string | null | undefined;
  /** Given where the viewer may ask to see the whole value; must audit the reason and refetch. */
  onReveal?: (reason: string) => Promise<void>;
}

const isMasked = (value: string) => value.includes('•••');

/** Personal data: masked values carry "Reveal…", which asks for a reason. */
export function PersonField({ value, onReveal }: PersonFieldProps) {
  if (!value)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        —
      </Box>
    );
  if (!onReveal || !isMasked(value)) return <span>{value}</span>;
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1 }}>
      {value}
      <RevealButton onReveal={onReveal} />
    </Box>
  );
}

/** "Reveal…" alone, for the head of a page whose values are all masked. */
export function RevealButton({ onReveal }: { onReveal: (reason: string) => Promise<void> }) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setIsAsking(true)}>
        Reveal…
      </Button>
      {isAsking && (
        <ReasonDialog
          title="Reveal personal data"
          verb="Reveal for 30 minutes"
          onReason={onReveal}
          onClose={() => setIsAsking(false)}
        >
          You will see names, addresses and phone numbers as they are for 30 minutes.
        </ReasonDialog>
      )}
    </>
  );
}
