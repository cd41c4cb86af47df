import { Alert, AlertTitle, Box, Button, Typography } from '@mui/material';
import { useState } from 'react';
import { Link as RouterLink, useNavigate } from 'react-router';
import { Page } from '../../frame/Page.js';
import { Section } from '../../frame/Section.js';
import { crmApi } from '../api.js';
import type { Connector, Credentials } from '../types.js';
import { useTakeConnection } from '../useConnection.js';
import { comesInWords } from '../words.js';
import { type Begin, BeginChoice } from './BeginChoice.js';
import { KeyForm } from './KeyForm.js';
import { KeySteps } from './KeyHelp.js';
import { SignInButton } from './SignInButton.js';

/** `/connections/create/:connector`: the key is tried, then kept; or one signs in at the CRM. */
export function ConnectPage({ connector }: { connector: Connector }) {
  const { label, fields, signIn, keyHelp } = connector;
  const [begin, setBegin] = useState<Begin>('now');
  const isClosed = !fields && signIn === 'unset';
  return (
    <Page
      title={`Connect ${label}`}
      lead={`Comes in: ${comesInWords(connector)}. Nothing at ${label} is changed.`}
      width="middle"
      actions={
        <Button component={RouterLink} to="/connections/create">
          All CRMs
        </Button>
      }
    >
      {isClosed ? (
        <NotSetUp label={label} />
      ) : (
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            alignItems: 'start',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: keyHelp ? 'minmax(0, 3fr) minmax(0, 2fr)' : undefined },
          }}
        >
          <Section title={fields ? 'Paste your key' : `Sign in at ${label}`}>
            {fields ? (
              <WithKey connector={{ ...connector, fields }} begin={begin} onBegin={setBegin} />
            ) : (
              <WithSignIn connector={connector} begin={begin} onBegin={setBegin} />
            )}
            {fields && signIn && <OrSignIn connector={connector} begin={begin} />}
          </Section>
          {keyHelp && (
            <Section title="Where do I find my API key?">
              <KeySteps connector={connector} />
            </Section>
          )}
        </Box>
      )}
    </Page>
  );
}

interface WayProps {
  begin: Begin;
  onBegin: (begin: Begin) => void;
}

function WithKey({
  connector,
  begin,
  onBegin,
}: WayProps & { connector: Connector & { fields: NonNullable<Connector['fields']> } }) {
  const navigate = useNavigate();
  const take = useTakeConnection();
  async function connect(fields: Credentials) {
    const made = await crmApi.connect({ connector: connector.id, fields, begin });
    take(made);
    void navigate(`/connections/${made.id}${begin === 'later' ? '/settings' : ''}`, { state: { isNew: true } });
  }
  return (
    <>
      <Typography variant="body2" color="text.secondary">
        It is tried before it is saved, kept encrypted, and never shown again.
      </Typography>
      <KeyForm connector={connector} verb="Save" onKey={connect}>
        <BeginChoice value={begin} onChange={onBegin} />
      </KeyForm>
    </>
  );
}

function WithSignIn({ connector, begin, onBegin }: WayProps & { connector: Connector }) {
  return (
    <>
      <Typography variant="body2" color="text.secondary">
        You sign in on {connector.label}’s own page and allow Porchlight to read your contacts. Your password stays
        there.
      </Typography>
      <BeginChoice value={begin} onChange={onBegin} />
      <SignInButton connector={connector} begin={begin} isFilled />
    </>
  );
}

/** Besides the key; where nobody has registered Porchlight at the CRM, that is said. */
function OrSignIn({ connector, begin }: { connector: Connector; begin: Begin }) {
  return (
    <Box sx={{ borderTop: 1, borderColor: 'divider', pt: 2, display: 'grid', gap: 1.5 }}>
      {connector.signIn === 'offered' ? (
        <>
          <Typography variant="body2" color="text.secondary">
            Or without a key:
          </Typography>
          <SignInButton connector={connector} begin={begin} />
        </>
      ) : (
        <Typography variant="body2" color="text.secondary">
          Signing in with {connector.label} is not set up on this platform: its operator has to register Porchlight
          there first. The key does the same.
        </Typography>
      )}
    </Box>
  );
}

const NotSetUp = ({ label }: { label: string }) => (
  <Alert severity="warning">
    <AlertTitle>{label} cannot be connected here yet</AlertTitle>
    One connects it by signing in there, and for that whoever runs this platform has to register Porchlight at {
      label
    }{' '}
    first. Ask them; nothing else is missing. Until then, export your contacts there and{' '}
    <RouterLink to="/imports">import the file</RouterLink>.
  </Alert>
);
