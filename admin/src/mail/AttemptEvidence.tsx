import { Alert, Box, Button, Link, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { MailAttempt } from '../../../apps/api/mail/mail.schemas.js';
import { StatusField } from '../fields/StatusField.js';
import { When } from '../fields/When.js';
import { mayOpen } from '../frame/places.js';
import { Facts } from '../frame/Section.js';
import { useMe } from '../frame/useMe.js';
import { SettleDialog } from './SettleDialog.js';
import { factsOf, nameOf, type Step, stepsOf } from './words.js';

const dots: Record<Step['tone'], string> = {
  done: 'primary.main',
  well: 'success.main',
  failed: 'error.main',
  person: 'warning.main',
  waits: 'text.disabled',
};

/** One handing-over: planned → handed over → what the other side said; the small print opens below. */
export function AttemptEvidence({ attempt, canSettle = true }: { attempt: MailAttempt; canSettle?: boolean }) {
  const [isSettling, setIsSettling] = useState(false);
  return (
    <Box
      component="li"
      sx={{
        paddingInline: 2.5,
        paddingBlock: 1.5,
        display: 'grid',
        gap: 1,
        '& + &': { borderTop: 1, borderColor: 'divider' },
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5, alignItems: 'center' }}>
        <Typography component="h3" variant="h3" sx={{ overflowWrap: 'anywhere' }}>
          {nameOf(attempt)}
        </Typography>
        <StatusField of="attempt" state={attempt.state} />
        {attempt.campaign && <CampaignName campaign={attempt.campaign} />}
      </Box>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.25 }}>
        {stepsOf(attempt).map((step) => (
          <StepLine key={`${step.text} ${step.at}`} step={step} />
        ))}
      </Box>
      {attempt.sentence && !attempt.isOpen && (
        <Typography variant="body2" color="text.secondary">
          {attempt.sentence}
        </Typography>
      )}
      {attempt.isOpen && (
        <Alert
          severity="warning"
          action={
            canSettle && (
              <Button color="inherit" onClick={() => setIsSettling(true)}>
                Settle…
              </Button>
            )
          }
        >
          {attempt.sentence ?? 'Nobody knows whether it arrived.'} So it is not sent again by itself.
        </Alert>
      )}
      <Box component="details" sx={{ fontSize: '0.875rem' }}>
        <Box component="summary" sx={{ cursor: 'pointer', color: 'text.secondary' }}>
          Evidence
        </Box>
        <Box sx={{ paddingTop: 1 }}>
          <Facts facts={factsOf(attempt)} />
        </Box>
      </Box>
      {isSettling && <SettleDialog attemptId={attempt.id} onClose={() => setIsSettling(false)} />}
    </Box>
  );
}

function StepLine({ step: { tone, text, at, quote } }: { step: Step }): ReactNode {
  return (
    <Box
      component="li"
      sx={{ display: 'grid', gridTemplateColumns: '8px minmax(0, 1fr)', columnGap: 1.5, alignItems: 'baseline' }}
    >
      <Box aria-hidden sx={{ width: 8, height: 8, borderRadius: '50%', backgroundColor: dots[tone] }} />
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        {text}
        {quote && ` “${quote}”`}{' '}
        <Box component="span" sx={{ color: 'text.secondary' }}>
          <When at={at} />
        </Box>
      </Typography>
    </Box>
  );
}

/** Which campaign sent it, with a link for those who may open it. */
function CampaignName({ campaign: { id, name } }: { campaign: NonNullable<MailAttempt['campaign']> }) {
  const me = useMe();
  if (!me || !mayOpen(me.user.role, 'campaigns')) return <Typography variant="body2">{name}</Typography>;
  return (
    <Link component={RouterLink} to={`/campaigns/${id}`} variant="body2">
      {name}
    </Link>
  );
}
