import { Button, Link } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink, Navigate } from 'react-router';
import type { ListAnswer } from '../answers.js';
import { request } from '../api.js';
import { cappedCount } from '../fields/numbers.js';
import { Page } from '../frame/Page.js';
import { homeOf } from '../frame/places.js';
import { useMe } from '../frame/useMe.js';
import { Waiting } from '../frame/Waiting.js';
import { InviteBanner } from '../hubs/InviteBanner.js';
import { useOverview } from '../hubs/useOverview.js';
import { useStandingConnections } from '../crm/useConnection.js';
import { HubActivity } from './HubActivity.js';
import { HubFunnel } from './HubFunnel.js';
import { LatestEvents } from './LatestEvents.js';
import { NeedsYou } from './NeedsYou.js';
import { UnderWay } from './UnderWay.js';
import { WayIn } from './WayIn.js';

/** An agent's start; other roles begin at the first line of their menu. */
export function HomePage() {
  const me = useMe();
  if (!me) return null;
  return me.user.role === 'agent' ? <AgentHome name={me.user.name} /> : <Navigate to={homeOf(me.user.role)} replace />;
}

function AgentHome({ name }: { name: string }) {
  const contacts = useQuery({
    queryKey: ['contacts', 'any'],
    queryFn: () => request<ListAnswer<object>>('/contacts?page=1&perPage=1'),
  });
  const imports = useQuery({
    queryKey: ['imports', 'any'],
    queryFn: () => request<ListAnswer<object>>('/imports?page=1&perPage=1'),
  });
  const connections = useStandingConnections();
  const overview = useOverview();
  if (contacts.isPending || imports.isPending || connections.isPending)
    return <Waiting>Looking at your account.</Waiting>;
  const hasContacts = (contacts.data?.data.length ?? 0) > 0;
  const hasImports = (imports.data?.data.length ?? 0) > 0;
  const hasConnections = (connections.data?.data.length ?? 0) > 0;
  if (!hasContacts && !hasImports && !hasConnections) {
    return (
      <Page title={`Welcome, ${name.split(' ')[0]}`} lead="Bring your contacts in to begin.">
        <WayIn />
      </Page>
    );
  }
  return (
    <Page
      title="Home"
      lead={hasContacts && contacts.data && <ContactCount count={contacts.data} />}
      actions={hasImports && <ImportButton />}
    >
      <InviteBanner />
      {!hasImports && !hasConnections && <WayIn />}
      <NeedsYou />
      <UnderWay />
      {overview.data && <HubFunnel overview={overview.data} />}
      <HubActivity />
      <LatestEvents />
    </Page>
  );
}

const ContactCount = ({ count }: { count: ListAnswer<object> }) => (
  <Link component={RouterLink} to="/contacts">
    {cappedCount(count)} {count.total === 1 ? 'contact' : 'contacts'}
  </Link>
);

const ImportButton = () => (
  <Button component={RouterLink} to="/imports" variant="contained">
    Import Contacts
  </Button>
);
