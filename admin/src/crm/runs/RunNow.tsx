import { Box, Card, LinearProgress, Typography } from '@mui/material';
import { counted, inFigures } from '../../fields/numbers.js';
import { When } from '../../fields/When.js';
import { RunEquation } from '../RunEquation.js';
import type { Connection, SyncRun } from '../types.js';
import { loopWords } from '../words.js';
import { RunNote } from './RunLine.js';

/** The run under way: how far it is, and the equation filling up. */
export function RunNow({ connection, run }: { connection: Connection; run: SyncRun }) {
  const { progress, state } = connection;
  const isMoving = state === 'active' && connection.health.kind === 'syncing';
  const percent = progress && progress.total > 0 ? Math.min(100, (100 * progress.done) / progress.total) : null;
  return (
    <Card component="section" aria-labelledby="run-now" sx={{ p: 3, display: 'grid', gap: 1.5 }}>
      <Typography id="run-now" variant="h2">
        {loopWords[run.loop]}
      </Typography>
      <LinearProgress
        aria-label="Progress of the run"
        color={isMoving ? 'primary' : 'warning'}
        {...(percent === null
          ? { variant: isMoving ? 'indeterminate' : 'determinate', ...(!isMoving && { value: 0 }) }
          : { variant: 'determinate', value: percent })}
        sx={{ height: 6, borderRadius: 3 }}
      />
      <Typography sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {isMoving ? 'Reading' : 'Stands still'} ·{' '}
        {progress
          ? `${inFigures(progress.done)} of ${counted(progress.total, 'person', 'people')}`
          : `${counted(run.counts.reported, 'record')} sent so far`}
        {run.lastAt && (
          <>
            {' · last page '}
            <When at={run.lastAt} />
          </>
        )}
      </Typography>
      <RunEquation of={run} size="large" />
      {run.note && <RunNote>{run.note}</RunNote>}
      <Box sx={{ color: 'text.secondary' }}>
        {isMoving ? 'You can close this page.' : 'What was read is in; it goes on after the last page that was kept.'}
      </Box>
    </Card>
  );
}
