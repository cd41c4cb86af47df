import { Alert, Button, Card, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { usePermissions } from 'react-admin';
import { Link as RouterLink, useSearchParams } from 'react-router';
import { Page } from '../frame/Page.js';
import { Waiting } from '../frame/Waiting.js';
import { crmApi } from './api.js';
import { ConnectionLines } from './ConnectionLine.js';
import { Gallery } from './gallery/Gallery.js';
import { SupportSyncs } from './support/SupportSyncs.js';
import type { Connection } from './types.js';
import { useStandingConnections } from './useConnection.js';
import { signInSentence } from './words.js';

/** `/connections`: for an agent the own ones; for the others everything of everybody. */
export function ConnectionsPage() {
  const { permissions, isPending } = usePermissions<string>();
  if (isPending) return <Waiting>Finding out who you are…</Waiting>;
  return permissions === 'agent' ? <OwnConnections /> : <SupportSyncs />;
}

/** How each connection does; the gallery while there is none. */
function OwnConnections() {
  const [search, setSearch] = useSearchParams();
  const { data, error } = useStandingConnections();
  const code = search.get('signIn');
  const standing = data?.data ?? [];
  const hasSome = standing.length > 0;
  return (
    <Page
      title="CRM"
      lead={
        hasSome
          ? 'People and what changes about them come in by themselves.'
          : 'Connect your CRM once: people and what changes about them then come in by themselves.'
      }
      actions={
        hasSome && (
          <Button variant="contained" component={RouterLink} to="/connections/create">
            Connect another
          </Button>
        )
      }
    >
      {code && (
        <Alert severity="error" onClose={() => setSearch({}, { replace: true })}>
          {signInSentence(code)}
        </Alert>
      )}
      {error && <Alert severity="error">{error.message}</Alert>}
      {!data && !error && <Waiting>Fetching your connections…</Waiting>}
      {hasSome && (
        <Card component="section" aria-label="Connections">
          <ConnectionLines of={standing} />
        </Card>
      )}
      {data && !hasSome && <Gallery connected={[]} />}
      {data && <Ended />}
    </Page>
  );
}

const shownEnded = 10;

/** Connections of before: what they brought stays to be looked at. */
function Ended() {
  const { data } = useQuery({
    queryKey: ['connections', 'ended'],
    queryFn: () => crmApi.list({ state: 'disconnected' }, shownEnded),
  });
  const ended: Connection[] = data?.data ?? [];
  if (ended.length === 0) return null;
  return (
    <Card component="section" aria-labelledby="ended-connections">
      <Typography id="ended-connections" variant="h2" sx={{ px: 3, pt: 2, pb: 1 }}>
        Disconnected
      </Typography>
      <ConnectionLines of={ended} />
    </Card>
  );
}
