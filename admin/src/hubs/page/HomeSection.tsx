import { Button, Typography } from '@mui/material';
import { Link } from 'react-router';
import { Facts, Section } from '../../frame/Section.js';
import { addressLine, knownDetails } from '../home.js';
import type { HubInFull } from '../types.js';

/** Where the home stands and what is known of it. */
export function HomeSection({ hub }: { hub: HubInFull }) {
  const { home, details } = hub;
  const known = knownDetails(details);
  const isEmpty = !home && known.length === 0;
  return (
    <Section
      title="Home"
      aside={
        hub.state !== 'archived' && (
          <Button
            component={Link}
            to={`/hubs/${hub.id}/home`}
            size="small"
            aria-label={isEmpty ? 'Add the home' : 'Edit home'}
          >
            {isEmpty ? 'Add' : 'Edit'}
          </Button>
        )
      }
    >
      {isEmpty ? (
        <Typography color="text.secondary">The address is missing. Nobody can be invited without it.</Typography>
      ) : (
        <Facts facts={[['Address', home ? (hub.homeLine ?? addressLine(home)) : 'missing'], ...known]} />
      )}
    </Section>
  );
}
