import { Alert, AlertTitle, Autocomplete, Box, TextField, Typography } from '@mui/material';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TemplatePreview } from '../../../../apps/api/mail-templates/mail-templates.schemas.js';
import type { ListAnswer } from '../../answers.js';
import { request } from '../../api.js';
import { Waiting } from '../../frame/Waiting.js';
import { MailPreview } from '../../mail/MailPreview.js';

interface LivePreviewProps {
  preview: UseQueryResult<TemplatePreview>;
  contactId: string | null;
  onContact: (contactId: string | null) => void;
}

/** The mail as the chosen person reads it; while the draft is broken, why. */
export function LivePreview({ preview, contactId, onContact }: LivePreviewProps) {
  const { data, error } = preview;
  return (
    <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
      <PersonChoice contactId={contactId} onContact={onContact} />
      {error && <Alert severity="error">{error.message}</Alert>}
      {!data && !error && <Waiting>Writing the mail.</Waiting>}
      {data && <Findings preview={data} />}
      {data && data.issues.length === 0 && <MailPreview mail={data} label="The mail as it is read" />}
    </Box>
  );
}

function Findings({ preview: { issues, missing, checks } }: { preview: TemplatePreview }) {
  const serious = checks.filter(({ level }) => level === 'block' || level === 'warn');
  if (issues.length > 0)
    return (
      <Alert severity="error">
        <AlertTitle>This cannot be saved yet</AlertTitle>
        {issues.map(({ part, sentence }) => (
          <Typography key={`${part} ${sentence}`} variant="body2">
            {sentence}
          </Typography>
        ))}
      </Alert>
    );
  return (
    <>
      {missing.length > 0 && (
        <Alert severity="warning">
          {missing.map(({ variable, sentence }) => (
            <Typography key={variable} variant="body2">
              {sentence}
            </Typography>
          ))}
        </Alert>
      )}
      {serious.map(({ rule, level, title, sentence, fix }) => (
        <Alert key={rule} severity={level === 'block' ? 'error' : 'warning'}>
          <AlertTitle>{level === 'block' ? `Keeps it from being sent: ${title}` : title}</AlertTitle>
          {sentence} {fix}
        </Alert>
      ))}
      {serious.length === 0 && missing.length === 0 && (
        <Alert severity="success">Nothing keeps this mail from being sent.</Alert>
      )}
    </>
  );
}

interface Person {
  id: string;
  firstName: string | null;
  lastName: string | null;
}

const nameOf = ({ firstName, lastName }: Person) => [firstName, lastName].filter(Boolean).join(' ') || 'No name';

function PersonChoice({ contactId, onContact }: Omit<LivePreviewProps, 'preview'>) {
  const [typed, setTyped] = useState('');
  const filter = encodeURIComponent(JSON.stringify(typed.trim() ? { q: typed.trim() } : {}));
  const { data } = useQuery({
    queryKey: ['preview-people', filter],
    queryFn: ({ signal }) => request<ListAnswer<Person>>(`/contacts?perPage=10&filter=${filter}`, { signal }),
    placeholderData: (before) => before,
  });
  const people = data?.data ?? [];
  return (
    <Autocomplete
      options={people}
      value={people.find(({ id }) => id === contactId) ?? null}
      getOptionLabel={nameOf}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      filterOptions={(options) => options}
      onInputChange={(_event, text, reason) => reason === 'input' && setTyped(text)}
      onChange={(_event, person) => onContact(person?.id ?? null)}
      noOptionsText="No contact matches."
      renderInput={(parameters) => (
        <TextField
          {...parameters}
          label="Read as"
          placeholder="An invented person"
          slotProps={{ inputLabel: { shrink: true } }}
        />
      )}
    />
  );
}
