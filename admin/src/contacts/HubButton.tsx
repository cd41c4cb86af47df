import { Button } from '@mui/material';
import { Link } from 'react-router';
import { isBeingMade, nextOpenStep } from '../hubs/new/steps.js';
import { useHubsOfContact } from '../hubs/useHub.js';

/** The next right thing for a contact: an invitation, the one that was begun, or the Hub they have. */
export function HubButton({ contactId }: { contactId: string }) {
  const { data } = useHubsOfContact(contactId);
  const living = data?.data.filter(({ state }) => state !== 'archived') ?? [];
  const begun = living.find(isBeingMade);
  const there = living[0];
  if (begun || !there) {
    const to = begun ? `/hubs/${begun.id}/${nextOpenStep(begun)}` : `/hubs/new?contact=${contactId}`;
    return (
      <Button component={Link} to={to} variant="contained">
        Invite to Hub
      </Button>
    );
  }
  return (
    <Button component={Link} to={`/hubs/${there.id}`} variant="contained">
      Open Hub
    </Button>
  );
}
