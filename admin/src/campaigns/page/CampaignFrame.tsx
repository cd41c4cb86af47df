import { Box, Button } from '@mui/material';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { StatusField } from '../../fields/StatusField.js';
import { When } from '../../fields/When.js';
import { Page } from '../../frame/Page.js';
import { TabLinks } from '../../frame/TabLinks.js';
import { useMe } from '../../frame/useMe.js';
import type { Campaign } from '../types.js';
import { OpsButtons } from './OpsButtons.js';
import { CampaignButtons } from './CampaignButtons.js';

/** Still before its approval, or begun and left. */
export const isReviewed = ({ state, approved }: Campaign): boolean =>
  state === 'freezing' ||
  state === 'awaiting_review' ||
  state === 'expired' ||
  (state === 'failed' && approved === null);

const tabNames = {
  '': 'Overview',
  recipients: 'Recipients',
  'left-out': 'Who was left out',
  message: 'Message',
  timeline: 'Timeline',
} as const;

interface CampaignFrameProps {
  campaign: Campaign;
  tab: string;
  /** Until it is approved there is nothing but the review. */
  hasTabs: boolean;
  children: ReactNode;
}

/** Name, state and commands of a campaign above its tabs, each with an address of its own. */
export function CampaignFrame({ campaign, tab, hasTabs, children }: CampaignFrameProps) {
  const here = `/campaigns/${campaign.id}`;
  return (
    <Page
      title={campaign.name}
      lead={<Lead campaign={campaign} />}
      actions={
        hasTabs ? (
          <>
            <OpsButtons campaign={campaign} />
            <CampaignButtons campaign={campaign} />
          </>
        ) : (
          <Button component={Link} to={`${here}/review`} variant="outlined">
            Back to the review
          </Button>
        )
      }
    >
      {hasTabs && (
        <TabLinks
          label="About this campaign"
          tabs={Object.entries(tabNames).map(([path, name]) => ({
            name,
            to: path ? `${here}/${path}` : here,
            isShown: path === tab,
          }))}
        />
      )}
      {children}
    </Page>
  );
}

function Lead({ campaign }: { campaign: Campaign }) {
  const isAgent = useMe()?.user.role === 'agent';
  const { state, agent, accountName, approved, createdAt, endedAt } = campaign;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, rowGap: 0.5, alignItems: 'center', mt: 0.5 }}>
      <StatusField of="campaign" state={state} />
      <span>
        {!isAgent && `${accountName} · `}
        {`from ${agent.name} · `}
        {approved ? (
          <>
            {`approved by ${approved.by.name} `}
            <When at={approved.at} />
            {!isAgent && ` · snapshot ${approved.digest.slice(0, 12)}`}
          </>
        ) : (
          <>
            begun <When at={createdAt} />
          </>
        )}
        {endedAt && (
          <>
            {' · ended '}
            <When at={endedAt} />
          </>
        )}
      </span>
    </Box>
  );
}
