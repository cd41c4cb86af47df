import { Alert, Box, Button, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { When } from '../../fields/When.js';
import { Section } from '../../frame/Section.js';
import { hubsApi } from '../api.js';
import { useRefreshHubs } from '../useHub.js';

/** What the office writes down about a Hub; homeowners never see it. */
export function NotesSection({ hubId }: { hubId: string }) {
  const { data, error } = useQuery({ queryKey: ['hubs', 'notes', hubId], queryFn: () => hubsApi.notes(hubId) });
  return (
    <Section title="Notes" isFlush>
      <NoteForm hubId={hubId} />
      {error && <Alert severity="error">{error.message}</Alert>}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {data?.data.map(({ id, text, author, createdAt }) => (
          <Box
            component="li"
            key={id}
            sx={{ paddingInline: 2.5, paddingBlock: 1, borderTop: 1, borderColor: 'divider' }}
          >
            <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</Typography>
            <Typography variant="body2" color="text.secondary">
              {author.name}, <When at={createdAt} />
            </Typography>
          </Box>
        ))}
      </Box>
    </Section>
  );
}

function NoteForm({ hubId }: { hubId: string }) {
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const refresh = useRefreshHubs();

  async function add(event: FormEvent) {
    event.preventDefault();
    try {
      await hubsApi.addNote(hubId, text.trim());
      setText('');
      setRefusal(null);
      await refresh();
    } catch (error) {
      setRefusal((error as Error).message);
    }
  }

  return (
    <Box
      component="form"
      onSubmit={(event) => void add(event as FormEvent)}
      sx={{ paddingInline: 2.5, paddingBottom: 1.5, display: 'grid', gap: 1 }}
    >
      <TextField
        label="Add a note"
        value={text}
        onChange={(event) => setText(event.target.value)}
        multiline
        helperText="For your office alone."
        slotProps={{ htmlInput: { maxLength: 5000 } }}
      />
      {refusal && <Alert severity="error">{refusal}</Alert>}
      {text.trim() !== '' && (
        <Box>
          <Button type="submit" variant="outlined" size="small">
            Add note
          </Button>
        </Box>
      )}
    </Box>
  );
}
