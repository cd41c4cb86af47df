import { Alert, Box, Button, TextField } from '@mui/material';
import { type FormEvent, useState } from 'react';
import { Problem, request } from '../api.js';
import { Section } from './Lines.js';

const words: Record<string, string> = {
  INVALID_PASSWORD: 'The password you have now is not right.',
  PASSWORD_TOO_SHORT: 'The new password needs at least 10 characters.',
  PASSWORD_TOO_LONG: 'The new password may have at most 128 characters.',
};

type Outcome = { kind: 'done' } | { kind: 'refused'; sentence: string } | null;

export function Password() {
  const [outcome, setOutcome] = useState<Outcome>(null);

  async function change(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const { current, next, again } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    if (next !== again) return setOutcome({ kind: 'refused', sentence: 'The two new passwords are not the same.' });
    try {
      await request('/auth/change-password', { method: 'POST', body: { currentPassword: current, newPassword: next } });
      form.reset();
      setOutcome({ kind: 'done' });
    } catch (error) {
      const code = error instanceof Problem ? error.code : '';
      setOutcome({ kind: 'refused', sentence: words[code] ?? (error as Error).message });
    }
    return undefined;
  }

  return (
    <Section lead="Changing it signs you out everywhere else.">
      <Box
        component="form"
        onSubmit={(event) => void change(event as FormEvent<HTMLFormElement>)}
        sx={{ display: 'grid', gap: 2, maxWidth: 400, paddingInline: 2.5, paddingBottom: 2.5 }}
      >
        <TextField name="current" label="Password now" type="password" autoComplete="current-password" required />
        <TextField
          name="next"
          label="New password"
          type="password"
          autoComplete="new-password"
          required
          helperText="At least 10 characters."
          slotProps={{ htmlInput: { minLength: 10 } }}
        />
        <TextField name="again" label="New password again" type="password" autoComplete="new-password" required />
        {outcome?.kind === 'done' && (
          <Alert severity="success">Your password is changed. Other sessions are signed out.</Alert>
        )}
        {outcome?.kind === 'refused' && <Alert severity="error">{outcome.sentence}</Alert>}
        <Button type="submit" variant="contained" sx={{ justifySelf: 'start' }}>
          Change password
        </Button>
      </Box>
    </Section>
  );
}
