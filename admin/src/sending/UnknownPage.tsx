import { Alert, Box, Button, Card, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink, useSearchParams } from 'react-router';
import { Page } from '../frame/Page.js';
import { useMe } from '../frame/useMe.js';
import { Waiting } from '../frame/Waiting.js';
import { AttemptEvidence } from '../mail/AttemptEvidence.js';
import { sendingApi } from './api.js';

const perPage = 25;

/** Mails of which nobody knows what became of them, on all accounts, each with what is known and the way to settle it. */
export function UnknownPage() {
  const [params, setParams] = useSearchParams();
  const page = Number(params.get('page') ?? 1);
  const canSettle = useMe()?.user.role === 'ops';
  // Settling refreshes everything that is about mail.
  const { data, error } = useQuery({
    queryKey: ['mail', 'unknown', page],
    queryFn: () => sendingApi.unknown(page, perPage),
  });
  const go = (next: number) => setParams({ page: String(next) });
  return (
    <Page
      title="Not known"
      width="middle"
      lead="The line broke while these were handed over. Reports of the mail server settle most of them; the others are settled by a person, and none is sent again by itself."
      actions={
        <Button component={RouterLink} to="/sending" variant="outlined">
          Sending health
        </Button>
      }
    >
      {error && <Alert severity="error">{error.message}</Alert>}
      {!data && !error && <Waiting>Looking on all accounts.</Waiting>}
      {data && (
        <Card component="section" aria-label="Mails to settle">
          {data.data.length === 0 && (
            <Typography sx={{ padding: 2.5 }}>Of every mail it is known what became of it.</Typography>
          )}
          <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {data.data.map((attempt) => (
              <Box component="li" key={attempt.id} sx={{ '& + &': { borderTop: 1, borderColor: 'divider' } }}>
                <Typography variant="body2" color="text.secondary" sx={{ paddingInline: 2.5, paddingTop: 1.5 }}>
                  {attempt.accountName}
                </Typography>
                <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
                  <AttemptEvidence attempt={attempt} canSettle={canSettle} />
                </Box>
              </Box>
            ))}
          </Box>
          {(page > 1 || data.hasNextPage) && (
            <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 1, padding: 1.5 }}>
              <Button disabled={page === 1} onClick={() => go(page - 1)}>
                Newer
              </Button>
              <Button disabled={!data.hasNextPage} onClick={() => go(page + 1)}>
                Older
              </Button>
            </Box>
          )}
        </Card>
      )}
    </Page>
  );
}
