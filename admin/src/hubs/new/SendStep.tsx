import { Alert, Box, Button, Card, Link, Typography } from '@mui/material';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { Link as RouterLink, useNavigate } from 'react-router';
import { Problem } from '../../api.js';
import { counted } from '../../fields/numbers.js';
import { useLive } from '../../frame/live.js';
import { Facts, Section } from '../../frame/Section.js';
import { Waiting } from '../../frame/Waiting.js';
import { MailPreview } from '../../mail/MailPreview.js';
import { hubsApi } from '../api.js';
import { knownDetails } from '../home.js';
import type { HubInFull, InvitationDraft, InvitationInput } from '../types.js';
import { useRefreshHubs } from '../useHub.js';
import { invitedName } from '../words.js';
import { Checks } from './Checks.js';
import { reminderWords } from './MessageStep.js';
import { StepFrame } from './StepFrame.js';
import { TestMailButton } from './TestMailButton.js';
import { useSavedDraft, wordsOf } from './useDraft.js';
import { useReview } from './useReview.js';

/** 4 Send: everything once more, then the mail, or its link to hand over otherwise. */
export function SendStep({ hub }: { hub: HubInFull }) {
  const { data: draft, error } = useSavedDraft(hub.id);
  return (
    <StepFrame hub={hub} step="send" width="wide" lead="Look at everything once more. Nothing has been sent yet.">
      {error && <Alert severity="error">{error.message}</Alert>}
      {!draft && !error && <Waiting>Fetching what you wrote.</Waiting>}
      {draft && <Send hub={hub} draft={draft} />}
    </StepFrame>
  );
}

function Send({ hub, draft }: { hub: HubInFull; draft: InvitationDraft }) {
  const words = wordsOf(draft);
  const review = useReview(hub.id, words);
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 2fr) minmax(0, 3fr)' },
      }}
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Summary hub={hub} draft={draft} />
        {review.error && <Alert severity="error">{review.error.message}</Alert>}
        {review.data && <Checks checks={review.data.checks} />}
        <SendButtons
          hub={hub}
          words={words}
          reminders={draft.reminders}
          failing={review.data && !review.isBehind ? review.blocks.length : null}
        />
      </Box>
      <Card sx={{ padding: { xs: 2, sm: 3 } }}>
        {review.data ? (
          <MailPreview mail={review.data} label="The invitation" />
        ) : (
          !review.error && <Waiting>Writing the mail.</Waiting>
        )}
      </Card>
    </Box>
  );
}

function Summary({ hub, draft }: { hub: HubInFull; draft: InvitationDraft }) {
  const change = (step: string, what: string) => (
    <Link component={RouterLink} to={`/hubs/${hub.id}/${step}`} variant="body2" aria-label={`Change ${what}`}>
      Change
    </Link>
  );
  const details = knownDetails(hub.details).map(([label, value]) => `${label}: ${value}`);
  return (
    <Section title="What will be sent">
      <Facts
        facts={[
          [
            'To',
            <Changeable
              key="to"
              text={`${invitedName({ ...hub.contact, email: '' })} · ${hub.contact.email}`}
              change={change('homeowners', 'the homeowner')}
            />,
          ],
          ['Home', <Changeable key="home" text={hub.homeLine ?? ''} change={change('home', 'the home')} />],
          ['Details', details.join(' · ')],
          [
            'Reminders',
            <Changeable
              key="r"
              text={reminderWords[draft.reminders] ?? ''}
              change={change('message', 'the message')}
            />,
          ],
          ['The link works', '30 days, once'],
        ]}
      />
    </Section>
  );
}

const Changeable = ({ text, change }: { text: string; change: React.ReactNode }) => (
  <>
    {text} {change}
  </>
);

interface SendButtonsProps {
  hub: HubInFull;
  words: InvitationInput;
  reminders: number;
  /** How many checks keep it from being sent; null while that is not known. */
  failing: number | null;
}

function SendButtons({ hub, words, reminders, failing }: SendButtonsProps) {
  const navigate = useNavigate();
  const notify = useNotify();
  const refresh = useRefreshHubs();
  const { engine } = useLive();
  const [refusal, setRefusal] = useState<Error | null>(null);
  const [sending, setSending] = useState<'mail' | 'link' | null>(null);
  const isAway = engine?.state === 'away';

  async function send(via: 'mail' | 'link', confirmEmail = false) {
    setSending(via);
    setRefusal(null);
    try {
      await hubsApi.invite(hub.id, { ...words, reminders, via, ...(confirmEmail && { confirmEmail }) });
      notify(via === 'mail' ? 'The invitation is on its way.' : 'The link is made. Copy it and hand it over.', {
        type: 'success',
      });
      // Back must not lead to a page that would send it again.
      await navigate(`/hubs/${hub.id}`, { replace: true });
      await refresh();
    } catch (error) {
      setRefusal(error as Error);
      setSending(null);
    }
  }

  const canBeConfirmed = refusal instanceof Problem && refusal.code === 'email_doubtful';
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {isAway && (
        <Alert severity="warning">
          The workflow engine is away. You can send now: the invitation is saved and leaves by itself as soon as it is
          back.
        </Alert>
      )}
      {refusal && (
        <Alert
          severity="error"
          action={
            canBeConfirmed && (
              <Button color="inherit" onClick={() => void send(sending ?? 'mail', true)}>
                It is right, send
              </Button>
            )
          }
        >
          {refusal.message}
        </Alert>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button
          variant="contained"
          disabled={failing !== 0 || sending !== null}
          aria-describedby="why-not"
          onClick={() => void send('mail')}
        >
          Send the invitation
        </Button>
        <Button variant="outlined" disabled={sending !== null} onClick={() => void send('link')}>
          Copy the link instead
        </Button>
        <TestMailButton hubId={hub.id} words={words} />
      </Box>
      <Typography id="why-not" variant="body2" color="text.secondary">
        {failing === null && 'The checks are running.'}
        {failing !== null && failing > 0 && `${counted(failing, 'check')} must be mended before the mail may leave.`}
      </Typography>
    </Box>
  );
}
