import { Alert, AlertTitle, Box, Button } from '@mui/material';
import type { SnapshotChange } from '../snapshot.js';

/** What moved since this person looked: an approval binds to what was seen, so it is shown before it can be approved. */
export function Changed({ changes, onSeen }: { changes: readonly SnapshotChange[]; onSeen: () => void }) {
  return (
    <Alert
      severity="warning"
      action={
        <Button color="inherit" onClick={onSeen} sx={{ whiteSpace: 'nowrap' }}>
          I have seen it
        </Button>
      }
    >
      <AlertTitle>This changed while you looked at it. Nothing was sent.</AlertTitle>
      {changes.length === 0 ? (
        'Other people are in the list than before, in the same numbers.'
      ) : (
        <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
          {changes.map(({ what, before, after }) => (
            <li key={what}>
              {what}: {before} → <b>{after}</b>
            </li>
          ))}
        </Box>
      )}
    </Alert>
  );
}
