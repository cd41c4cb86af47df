import { Alert, Box, Button, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { InvitationAnswer } from '../answers.js';
import { Problem, request } from '../api.js';
import { authProvider } from '../authProvider.js';
import { Waiting } from '../frame/Waiting.js';
import { Doorstep } from './Doorstep.js';

/** An invited colleague chooses a name and a password. Opening the link alone consumes nothing. */
export function JoinPage() {
  const [search] = useSearchParams();
  const token = search.get('token') ?? '';
  const { data, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => request<InvitationAnswer>(`/invitations/${encodeURIComponent(token)}`),
    retry: false,
  });
  return (
    <Doorstep title="Join">
      {error && <LinkOver error={error} />}
      {!error && !data && <Waiting>Looking up your invitation.</Waiting>}
      {data && <JoinForm token={token} invitation={data} />}
    </Doorstep>
  );
}

function LinkOver({ error }: { error: Error }) {
  const isUnknown = error instanceof Problem && error.status === 404;
  return (
    <>
      <Typography variant="h1">This invitation cannot be used</Typography>
      <Typography color="text.secondary">
        {isUnknown ? 'It was taken back or used already, or the link is incomplete.' : error.message}
      </Typography>
      <Typography color="text.secondary">
        Ask the colleague who invited you for a new one. If you have joined already, sign in.
      </Typography>
      <Button component={Link} to="/login" variant="contained">
        Sign in
      </Button>
    </>
  );
}

function JoinForm({ token, invitation }: { token: string; invitation: InvitationAnswer }) {
  const [name, setName] = useState(invitation.name);
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);

  async function join(event: FormEvent) {
    event.preventDefault();
    setRefusal(null);
    try {
      const { email } = await request<{ email: string }>(`/invitations/${encodeURIComponent(token)}/accept`, {
        method: 'POST',
        body: { name: name.trim(), password },
      });
      await authProvider.login({ email, password });
      // A fresh load: this page was opened by nobody, and what was learned of them is of no use now.
      window.location.assign('/');
    } catch (error) {
      setRefusal((error as Error).message);
    }
  }

  return (
    <>
      <Typography variant="h1">Join {invitation.accountName ?? 'Porchlight'}</Typography>
      <Typography color="text.secondary">
        You were invited as {invitation.email}. Choose how you are called and a password.
      </Typography>
      <Box component="form" onSubmit={(event) => void join(event)} sx={{ display: 'grid', gap: 2.5 }}>
        <TextField
          label="Your name"
          name="name"
          autoComplete="name"
          required
          fullWidth
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="Password"
          type="password"
          name="new-password"
          autoComplete="new-password"
          required
          fullWidth
          helperText="At least 10 characters."
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          slotProps={{ htmlInput: { minLength: 10 } }}
        />
        {refusal && <Alert severity="error">{refusal}</Alert>}
        <Button type="submit" variant="contained" sx={{ minHeight: 44 }}>
          Join
        </Button>
      </Box>
    </>
  );
}
