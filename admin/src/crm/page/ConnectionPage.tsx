import { Alert, Box, Button, Link } from '@mui/material';
import { usePermissions } from 'react-admin';
import { Link as RouterLink, useParams } from 'react-router';
import { counted } from '../../fields/numbers.js';
import { When } from '../../fields/When.js';
import { Freshness } from '../../frame/Freshness.js';
import { Page } from '../../frame/Page.js';
import { Waiting } from '../../frame/Waiting.js';
import { HealthChip, HealthSentence } from '../Health.js';
import { SupportConnectionPage } from '../support/SupportConnectionPage.js';
import type { Connection } from '../types.js';
import { useConnection } from '../useConnection.js';
import { contactsOf, whoWords } from '../words.js';
import { ConnectionActions, isNotBegun } from './ConnectionActions.js';
import { ConnectionBody } from './ConnectionBody.js';

/** `/connections/:id` and the tabs below it. */
export function ConnectionPage() {
  const { permissions, isPending } = usePermissions<string>();
  const { id = '', '*': rest = '' } = useParams();
  const { connection, error, isLive, updatedAt } = useConnection(id);
  if (error && !connection)
    return (
      <Page title="CRM">
        <Alert
          severity="error"
          action={
            <Button color="inherit" component={RouterLink} to="/connections">
              All connections
            </Button>
          }
        >
          {error.message}
        </Alert>
      </Page>
    );
  if (!connection || isPending) return <Waiting>Fetching the connection…</Waiting>;
  if (permissions !== 'agent')
    return <SupportConnectionPage connection={connection} isLive={isLive} updatedAt={updatedAt} />;
  const asksSomething = connection.health.kind === 'question';
  return (
    <Page
      title={connection.label}
      lead={<ConnectionLead of={connection} freshness={<Freshness isLive={isLive} updatedAt={updatedAt} />} />}
      actions={
        <ConnectionActions
          connection={connection}
          isFilled={rest === '' && !asksSomething}
          startsBelow={rest === 'settings' && isNotBegun(connection)}
        />
      }
    >
      <ConnectionBody connection={connection} rest={rest} />
    </Page>
  );
}

/** Under the title: how it does, whose login it is, and when it looks next. */
export function ConnectionLead({ of, freshness }: { of: Connection; freshness: React.ReactNode }) {
  return (
    <Box sx={{ display: 'grid', gap: 0.75, mt: 0.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5, alignItems: 'center' }}>
        <HealthChip of={of} />
        <Box component="span" data-health sx={{ color: 'text.primary', fontSize: '0.9375rem' }}>
          <HealthSentence of={of} />
        </Box>
        {freshness}
      </Box>
      <Box sx={{ overflowWrap: 'anywhere' }}>
        Connected as {whoWords(of)} ·{' '}
        <Link component={RouterLink} to={contactsOf(of.id)} underline="always">
          {counted(of.contacts, 'contact')}
        </Link>{' '}
        here
        {of.nextRunAt && (
          <>
            {' · next look '}
            <When at={of.nextRunAt} />
          </>
        )}
      </Box>
    </Box>
  );
}
