import { Box, Button } from '@mui/material';
import CampaignsIcon from '@mui/icons-material/ForwardToInboxOutlined';
import { useListContext } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { stateWords } from '../fields/states.js';
import { ChoiceChip } from '../frame/ChoiceChip.js';
import { EmptyState } from '../frame/EmptyState.js';
import { ListPage } from '../frame/ListPage.js';
import { SearchBox } from '../frame/SearchBox.js';
import { useMe } from '../frame/useMe.js';
import { newCampaignPath } from './audience.js';
import { CampaignItem } from './CampaignItem.js';
import { NeedyCampaigns } from './NeedyCampaigns.js';
import type { CampaignLine } from './types.js';

const states = Object.entries(stateWords.campaign).map(([value, { label }]) => ({ value, label }));

/** Every list of the console polls a little; events of campaigns refresh it at once. */
const lookMs = 20_000;

function Actions() {
  const { data } = useListContext();
  const isAgent = useMe()?.user.role === 'agent';
  if (!isAgent || data?.length === 0) return null;
  return (
    <Button component={RouterLink} to={newCampaignPath({ kind: 'no_hub' })} variant="contained">
      Easy Invite
    </Button>
  );
}

/** The campaigns of an account, the newest first; people of the platform see those of all accounts. */
export function CampaignsPage() {
  const isAgent = useMe()?.user.role === 'agent';
  return (
    <ListPage
      resource="campaigns"
      title="Campaigns"
      sort={{ field: 'createdAt', order: 'DESC' }}
      queryOptions={{ refetchInterval: lookMs }}
      actions={<Actions />}
      toolbar={
        <>
          {!isAgent && <NeedyCampaigns title="Needs someone" />}
          <Box role="search" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
            <SearchBox label="Search campaigns" placeholder="Search by name" name="search" />
            <ChoiceChip name="state" label="State" choices={states} />
          </Box>
        </>
      }
      empty={
        <EmptyState
          icon={CampaignsIcon}
          title="No campaigns yet"
          action={
            isAgent && (
              <Button component={RouterLink} to={newCampaignPath({ kind: 'no_hub' })} variant="contained">
                Easy Invite
              </Button>
            )
          }
        >
          A campaign invites many contacts at once: you see who gets the mail and who does not, approve it, and every
          mail stands here with its proof.
        </EmptyState>
      }
    >
      <Lines />
    </ListPage>
  );
}

function Lines() {
  const { data } = useListContext<CampaignLine>();
  return (
    <Box component="ul" aria-label="Campaigns" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {data?.map((campaign) => (
        <CampaignItem key={campaign.id} campaign={campaign} />
      ))}
    </Box>
  );
}
