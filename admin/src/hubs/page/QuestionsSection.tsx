import { Alert, Box, Button, TextField, Typography } from '@mui/material';
import { type FormEvent, useState } from 'react';
import { useNotify } from 'react-admin';
import { When } from '../../fields/When.js';
import { Section } from '../../frame/Section.js';
import { hubsApi } from '../api.js';
import type { HubInFull, HubQuestion } from '../types.js';
import { useRefreshHubs } from '../useHub.js';

/** What homeowners asked: those without an answer first, each with a box to answer. */
export function QuestionsSection({ hub }: { hub: HubInFull }) {
  if (hub.questions.length === 0) return null;
  const open = hub.questions.filter(({ answer }) => answer === null);
  const answered = hub.questions.filter(({ answer }) => answer !== null);
  return (
    <Section title="Questions" isFlush>
      {[...open, ...answered].map((question) => (
        <Question key={question.id} question={question} />
      ))}
    </Section>
  );
}

function Question({ question }: { question: HubQuestion }) {
  const { text, askedBy, askedAt, answer, answeredBy, answeredAt } = question;
  return (
    <Box
      component="article"
      aria-label={`Question of ${askedBy}`}
      sx={{
        paddingInline: 2.5,
        paddingBlock: 1.5,
        display: 'grid',
        gap: 1,
        '& + &': { borderTop: 1, borderColor: 'divider' },
      }}
    >
      <Box>
        <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontWeight: answer ? 400 : 560 }}>
          {text}
        </Typography>
        <Typography variant="body2" color="text.secondary">
          {askedBy}, <When at={askedAt} />
        </Typography>
      </Box>
      {answer === null ? (
        <AnswerForm question={question} />
      ) : (
        <Box sx={{ borderLeft: 3, borderColor: 'divider', paddingLeft: 1.5 }}>
          <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{answer}</Typography>
          <Typography variant="body2" color="text.secondary">
            {answeredBy}, <When at={answeredAt} />
          </Typography>
        </Box>
      )}
    </Box>
  );
}

function AnswerForm({ question }: { question: HubQuestion }) {
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const refresh = useRefreshHubs();
  const notify = useNotify();

  async function send(event: FormEvent) {
    event.preventDefault();
    setIsSending(true);
    setRefusal(null);
    try {
      await hubsApi.answer(question.id, text.trim());
      notify('Answered. They get it by mail, and it stands in their Hub.', { type: 'success' });
      await refresh();
    } catch (error) {
      setRefusal((error as Error).message);
      setIsSending(false);
    }
  }

  return (
    <Box component="form" onSubmit={(event) => void send(event as FormEvent)} sx={{ display: 'grid', gap: 1 }}>
      <TextField
        label="Your answer"
        value={text}
        onChange={(event) => setText(event.target.value)}
        multiline
        minRows={2}
        required
        slotProps={{ htmlInput: { maxLength: 5000 } }}
      />
      {refusal && <Alert severity="error">{refusal}</Alert>}
      <Box>
        <Button type="submit" variant="contained" disabled={isSending || text.trim() === ''}>
          Send the answer
        </Button>
      </Box>
    </Box>
  );
}
