import { Alert, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { request } from '../../api.js';
import { type Contact, fullName, valueOf } from '../../contacts/contact.js';
import { StatusField } from '../../fields/StatusField.js';
import { Page } from '../../frame/Page.js';
import { StepBar } from '../../frame/StepBar.js';
import { Waiting } from '../../frame/Waiting.js';
import { hubsApi } from '../api.js';
import { addressFields, type HomeInput, typedHome } from '../home.js';
import type { Hub } from '../types.js';
import { useHubsOfContact, useRefreshHubs } from '../useHub.js';
import { hubTitle } from '../words.js';
import { ChooseContact } from './ChooseContact.js';
import { HomeForm } from './HomeForm.js';
import { isBeingMade, nextOpenStep, stepNames, steps } from './steps.js';

/** `/hubs/new?contact=12`: the first step, before there is a Hub. Without a contact it asks whom. */
export function NewHub() {
  const [search] = useSearchParams();
  const contactId = search.get('contact') ?? '';
  const { data: contact, error } = useQuery({
    queryKey: ['contacts', 'one', contactId],
    queryFn: () => request<Contact>(`/contacts/${contactId}`),
    enabled: contactId !== '',
  });
  const { data: hubs } = useHubsOfContact(contactId);
  if (contactId === '') return <ChooseContact />;
  if (error)
    return (
      <Page title="New Hub" width="narrow">
        <Alert
          severity="error"
          action={
            <Button color="inherit" component={Link} to="/hubs/new">
              Choose another
            </Button>
          }
        >
          {error.message}
        </Alert>
      </Page>
    );
  if (!contact || !hubs) return <Waiting>Fetching the contact.</Waiting>;
  return <FirstStep contact={contact} hubs={hubs.data.filter(({ state }) => state !== 'archived')} />;
}

/** The contact's home, to begin with; of a second Hub it is another home. */
function homeOf(contact: Contact): HomeInput {
  const parts = addressFields.map(({ name }) => [name, valueOf(contact, name)]);
  return typedHome(Object.fromEntries(parts) as Partial<HomeInput>);
}

function FirstStep({ contact, hubs }: { contact: Contact; hubs: Hub[] }) {
  const navigate = useNavigate();
  const refresh = useRefreshHubs();
  const isSecond = hubs.length > 0;
  return (
    <Page
      title={`Invite ${fullName(contact)}`}
      lead="The home that this Hub is about."
      width="narrow"
      actions={
        <Button component={Link} to={`/contacts/${contact.id}`}>
          Back to the contact
        </Button>
      }
    >
      <StepBar
        label="Steps to the invitation"
        steps={steps.map((step) => ({ name: stepNames[step], isDone: false, isShown: step === 'home' }))}
      />
      {hubs.map((hub) => (
        <KnownHub key={hub.id} hub={hub} />
      ))}
      <HomeForm
        initial={isSecond ? typedHome({}) : homeOf(contact)}
        verb="Save and go on"
        onSave={async (body) => {
          const hub = await hubsApi.create({ contactId: contact.id, ...body });
          await refresh();
          // Back then leads to the Hub's own first step, not to a second one.
          await navigate(`/hubs/${hub.id}/home`, { replace: true });
          void navigate(`/hubs/${hub.id}/homeowners`);
        }}
      />
    </Page>
  );
}

function KnownHub({ hub }: { hub: Hub }) {
  const goesOn = isBeingMade(hub);
  return (
    <Alert
      severity="info"
      icon={false}
      action={
        <Button
          color="inherit"
          component={Link}
          sx={{ whiteSpace: 'nowrap' }}
          to={goesOn ? `/hubs/${hub.id}/${nextOpenStep(hub)}` : `/hubs/${hub.id}`}
        >
          {goesOn ? 'Go on with it' : 'Open it'}
        </Button>
      }
    >
      There is a Hub already: {hubTitle(hub)} <StatusField of="hub" state={hub.state} />
      <br />
      For another home of theirs, fill in its address below.
    </Alert>
  );
}
