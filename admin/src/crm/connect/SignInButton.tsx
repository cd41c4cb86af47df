import { Alert, Box, Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { crmApi } from '../api.js';

interface SignInButtonProps {
  connector: { id: string; label: string };
  /** Renews the access of this connection; else a new one is made. */
  connectionId?: string;
  begin?: 'now' | 'later';
  verb?: string;
  isFilled?: boolean;
}

/** Leads to the CRM's own sign-in page; from there the way goes back to the connection. */
export function SignInButton({ connector, connectionId, begin, verb, isFilled = false }: SignInButtonProps) {
  const leaving = useMutation({
    mutationFn: () =>
      crmApi.signIn({ connector: connector.id, ...(connectionId && { connectionId }), ...(begin && { begin }) }),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  return (
    <Box sx={{ display: 'grid', gap: 1.5, justifyItems: 'start' }}>
      <Button
        variant={isFilled ? 'contained' : 'outlined'}
        disabled={leaving.isPending || leaving.isSuccess}
        onClick={() => leaving.mutate()}
      >
        {verb ?? `Sign in with ${connector.label}`}
      </Button>
      {leaving.error && <Alert severity="error">{leaving.error.message}</Alert>}
    </Box>
  );
}
