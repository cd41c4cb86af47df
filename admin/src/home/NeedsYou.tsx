import { Box, Button, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import type { Import } from '../../../apps/api/imports/imports.schemas.js';
import { NeedyLine } from '../campaigns/NeedyLine.js';
import { counted } from '../fields/numbers.js';
import { StatusField } from '../fields/StatusField.js';
import { When } from '../fields/When.js';
import { useOverview } from '../hubs/useOverview.js';
import { useCampaignsThatNeedYou } from './CampaignLines.js';
import { HomeCard, HomeLine } from './HomeCard.js';
import { useNeedyConnections } from '../crm/useConnection.js';
import { NeedsYouConnection } from './NeedsYouConnection.js';
import { NeedsYouHub } from './NeedsYouHub.js';
import { useImports } from './useImports.js';

/** The number, the word, what to do. */
function nextStep(item: Import): { says: string; verb: string } {
  if (item.state === 'mapping') return { says: 'The columns wait for their fields', verb: 'Map fields' };
  if (item.state === 'awaiting_review')
    return { says: `${counted(item.rowCount ?? 0, 'row')} scanned, nothing written yet`, verb: 'Review' };
  if (item.state === 'failed')
    return { says: item.failure?.sentence ?? 'It stopped; nothing was lost', verb: 'Look at it' };
  return { says: `${counted(item.openFailed, 'row needs', 'rows need')} you`, verb: 'Fix' };
}

/** Work that waits for this person, homeowners' first; no card when nothing does. */
export function NeedsYou() {
  const { data } = useImports({ needs: 'person' });
  const ofHubs = useOverview().data?.needsYou ?? [];
  const campaigns = useCampaignsThatNeedYou();
  const connections = useNeedyConnections().data?.data ?? [];
  const imports = data?.data ?? [];
  if (imports.length + ofHubs.length + campaigns.length + connections.length === 0) return null;
  return (
    <HomeCard
      title="Needs you"
      aside={
        data?.hasNextPage && (
          <Link component={RouterLink} to={`/imports?filter=${encodeURIComponent('{"needs":"person"}')}`}>
            All imports that need you
          </Link>
        )
      }
    >
      {ofHubs.map((item) => (
        <NeedsYouHub key={`${item.kind} ${item.id}`} item={item} />
      ))}
      {campaigns.map((campaign) => (
        <NeedyLine key={`campaign ${campaign.id}`} campaign={campaign} />
      ))}
      {connections.map((connection) => (
        <NeedsYouConnection key={connection.id} connection={connection} />
      ))}
      {imports.map((item) => (
        <NeedsYouLine key={item.id} item={item} />
      ))}
    </HomeCard>
  );
}

function NeedsYouLine({ item }: { item: Import }) {
  const { says, verb } = nextStep(item);
  return (
    <HomeLine>
      <Box sx={{ minWidth: { sm: 128 } }}>
        <StatusField
          of="import"
          state={item.state}
          {...(item.state === 'completed' && { kind: 'person', label: 'Rows open' })}
        />
      </Box>
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Typography sx={{ overflowWrap: 'anywhere', fontWeight: 560 }}>{item.fileName}</Typography>
        <Typography variant="body2" color="text.secondary">
          {says} · <When at={item.createdAt} />
        </Typography>
      </Box>
      <Button
        component={RouterLink}
        to={`/imports/${item.id}`}
        variant="outlined"
        size="small"
        aria-label={`${verb}: ${item.fileName}`}
      >
        {verb}
      </Button>
    </HomeLine>
  );
}
