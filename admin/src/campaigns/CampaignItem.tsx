import { Box, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { counted } from '../fields/numbers.js';
import { StatusField } from '../fields/StatusField.js';
import { useNow, When } from '../fields/When.js';
import { useMe } from '../frame/useMe.js';
import { FunnelLine } from './FunnelLine.js';
import { CampaignEquation } from './page/CampaignEquation.js';
import { RateLine } from './page/RateLine.js';
import type { CampaignLine } from './types.js';
import { eligibleOf } from './verdicts.js';
import { nextWords, stoppingHold } from './words.js';

/** One campaign in the list: where it stands, how fast it is and why not faster, and how far its people have come. */
export function CampaignItem({ campaign }: { campaign: CampaignLine }) {
  const isAgent = useMe()?.user.role === 'agent';
  const { id, name, state, agent, accountName, createdAt, candidateCount, approved, counts } = campaign;
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        columnGap: 2,
        rowGap: 0.5,
        paddingInline: 2.5,
        paddingBlock: 2,
        gridTemplateColumns: 'minmax(0, 1fr) auto',
        '& + &': { borderTop: 1, borderColor: 'divider' },
      }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Link component={RouterLink} to={`/campaigns/${id}`} sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {name}
        </Link>
        <Typography variant="body2" color="text.secondary">
          {!isAgent && `${accountName} · `}
          {agent.name} · <When at={createdAt} /> · {counted(candidateCount, 'contact')} chosen
          {!isAgent && approved && ` · approved by ${approved.by.name}`}
        </Typography>
      </Box>
      <Box sx={{ display: 'flex', flexDirection: 'column', alignItems: 'flex-end', gap: 0.5 }}>
        <StatusField of="campaign" state={state} />
        {isAtWork(campaign) && stoppingHold(campaign.holds) && (
          <StatusField of="campaign" state="paused" kind="person" label="Held" />
        )}
        {approved && counts.unknown > 0 && (
          <StatusField of="recipient" state="unknown" label={`${counted(counts.unknown, 'mail')} to settle`} />
        )}
      </Box>
      <Box sx={{ gridColumn: '1 / -1', display: 'grid', gap: 0.5 }}>
        {approved ? (
          <>
            <CampaignEquation campaign={campaign} size="small" />
            <FunnelLine campaign={campaign} />
            <Present campaign={campaign} />
          </>
        ) : (
          <Typography variant="body2" color="text.secondary">
            {state === 'freezing'
              ? 'Everybody is being looked at.'
              : `${counted(eligibleOf(campaign.verdicts), 'contact')} can be invited. Nothing was sent.`}
          </Typography>
        )}
      </Box>
    </Box>
  );
}

const isAtWork = ({ state }: CampaignLine) => state === 'preparing' || state === 'sending' || state === 'reminding';

/** What it does at this moment, or what it waits for; of those that have ended nothing. */
function Present({ campaign }: { campaign: CampaignLine }) {
  const now = useNow();
  const { state, holds, rate } = campaign;
  if (state === 'failed')
    return (
      <Typography variant="body2" color="error">
        {nextWords(campaign, now)}
      </Typography>
    );
  if (!isAtWork(campaign)) return null;
  const hold = stoppingHold(holds);
  if (hold)
    return (
      <Typography variant="body2" color="warning.main">
        Held since <When at={hold.placedAt} />: {hold.reason}
      </Typography>
    );
  const isSilent = rate.sentence === null && rate.lastMinute === 0;
  return (
    <>
      {(isSilent || state !== 'sending') && (
        <Typography variant="body2" color="text.secondary">
          {nextWords(campaign, now)}
        </Typography>
      )}
      <RateLine campaign={campaign} size="small" />
    </>
  );
}
