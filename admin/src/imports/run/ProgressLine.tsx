import { Box, LinearProgress, Typography } from '@mui/material';
import type { ContactImport } from '../types.js';
import { progressSentence } from '../words.js';

/** A bar and its sentence; before the first news the sentence says what is waited for. */
export function ProgressLine({
  contactImport: { progress, state },
  waiting,
}: {
  contactImport: ContactImport;
  waiting: string;
}) {
  const isWorking = state === 'scanning' || state === 'importing' || state === 'undoing';
  const percent = progress?.total ? Math.min(100, (100 * progress.done) / progress.total) : null;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <LinearProgress
        aria-label="Progress"
        color={isWorking ? 'primary' : 'warning'}
        {...(percent === null
          ? { variant: isWorking ? 'indeterminate' : 'determinate', ...(!isWorking && { value: 0 }) }
          : { variant: 'determinate', value: percent })}
        sx={{ height: 6, borderRadius: 3 }}
      />
      <Typography sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {progress ? progressSentence(progress) : `${waiting}…`}
      </Typography>
    </Box>
  );
}
