import { Box, LinearProgress, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import type { CampaignLine } from '../campaigns/types.js';
import { useCampaigns } from '../campaigns/useCampaigns.js';
import { eligibleInParts, plannedOf } from '../campaigns/words.js';
import { counted, inFigures } from '../fields/numbers.js';
import { StatusField } from '../fields/StatusField.js';
import { HomeLine } from './HomeCard.js';

const underWay = { state: ['freezing', 'preparing', 'sending', 'reminding', 'paused'] };

const needsYou = { needs: 'person' };

/** Campaigns that wait for a person: to be approved, set going again, looked at because they are held, or with mails to settle. */
export const useCampaignsThatNeedYou = (): CampaignLine[] => useCampaigns(needsYou).data?.data ?? [];

export const useCampaignsUnderWay = (): CampaignLine[] => useCampaigns(underWay).data?.data ?? [];

export function UnderWayCampaign({ campaign }: { campaign: CampaignLine }) {
  const { id, name, state, counts } = campaign;
  const total = eligibleInParts(counts);
  const done = total - plannedOf(counts);
  const isSending = state === 'preparing' || state === 'sending';
  return (
    <HomeLine>
      <StatusField of="campaign" state={state} />
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Link component={RouterLink} to={`/campaigns/${id}`} sx={{ overflowWrap: 'anywhere', fontWeight: 560 }}>
          {name}
        </Link>
        <Typography variant="body2" color="text.secondary">
          {total === 0 ? 'Starting' : `${inFigures(done)} of ${counted(total, 'mail')}`}
        </Typography>
        {isSending && (
          <LinearProgress
            variant={total > 0 ? 'determinate' : 'indeterminate'}
            value={total > 0 ? (100 * done) / total : 0}
            aria-label={`Progress of ${name}`}
            sx={{ marginTop: 0.5, borderRadius: '12px' }}
          />
        )}
      </Box>
    </HomeLine>
  );
}
