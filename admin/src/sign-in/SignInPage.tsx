import { Alert, Box, Button, ButtonBase, TextField, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLogin } from 'react-admin';
import type { PlatformAnswer } from '../answers.js';
import { request } from '../api.js';
import { roleNames } from '../frame/roles.js';
import { Doorstep } from './Doorstep.js';

type Demo = PlatformAnswer['demoSignIns'][number];

/** The demo people of the local platform; elsewhere the API names none. */
function DemoSignIns({ onChoose }: { onChoose: (demo: Demo) => void }) {
  const { data } = useQuery({
    queryKey: ['platform'],
    queryFn: () => request<PlatformAnswer>('/platform'),
    retry: false,
  });
  if (!data || data.demoSignIns.length === 0) return null;
  return (
    <Box sx={{ borderTop: 1, borderColor: 'divider', paddingTop: 2, display: 'grid', gap: 0.5 }}>
      <Typography variant="body2" color="text.secondary">
        This is a platform for trying. Sign in as
      </Typography>
      {data.demoSignIns.map((demo) => (
        <ButtonBase
          key={demo.email}
          onClick={() => onChoose(demo)}
          sx={{
            justifyContent: 'space-between',
            gap: 1,
            padding: 1,
            marginInline: -1,
            borderRadius: '12px',
            textAlign: 'left',
            fontFamily: 'inherit',
            '&:hover': { backgroundColor: 'action.hover' },
          }}
        >
          <Typography component="span" variant="body2" sx={{ fontWeight: 580 }}>
            {demo.name}
          </Typography>
          <Typography component="span" variant="body2" color="text.secondary">
            {demo.account ?? roleNames[demo.role]}
          </Typography>
        </ButtonBase>
      ))}
    </Box>
  );
}

export function SignInPage() {
  const login = useLogin();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);

  async function signIn(who: { email: string; password: string }) {
    setIsSending(true);
    setRefusal(null);
    try {
      // Nothing that an earlier person of this window has seen may be shown to the next.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'platform' });
      await login(who);
    } catch (error) {
      setRefusal((error as Error).message);
      setIsSending(false);
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void signIn({ email: email.trim(), password });
  }

  return (
    <Doorstep title="Sign in">
      <Typography variant="h1">Sign in</Typography>
      <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 2.5 }}>
        <TextField
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          required
          fullWidth
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label="Password"
          type="password"
          name="password"
          autoComplete="current-password"
          required
          fullWidth
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {refusal && <Alert severity="error">{refusal}</Alert>}
        <Button type="submit" variant="contained" disabled={isSending} sx={{ minHeight: 44 }}>
          {isSending ? 'Signing in' : 'Sign in'}
        </Button>
      </Box>
      <DemoSignIns onChoose={(demo) => void signIn(demo)} />
    </Doorstep>
  );
}
