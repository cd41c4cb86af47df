import { Box, LinearProgress, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import type { Import } from '../../../apps/api/imports/imports.schemas.js';
import { inFigures, inSeconds } from '../fields/numbers.js';
import { StatusField } from '../fields/StatusField.js';
import { UnderWayCampaign, useCampaignsUnderWay } from './CampaignLines.js';
import { useStandingConnections } from '../crm/useConnection.js';
import { HomeCard, HomeLine } from './HomeCard.js';
import { isSyncing, UnderWayConnection } from './UnderWayConnection.js';
import { useImports } from './useImports.js';

const working: Import['state'][] = ['scanning', 'importing', 'undoing'];

function progressWords({ progress }: Import): string {
  if (!progress) return 'Starting';
  const left = progress.secondsLeft === null ? '' : ` · about ${inSeconds(progress.secondsLeft)} left`;
  return `${inFigures(progress.done)} of ${inFigures(progress.total)} rows${left}`;
}

/** What runs now, without anybody having to watch it. */
export function UnderWay() {
  const { data } = useImports({ state: working });
  const campaigns = useCampaignsUnderWay();
  const connections = useStandingConnections().data?.data.filter(isSyncing) ?? [];
  const imports = data?.data ?? [];
  if (imports.length + campaigns.length + connections.length === 0) return null;
  return (
    <HomeCard title="Under way">
      {campaigns.map((campaign) => (
        <UnderWayCampaign key={`campaign ${campaign.id}`} campaign={campaign} />
      ))}
      {connections.map((connection) => (
        <UnderWayConnection key={connection.id} connection={connection} />
      ))}
      {imports.map((item) => (
        <UnderWayLine key={item.id} item={item} />
      ))}
    </HomeCard>
  );
}

function UnderWayLine({ item }: { item: Import }) {
  const { progress } = item;
  const share = progress && progress.total > 0 ? Math.min(100, (100 * progress.done) / progress.total) : 0;
  return (
    <HomeLine>
      <StatusField of="import" state={item.state} />
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Link component={RouterLink} to={`/imports/${item.id}`} sx={{ overflowWrap: 'anywhere', fontWeight: 560 }}>
          {item.fileName}
        </Link>
        <Typography variant="body2" color="text.secondary">
          {progressWords(item)}
        </Typography>
        <LinearProgress
          variant={progress ? 'determinate' : 'indeterminate'}
          value={share}
          aria-label={`Progress of ${item.fileName}`}
          sx={{ marginTop: 0.5, borderRadius: '12px' }}
        />
      </Box>
    </HomeLine>
  );
}
