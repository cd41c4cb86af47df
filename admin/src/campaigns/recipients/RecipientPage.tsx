import { Alert, Box, Button, Link } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router';
import { When } from '../../fields/When.js';
import { Page } from '../../frame/Page.js';
import { Section } from '../../frame/Section.js';
import { useMe } from '../../frame/useMe.js';
import { Waiting } from '../../frame/Waiting.js';
import { waveName } from '../../hubs/words.js';
import { campaignsApi } from '../api.js';
import type { Campaign, Recipient } from '../types.js';
import { campaignKeys } from '../useCampaign.js';
import { EvidenceTimeline } from './EvidenceTimeline.js';
import { OpenAttempts } from './OpenAttempts.js';
import { RecipientStatus } from './RecipientTable.js';

const lookMs = 5000;

/** One person in one campaign: every step with its proof, from plan to claim. */
export function RecipientPage({ campaign, contactId }: { campaign: Campaign; contactId: string }) {
  const { data, error } = useQuery({
    queryKey: [...campaignKeys.rows(campaign.id), 'recipient', contactId],
    queryFn: () => campaignsApi.recipient(campaign.id, contactId),
    refetchInterval: lookMs,
  });
  const list = `/campaigns/${campaign.id}/recipients`;
  const back = (
    <Button component={RouterLink} to={list} variant="outlined">
      All recipients
    </Button>
  );
  if (!data)
    return (
      <Page title={campaign.name} actions={back} width="middle">
        {error ? <Alert severity="error">{error.message}</Alert> : <Waiting>Fetching the evidence.</Waiting>}
      </Page>
    );
  const { recipient, timeline } = data;
  return (
    <Page
      title={recipient.name || recipient.email || 'An erased person'}
      lead={<Lead campaign={campaign} recipient={recipient} />}
      actions={back}
      width="middle"
    >
      {recipient.state === 'unknown' && <OpenAttempts contactId={contactId} />}
      {recipient.state !== 'unknown' && recipient.sentence && <Alert severity="info">{recipient.sentence}</Alert>}
      <Section title="What happened" isFlush>
        <EvidenceTimeline steps={timeline} />
      </Section>
    </Page>
  );
}

function Lead({ campaign, recipient }: { campaign: Campaign; recipient: Recipient }) {
  const isAgent = useMe()?.user.role === 'agent';
  const { email, name, contactId, hubId, dueAt, wave } = recipient;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, rowGap: 0.5, alignItems: 'center', mt: 0.5 }}>
      <RecipientStatus recipient={recipient} />
      <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
        {name && email && `${email} · `}
        <Link component={RouterLink} to={`/campaigns/${campaign.id}`} underline="always">
          {campaign.name}
        </Link>
        {isAgent && (
          <>
            {' · '}
            <Link component={RouterLink} to={`/contacts/${contactId}`} underline="always">
              Contact
            </Link>
            {hubId && (
              <>
                {' · '}
                <Link component={RouterLink} to={`/hubs/${hubId}`} underline="always">
                  Hub
                </Link>
              </>
            )}
          </>
        )}
        {dueAt && (
          <>
            {` · ${waveName(wave)} `}
            <When at={dueAt} />
          </>
        )}
      </Box>
    </Box>
  );
}
