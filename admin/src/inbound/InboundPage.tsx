import { Box, Link, Typography } from '@mui/material';
import InboundIcon from '@mui/icons-material/ReplyOutlined';
import { Link as RouterLink } from 'react-router';
import type { InboundEvent } from '../../../apps/api/inbound/inbound.schemas.js';
import { StatusField } from '../fields/StatusField.js';
import { When } from '../fields/When.js';
import { ChoiceChip } from '../frame/ChoiceChip.js';
import { EmptyState } from '../frame/EmptyState.js';
import { ListPage } from '../frame/ListPage.js';
import { RecordTable } from '../frame/RecordTable.js';
import { useListFilter } from '../frame/SearchBox.js';
import { RefusedNotice } from './RefusedNotice.js';
import { familyOf, kindWords, lateness, outcomeChoices, sourceWords, stateChoices, verdictOf } from './words.js';

/** What came back from mails, on all accounts: what it says, from whom, and what was made of it. The newest first. */
export const InboundPage = () => (
  <ListPage
    resource="inbound-events"
    title="What came back"
    lead="Bounces, complaints, answers and what providers tell us of mails. Each counts once, and nothing final moves back."
    sort={{ field: 'receivedAt', order: 'DESC' }}
    queryOptions={{ refetchInterval: 20_000 }}
    toolbar={
      <>
        <RefusedNotice />
        <Filters />
      </>
    }
    empty={
      <>
        <RefusedNotice />
        <EmptyState icon={InboundIcon} title="Nothing has come back yet">
          A mail that comes back, a complaint, an answer, and every event of a mail provider stands here with what was
          done about it.
        </EmptyState>
      </>
    }
  >
    <RecordTable<InboundEvent> bulkActionButtons={false}>
      <RecordTable.Col label="When" render={(record) => <Came of={record as InboundEvent} />} />
      <RecordTable.Col label="What it says" render={(record) => <Says of={record as InboundEvent} />} />
      <RecordTable.Col label="About" render={(record) => <About of={record as InboundEvent} />} />
      <RecordTable.Col label="What was made of it" render={(record) => <Verdict of={record as InboundEvent} />} />
    </RecordTable>
  </ListPage>
);

const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const states = choicesOf(stateChoices);
const kinds = choicesOf(kindWords);
const sources = choicesOf(sourceWords);
const outcomes = choicesOf(outcomeChoices);

function Filters() {
  const { values, set } = useListFilter();
  const campaignId = typeof values.campaignId === 'string' ? values.campaignId : null;
  return (
    <Box role="search" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <ChoiceChip name="state" label="State" choices={states} />
      <ChoiceChip name="kind" label="What came" choices={kinds} />
      <ChoiceChip name="outcome" label="What was done" choices={outcomes} />
      <ChoiceChip name="source" label="Came by" choices={sources} />
      {campaignId && (
        <Typography variant="body2">
          of{' '}
          <Link component={RouterLink} to={`/campaigns/${campaignId}`}>
            one campaign
          </Link>{' '}
          ·{' '}
          <Link component="button" variant="body2" onClick={() => set('campaignId', undefined)}>
            all
          </Link>
        </Typography>
      )}
    </Box>
  );
}

const Small = ({ children }: { children: React.ReactNode }) => (
  <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
    {children}
  </Typography>
);

function Came({ of: event }: { of: InboundEvent }) {
  const late = lateness(event);
  return (
    <Box sx={{ whiteSpace: 'nowrap' }}>
      <Link component={RouterLink} to={`/inbound-events/${event.id}`} underline="always">
        <When at={event.receivedAt} />
      </Link>
      <Small>{sourceWords[event.source]}</Small>
      {late && <Small>{late}</Small>}
    </Box>
  );
}

function Says({ of: { kind, reply, remoteHost } }: { of: InboundEvent }) {
  const words = [reply.text ?? reply.enhancedCode, remoteHost].filter(Boolean);
  return (
    <>
      {kindWords[kind]}
      {words.length > 0 && <Small>{words.join(' · ')}</Small>}
    </>
  );
}

function About({ of: { address, provider, accountName, campaign, attemptId } }: { of: InboundEvent }) {
  return (
    <>
      <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
        {address ?? (attemptId ? 'A person who was erased' : 'Nobody that we know')}
        {familyOf(provider) && ` · ${familyOf(provider)}`}
      </Box>
      <Small>
        {accountName ?? 'No mail of ours was found'}
        {campaign && (
          <>
            {' · '}
            <Link component={RouterLink} to={recipientPath(campaign)}>
              {campaign.name}
            </Link>
          </>
        )}
      </Small>
    </>
  );
}

/** The person's own evidence, where the contact is known. */
export const recipientPath = ({ id, contactId }: NonNullable<InboundEvent['campaign']>): string =>
  contactId ? `/campaigns/${id}/recipients/${contactId}` : `/campaigns/${id}`;

function Verdict({ of: event }: { of: InboundEvent }) {
  return (
    <>
      <StatusField of="inbound" state={event.state} />
      <Small>{verdictOf(event)}</Small>
    </>
  );
}
