import { Alert } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { request } from '../../api.js';
import type { Contact } from '../../contacts/contact.js';
import { Waiting } from '../../frame/Waiting.js';
import { hubsApi } from '../api.js';
import type { HubInFull } from '../types.js';
import { useRefreshHubs } from '../useHub.js';
import { HomeownersForm, type Homeowners } from './HomeownersForm.js';
import { StepFrame } from './StepFrame.js';
import { isBeingMade } from './steps.js';

/** 2 Homeowners: who gets the invitation, and with whom they share the home. */
export function HomeownersStep({ hub }: { hub: HubInFull }) {
  const navigate = useNavigate();
  const refresh = useRefreshHubs();
  const isNew = isBeingMade(hub);
  const { data: contact, error } = useQuery({
    queryKey: ['contacts', 'one', hub.contact.id],
    queryFn: () => request<Contact>(`/contacts/${hub.contact.id}`),
  });

  /** The homeowner is the contact, so their name and address are corrected there; the co-owner belongs to the Hub. */
  async function save({ owner, coOwner }: Homeowners, changed: { owner: boolean; coOwner: boolean }) {
    if (contact && changed.owner)
      await request(`/contacts/${contact.id}`, { method: 'PATCH', body: { ...owner, version: contact.version } });
    if (changed.coOwner) await hubsApi.change(hub.id, { version: hub.version, coOwner });
    await refresh();
    if (!isNew) void navigate(`/hubs/${hub.id}`);
    else void navigate(`/hubs/${hub.id}/${hub.state === 'draft' ? 'home' : 'message'}`);
  }

  return (
    <StepFrame hub={hub} step="homeowners" lead="Who gets the invitation, and with whom they share the home.">
      {error && <Alert severity="error">{error.message}</Alert>}
      {!contact && !error && <Waiting>Fetching the contact.</Waiting>}
      {contact && <HomeownersForm hub={hub} verb={isNew ? 'Save and go on' : 'Save'} onSave={save} />}
    </StepFrame>
  );
}
