import { Alert, Box, Button, Card, MenuItem, TextField, Typography } from '@mui/material';
import type { FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { Waiting } from '../../frame/Waiting.js';
import { MailPreview } from '../../mail/MailPreview.js';
import { WordsFields } from '../../mail/WordsFields.js';
import type { HubInFull, InvitationDraft } from '../types.js';
import { Checks } from './Checks.js';
import { problemsAtFields } from './problems.js';
import { StepFrame } from './StepFrame.js';
import { TestMailButton } from './TestMailButton.js';
import { useDraft, useSavedDraft, wordsOf } from './useDraft.js';
import { useReview } from './useReview.js';

export const reminderWords = [
  'No reminder',
  'One reminder, after 3 days',
  'Two reminders, after 3 and after 10 days',
] as const;

/** 3 Message: the words, beside the very mail that they become. */
export function MessageStep({ hub }: { hub: HubInFull }) {
  const { data: saved, error } = useSavedDraft(hub.id);
  return (
    <StepFrame
      hub={hub}
      step="message"
      width="wide"
      lead="Write it as you would say it. The mail beside it is the very one that leaves."
    >
      {error && <Alert severity="error">{error.message}</Alert>}
      {!saved && !error && <Waiting>Fetching what you wrote.</Waiting>}
      {saved && <Message hub={hub} saved={saved} />}
    </StepFrame>
  );
}

function Message({ hub, saved }: { hub: HubInFull; saved: InvitationDraft }) {
  const navigate = useNavigate();
  const { draft, change, save, isSaved, refusal } = useDraft(hub.id, saved);
  const review = useReview(hub.id, wordsOf(draft));
  const problems = problemsAtFields(refusal);

  async function goOn(event: FormEvent) {
    event.preventDefault();
    if (isSaved || (await save())) void navigate(`/hubs/${hub.id}/send`);
  }

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
        <Card
          component="form"
          noValidate
          onSubmit={(event) => void goOn(event as FormEvent)}
          sx={{ padding: { xs: 2, sm: 3 }, display: 'grid', gap: 2 }}
        >
          <WordsFields
            words={draft}
            usualSubject={review.data?.subject}
            onChange={change}
            problems={problems}
            isFirst
            minRows={6}
          />
          <TextField
            select
            label="Reminders"
            value={draft.reminders}
            onChange={(event) => change({ reminders: Number(event.target.value) })}
            helperText="They stop as soon as the Hub is claimed or somebody unsubscribes."
          >
            {reminderWords.map((words, count) => (
              <MenuItem key={words} value={count}>
                {words}
              </MenuItem>
            ))}
          </TextField>
          {refusal && Object.keys(problems).length === 0 && <Alert severity="error">{refusal.message}</Alert>}
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
            <Button type="submit" variant="contained">
              Go on
            </Button>
            <TestMailButton hubId={hub.id} words={wordsOf(draft)} />
            <Typography variant="body2" color="text.secondary" role="status">
              {isSaved ? 'Saved' : refusal ? '' : 'Saving…'}
            </Typography>
          </Box>
        </Card>
        {review.data && <Checks checks={review.data.checks} />}
      </Box>
      <Card sx={{ padding: { xs: 2, sm: 3 } }}>
        {review.error && <Alert severity="error">{review.error.message}</Alert>}
        {!review.data && !review.error && <Waiting>Writing the mail.</Waiting>}
        {review.data && <MailPreview mail={review.data} label="The invitation" />}
      </Card>
    </Box>
  );
}
