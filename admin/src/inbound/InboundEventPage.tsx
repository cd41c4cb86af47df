import { Alert, Box, Button, Link, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { Link as RouterLink, useParams } from 'react-router';
import type { InboundDetail } from '../../../apps/api/inbound/inbound.schemas.js';
import { request } from '../api.js';
import { inFigures } from '../fields/numbers.js';
import { RevealButton } from '../fields/PersonField.js';
import { StatusField } from '../fields/StatusField.js';
import { When } from '../fields/When.js';
import { Page } from '../frame/Page.js';
import { ReasonDialog } from '../frame/ReasonDialog.js';
import { Facts, Section } from '../frame/Section.js';
import { Waiting } from '../frame/Waiting.js';
import { useMayDecide } from '../sending/useSending.js';
import { recipientPath } from './InboundPage.js';
import { familyOf, kindWords, lateness, sourceWords, verdictOf } from './words.js';

/** One thing that came back: what it says, by what our mail was found, what was made of it, and the bytes as they came. */
export function InboundEventPage() {
  const { id = '' } = useParams();
  const client = useQueryClient();
  const queryKey = ['inbound-events', 'one', id];
  const { data: event, error } = useQuery({
    queryKey,
    queryFn: () => request<InboundDetail>(`/inbound-events/${id}`),
  });
  const ask = async (verb: 'reveal' | 'dismiss' | 'apply', body: object = {}) => {
    client.setQueryData(queryKey, await request<InboundDetail>(`/inbound-events/${id}/${verb}`, { method: 'POST', body })); // prettier-ignore
    await client.invalidateQueries({ queryKey: ['inbound-events'] });
  };
  if (error) {
    return (
      <Page title="This cannot be shown">
        <Alert severity="error">{error.message}</Alert>
      </Page>
    );
  }
  if (!event) return <Waiting>Fetching what came back.</Waiting>;
  return (
    <Page
      title={kindWords[event.kind]}
      width="middle"
      lead={
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mt: 0.5 }}>
          <StatusField of="inbound" state={event.state} />
          <span>
            {sourceWords[event.source]} · <When at={event.receivedAt} />
          </span>
        </Box>
      }
      actions={<Actions event={event} ask={ask} />}
    >
      <Section title="What it says">
        <Facts facts={factsOf(event)} />
      </Section>
      <Section title="What was made of it">
        <Typography role="status">{verdictOf(event)}</Typography>
      </Section>
      <Raw event={event} />
    </Page>
  );
}

interface ActionsProps {
  event: InboundDetail;
  ask: (verb: 'reveal' | 'dismiss' | 'apply', body?: object) => Promise<void>;
}

/** Whoever may decide says what becomes of what no rule could place. */
function Actions({ event, ask }: ActionsProps) {
  const notify = useNotify();
  const mayDecide = useMayDecide();
  const [isAsking, setIsAsking] = useState(false);
  const isOpen = event.state === 'open' || event.state === 'failed';
  const applyAgain = () =>
    ask('apply').then(
      () => notify('It was looked at again.', { type: 'success' }),
      (problem: Error) => notify(problem.message, { type: 'error' }),
    );
  return (
    <>
      <Button component={RouterLink} to="/inbound-events">
        All that came back
      </Button>
      {event.masked && <RevealButton onReveal={(reason) => ask('reveal', { reason })} />}
      {mayDecide && isOpen && (
        <>
          <Button variant="outlined" onClick={() => setIsAsking(true)}>
            Dismiss…
          </Button>
          <Button variant="contained" onClick={() => void applyAgain()}>
            Look again
          </Button>
        </>
      )}
      {isAsking && (
        <ReasonDialog
          title="Nothing has to be done"
          verb="Dismiss"
          onReason={(reason) => ask('dismiss', { reason })}
          onClose={() => setIsAsking(false)}
        >
          It stays here with your reason, and nobody is asked to look at it any more.
        </ReasonDialog>
      )}
    </>
  );
}

function factsOf(event: InboundDetail): [string, React.ReactNode][] {
  const { sentence, reply, remoteHost, address, provider, accountName, campaign, happenedAt, marks } = event;
  const late = lateness(event);
  return [
    ['In a sentence', sentence],
    ['In their words', reply.text ?? ([reply.code, reply.enhancedCode].filter(Boolean).join(' ') || '—')],
    ['From', remoteHost ?? '—'],
    ['To', [address ?? '—', familyOf(provider)].filter(Boolean).join(' · ')],
    [
      'Our mail',
      campaign ? (
        <Link component={RouterLink} to={recipientPath(campaign)}>
          {campaign.name}, {accountName}
        </Link>
      ) : (
        (accountName ?? 'None of our mails was found for it')
      ),
    ],
    [
      'Looked for by',
      [...marks.messageIds, marks.returnKey && `return path +${marks.returnKey}`, marks.queueId]
        .filter(Boolean)
        .join(' · ') || 'It carries no mark of ours',
    ],
    [
      'Happened',
      happenedAt ? (
        <>
          <When at={happenedAt} />
          {late && ` · ${late}`}
        </>
      ) : (
        'It does not say when'
      ),
    ],
  ];
}

function Raw({ event: { raw, masked } }: { event: InboundDetail }) {
  if (raw.text === null) {
    return (
      <Section title="As it came">
        <Typography color="text.secondary">
          {inFigures(raw.size)} bytes, deleted <When at={raw.purgedAt} />. The facts above stay.
        </Typography>
      </Section>
    );
  }
  return (
    <Section title="As it came">
      <Typography variant="body2" color="text.secondary">
        {inFigures(raw.size)} bytes{raw.isCut && ', of which the beginning was kept'}
        {masked && ' · what may be about a person is masked'}
      </Typography>
      <Box
        component="pre"
        tabIndex={0}
        aria-label="As it came"
        sx={{ m: 0, mt: 1, fontSize: '0.75rem', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: 480, overflowY: 'auto' }} // prettier-ignore
      >
        {raw.text}
      </Box>
    </Section>
  );
}
