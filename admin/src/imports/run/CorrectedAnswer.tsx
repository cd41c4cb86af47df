import { Alert, AlertTitle, Box } from '@mui/material';
import { counted } from '../../fields/numbers.js';
import type { CorrectedFileAnswer } from '../types.js';

/** What came back right, what is still wrong, and which lines were refused and why. */
export function CorrectedAnswer({ answer, onClose }: { answer: CorrectedFileAnswer; onClose: () => void }) {
  const { accepted, fixed, stillFailed, refused } = answer;
  return (
    <Alert severity={refused.length > 0 || stillFailed > 0 ? 'warning' : 'success'} onClose={onClose}>
      <AlertTitle>{counted(accepted, 'row')} taken from the corrected file</AlertTitle>
      {counted(fixed, 'row')} can be retried now
      {stillFailed > 0 && `; ${counted(stillFailed, 'row')} still ${stillFailed === 1 ? 'has' : 'have'} an error`}.
      {refused.length > 0 && (
        <>
          <p>{counted(refused.length, 'line')} refused:</p>
          <Box component="ul" sx={{ m: 0, pl: 2.5, maxHeight: 160, overflowY: 'auto' }}>
            {refused.map(({ line, reason }) => (
              <li key={line}>
                Line {line}: {reason}
              </li>
            ))}
          </Box>
        </>
      )}
    </Alert>
  );
}
