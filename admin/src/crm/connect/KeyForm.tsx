import { Alert, AlertTitle, Box, Button, Link, TextField, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { Problem } from '../../api.js';
import type { Connector, Credentials } from '../types.js';

interface KeyFormProps {
  connector: Pick<Connector, 'label'> & { fields: NonNullable<Connector['fields']> };
  /** "Save", "Reconnect": the key is tried first, whatever it says. */
  verb: string;
  /** Rejects with a Problem: its field sentences stand at the fields, its sentence below. */
  onKey: (fields: Credentials) => Promise<unknown>;
  /** Between the fields and the button. */
  children?: ReactNode;
}

/** The fields of a key, tried at the CRM before anything is kept. */
export function KeyForm({ connector, verb, onKey, children }: KeyFormProps) {
  const [typed, setTyped] = useState<Credentials>({});
  const saving = useMutation({ mutationFn: onKey });
  const sentences = saving.error instanceof Problem ? (saving.error.answer.fields ?? {}) : {};

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!saving.isPending) saving.mutate(typed);
  }

  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      {connector.fields.map(({ name, label, isSecret, hint }) => {
        const sentence = sentences[`fields.${name}`];
        return (
          <TextField
            key={name}
            name={name}
            label={label}
            type={isSecret ? 'password' : 'text'}
            autoComplete={isSecret ? 'new-password' : 'off'}
            value={typed[name] ?? ''}
            onChange={(event) => setTyped((before) => ({ ...before, [name]: event.target.value }))}
            error={sentence !== undefined}
            helperText={sentence ?? `Looks like ${hint}`}
            fullWidth
            slotProps={{ htmlInput: { spellCheck: false } }}
          />
        );
      })}
      {children}
      {saving.error && Object.keys(sentences).length === 0 && <Refusal error={saving.error} />}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
        <Button type="submit" variant="contained" disabled={saving.isPending}>
          {verb}
        </Button>
        <Typography variant="body2" color="text.secondary" role="status">
          {saving.isPending && `Trying the key at ${connector.label}…`}
        </Typography>
      </Box>
    </Box>
  );
}

/** What the CRM or we said to the key, in the API's words. Nothing was kept. */
function Refusal({ error }: { error: Error }) {
  const standing = error instanceof Problem ? error.answer.connectionId : undefined;
  if (standing)
    return (
      <Alert severity="info">
        {error.message}{' '}
        <Link component={RouterLink} to={`/connections/${standing}`} color="inherit" underline="always">
          Open it
        </Link>
      </Alert>
    );
  return (
    <Alert severity="error">
      <AlertTitle>Not saved</AlertTitle>
      {error.message}
    </Alert>
  );
}
