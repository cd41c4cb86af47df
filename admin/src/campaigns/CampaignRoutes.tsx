import { Alert, Button } from '@mui/material';
import { Link, Navigate, useParams } from 'react-router';
import { Page } from '../frame/Page.js';
import { useMe } from '../frame/useMe.js';
import { Waiting } from '../frame/Waiting.js';
import { LeftOutTab } from './LeftOutTab.js';
import { NewCampaign } from './new/NewCampaign.js';
import { CampaignFrame, isReviewed } from './page/CampaignFrame.js';
import { MessageTab } from './page/MessageTab.js';
import { Overview } from './page/Overview.js';
import { TimelineTab } from './page/TimelineTab.js';
import { RecipientPage } from './recipients/RecipientPage.js';
import { RecipientsTab } from './recipients/RecipientsTab.js';
import { ReviewPage } from './review/ReviewPage.js';
import type { Campaign } from './types.js';
import { useCampaign } from './useCampaign.js';

/** `/campaigns/new`, `/campaigns/:id` and what stands below it. */
export function CampaignRoutes() {
  const { id = '', '*': rest = '' } = useParams();
  return id === 'new' ? <NewCampaign /> : <OneCampaign key={id} id={id} rest={rest} />;
}

function OneCampaign({ id, rest }: { id: string; rest: string }) {
  const { campaign, error } = useCampaign(id);
  if (campaign) return <Shown campaign={campaign} rest={rest} />;
  if (!error) return <Waiting>Fetching the campaign.</Waiting>;
  return (
    <Page title="This campaign cannot be shown">
      <Alert
        severity="error"
        action={
          <Button component={Link} to="/campaigns" color="inherit">
            All campaigns
          </Button>
        }
      >
        {error.message}
      </Alert>
    </Page>
  );
}

const tabs: Record<string, (props: { campaign: Campaign }) => React.ReactNode> = {
  '': Overview,
  recipients: RecipientsTab,
  'left-out': LeftOutTab,
  message: MessageTab,
  timeline: TimelineTab,
};

/** Until it is approved an agent reviews it; from then on it has a page. An address that makes no sense any more leads to what does. */
function Shown({ campaign, rest }: { campaign: Campaign; rest: string }) {
  const isAgent = useMe()?.user.role === 'agent';
  const here = `/campaigns/${campaign.id}`;
  const inReview = isAgent && isReviewed(campaign);
  const [tab = '', contactId] = rest.split('/');
  if (tab === 'review') return inReview ? <ReviewPage campaign={campaign} /> : <Navigate to={here} replace />;
  if (tab === 'recipients' && contactId) return <RecipientPage campaign={campaign} contactId={contactId} />;
  if (inReview && tab !== 'left-out') return <Navigate to={`${here}/review`} replace />;
  const Tab = tabs[tab];
  if (!Tab) return <Navigate to={here} replace />;
  return (
    <CampaignFrame campaign={campaign} tab={tab} hasTabs={!inReview}>
      <Tab campaign={campaign} />
    </CampaignFrame>
  );
}
