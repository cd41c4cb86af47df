import { Button, Typography } from '@mui/material';
import { Link } from 'react-router';
import { When } from '../../fields/When.js';
import { HomeCard, HomeLine } from '../../home/HomeCard.js';
import { audienceWords } from '../audience.js';
import { useCampaigns } from '../useCampaigns.js';

/** Campaigns that were begun and wait for a person: better gone on with than begun twice. */
export function OpenReviews() {
  const { data } = useCampaigns({ state: 'awaiting_review' }, 3);
  if (!data || data.data.length === 0) return null;
  return (
    <HomeCard title="Begun before">
      {data.data.map((campaign) => (
        <HomeLine key={campaign.id}>
          <Typography sx={{ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }}>
            <b>{campaign.name}</b> · {audienceWords(campaign.audience)} · <When at={campaign.createdAt} />
          </Typography>
          <Button
            component={Link}
            to={`/campaigns/${campaign.id}/review`}
            variant="outlined"
            size="small"
            aria-label={`Go on with ${campaign.name}`}
          >
            Go on
          </Button>
        </HomeLine>
      ))}
    </HomeCard>
  );
}
