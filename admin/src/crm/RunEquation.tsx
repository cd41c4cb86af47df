import { Box, Link as MuiLink, Typography } from '@mui/material';
import { Link } from 'react-router';
import { Equation } from '../fields/Equation.js';
import { counted, inFigures } from '../fields/numbers.js';
import { useMe } from '../frame/useMe.js';
import type { SyncRun } from './types.js';
import { goneBy, runParts, seenIn } from './words.js';

/** Seen = added + changed + unchanged + skipped + failed, who is gone beside it, and what cannot be accounted for said out loud. */
export function RunEquation({ of: run, size = 'small' }: { of: SyncRun; size?: 'large' | 'small' }) {
  const isAgent = useMe()?.user.role === 'agent';
  const { gone, unexplained, reported } = run.counts;
  const hasMore = gone > 0 || unexplained !== 0;
  return (
    <Box sx={{ display: 'grid', gap: 0.25 }}>
      <Equation size={size} total={{ count: seenIn(run), label: 'seen' }} parts={runParts(run, { isAgent })} />
      {hasMore && (
        <Typography variant="body2" color="text.secondary">
          {gone > 0 && <Gone run={run} isAgent={isAgent} />}
          {unexplained !== 0 &&
            `${inFigures(Math.abs(unexplained))} of ${inFigures(reported)} sent are not accounted for: ask support.`}
        </Typography>
      )}
    </Box>
  );
}

/** Their contacts stay here; an agent is led to them. */
function Gone({ run, isAgent }: { run: SyncRun; isAgent: boolean }) {
  const words = `${counted(run.counts.gone, 'person', 'people')} gone`;
  if (!isAgent) return <>and {words}. </>;
  return (
    <>
      {'and '}
      <MuiLink component={Link} to={goneBy(run)} color="inherit">
        {words}
      </MuiLink>
      {'. '}
    </>
  );
}
