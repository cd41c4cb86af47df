import { Box, LinearProgress, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { HealthChip } from '../crm/Health.js';
import type { Connection } from '../crm/types.js';
import { counted, inFigures } from '../fields/numbers.js';
import { HomeLine } from './HomeCard.js';

/** It is read now; one that waits or stands still is not under way. */
export const isSyncing = ({ health, run }: Connection): boolean => health.kind === 'syncing' && run !== null;

function progressWords({ progress, run }: Connection): string {
  if (progress) return `${inFigures(progress.done)} of ${counted(progress.total, 'person', 'people')}`;
  return `${counted(run?.counts.reported ?? 0, 'record')} sent so far`;
}

/** A sync run, without anybody having to watch it. */
export function UnderWayConnection({ connection }: { connection: Connection }) {
  const { id, label, progress } = connection;
  const share = progress && progress.total > 0 ? Math.min(100, (100 * progress.done) / progress.total) : 0;
  return (
    <HomeLine>
      <HealthChip of={connection} />
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Link component={RouterLink} to={`/connections/${id}`} sx={{ fontWeight: 560 }}>
          {label}
        </Link>
        <Typography variant="body2" color="text.secondary">
          {progressWords(connection)}
        </Typography>
        <LinearProgress
          variant={progress ? 'determinate' : 'indeterminate'}
          value={share}
          aria-label={`Progress of ${label}`}
          sx={{ marginTop: 0.5, borderRadius: '12px' }}
        />
      </Box>
    </HomeLine>
  );
}
