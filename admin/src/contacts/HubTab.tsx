import { Alert, Box, Button, Link, Typography } from '@mui/material';
import HubsIcon from '@mui/icons-material/HolidayVillageOutlined';
import { Link as RouterLink } from 'react-router';
import { useNow, When } from '../fields/When.js';
import { EmptyState } from '../frame/EmptyState.js';
import { Waiting } from '../frame/Waiting.js';
import { HubStatus } from '../hubs/HubTable.js';
import { LandingLinkCard } from '../hubs/LandingLinkCard.js';
import type { Hub } from '../hubs/types.js';
import { useHubsOfContact } from '../hubs/useHub.js';
import { hubTitle, nextStepWords } from '../hubs/words.js';
import { type Contact, fullName } from './contact.js';

/** The contact's Hubs, and a link of their own to hand over. */
export function HubTab({ contact }: { contact: Contact }) {
  const { data, error } = useHubsOfContact(contact.id);
  return (
    <>
      {error && <Alert severity="error">{error.message}</Alert>}
      {!data && !error && <Waiting>Fetching the Hubs.</Waiting>}
      {data?.data.length === 0 && (
        <EmptyState
          icon={HubsIcon}
          title="No Hub yet"
          action={
            <Button component={RouterLink} to={`/hubs/new?contact=${contact.id}`} variant="outlined">
              Invite to Hub
            </Button>
          }
        >
          {`${fullName(contact)} gets a page of their own about their home, with you beside it.`}
        </EmptyState>
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {data?.data.map((hub) => (
          <HubLine key={hub.id} hub={hub} />
        ))}
      </Box>
      {(data?.data.length ?? 0) > 0 && (
        <Box sx={{ paddingInline: 1.5, paddingBlock: 0.5, borderBottom: 1, borderColor: 'divider' }}>
          <Button component={RouterLink} to={`/hubs/new?contact=${contact.id}`} size="small">
            New Hub for another home
          </Button>
        </Box>
      )}
      <LandingLinkCard contactId={contact.id} />
    </>
  );
}

function HubLine({ hub }: { hub: Hub }) {
  const now = useNow();
  return (
    <Box
      component="li"
      sx={{ paddingInline: 2.5, paddingBlock: 1.5, display: 'grid', gap: 0.5, borderBottom: 1, borderColor: 'divider' }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Link component={RouterLink} to={`/hubs/${hub.id}`} sx={{ fontWeight: 560, overflowWrap: 'anywhere' }}>
          {hubTitle(hub)}
        </Link>
        <HubStatus hub={hub} />
      </Box>
      <Typography variant="body2" color="text.secondary">
        {hub.state === 'invited' && hub.invitation && `${nextStepWords(hub.invitation.nextStep, now)} · `}
        {hub.claimedAt ? (
          <>
            Claimed <When at={hub.claimedAt} />
          </>
        ) : (
          <>
            Made <When at={hub.createdAt} />
          </>
        )}
        {` · ${hub.agent.name}`}
      </Typography>
    </Box>
  );
}
