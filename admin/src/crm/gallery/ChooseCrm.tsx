import { Alert, Button } from '@mui/material';
import { Link as RouterLink, useParams } from 'react-router';
import { Page } from '../../frame/Page.js';
import { Waiting } from '../../frame/Waiting.js';
import { ConnectPage } from '../connect/ConnectPage.js';
import { useConnectors, useStandingConnections } from '../useConnection.js';
import { Gallery } from './Gallery.js';

/** `/connections/create`: the gallery; below it one address for each CRM, where it is connected. */
export function ChooseCrm() {
  const { '*': asked = '' } = useParams();
  return asked === '' ? <GalleryPage /> : <OneCrm connectorId={asked} />;
}

function GalleryPage() {
  const { data } = useStandingConnections();
  return (
    <Page
      title="Choose your CRM"
      lead="Its people come in, and what changes about them there. Nothing there is changed."
    >
      <Gallery connected={(data?.data ?? []).map(({ connector }) => connector)} />
    </Page>
  );
}

function OneCrm({ connectorId }: { connectorId: string }) {
  const { data, error } = useConnectors();
  const connector = data?.data.find(({ id }) => id === connectorId);
  if (connector) return <ConnectPage key={connector.id} connector={connector} />;
  if (!data && !error) return <Waiting>Fetching what can be connected…</Waiting>;
  return (
    <Page title="Connect a CRM">
      <Alert
        severity={error ? 'error' : 'info'}
        action={
          <Button color="inherit" component={RouterLink} to="/connections/create">
            All CRMs
          </Button>
        }
      >
        {error?.message ?? 'No CRM of that name can be connected here.'}
      </Alert>
    </Page>
  );
}
