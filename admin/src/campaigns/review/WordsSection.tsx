import { Alert, Link, TextField, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { Section } from '../../frame/Section.js';
import { WordsFields } from '../../mail/WordsFields.js';
import type { Campaign } from '../types.js';
import { AgentField } from './AgentField.js';
import { usePreview } from './usePreview.js';
import type { Review } from './useReview.js';

/** Who writes, and in which words. */
export function WordsSection({ campaign, review }: { campaign: Campaign; review: Review }) {
  const { shown, problems, change, refusal, isDirty } = review;
  const { data: preview } = usePreview(campaign);
  const atFields = Object.keys(problems).length > 0;
  return (
    <Section
      title="Message"
      aside={
        <Typography variant="body2" color="text.secondary" role="status">
          {refusal ? '' : isDirty ? 'Saving…' : 'Saved'}
        </Typography>
      }
    >
      {refusal && !atFields && <Alert severity="error">{refusal.message}</Alert>}
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        From {preview?.from ?? campaign.agent.name}
        {preview?.replyTo && `, answers go to ${preview.replyTo}`}{' '}
        <Link component={RouterLink} to="/settings/sender" underline="always">
          Change
        </Link>
      </Typography>
      <AgentField review={review} />
      <TextField
        name="name"
        label="Name of this campaign"
        value={shown.name}
        onChange={(event) => change({ name: event.target.value })}
        error={problems.name !== undefined}
        helperText={problems.name}
        slotProps={{ htmlInput: { maxLength: 120 } }}
      />
      <WordsFields words={shown} usualSubject={preview?.subject} onChange={change} problems={problems} minRows={4} />
    </Section>
  );
}
