import { Alert, Button } from '@mui/material';
import { Link } from 'react-router';
import { counted } from '../../fields/numbers.js';
import { useMe } from '../../frame/useMe.js';
import type { Campaign } from '../types.js';

/** Mails of which nobody knows whether they arrived: why that can be, and where they are settled. */
export function UnknownNotice({ campaign: { id, counts } }: { campaign: Campaign }) {
  const isAgent = useMe()?.user.role === 'agent';
  if (counts.unknown === 0) return null;
  return (
    <Alert
      severity="warning"
      action={
        <Button
          component={Link}
          to={isAgent ? `/campaigns/${id}/recipients?state=unknown` : '/sending/unknown'}
          color="inherit"
        >
          {isAgent ? 'Settle' : 'Look at them'}
        </Button>
      }
    >
      Of {counted(counts.unknown, 'mail')} nobody knows whether {counts.unknown === 1 ? 'it' : 'they'} arrived: the line
      broke after the handing-over. Nobody is mailed twice by accident, so you say what became of{' '}
      {counts.unknown === 1 ? 'it' : 'them'}, unless the receiving server tells us first.
    </Alert>
  );
}
