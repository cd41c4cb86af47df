import { Button } from '@mui/material';
import SearchOffIcon from '@mui/icons-material/SearchOff';
import { Link } from 'react-router';
import { EmptyState } from './EmptyState.js';
import { Page } from './Page.js';

export const NotFound = () => (
  <Page title="There is no such page">
    <EmptyState
      icon={SearchOffIcon}
      title="Nothing stands at this address"
      action={
        <Button component={Link} to="/" variant="contained">
          Go to the start
        </Button>
      }
    >
      The link may be old, or what it led to was deleted.
    </EmptyState>
  </Page>
);

export const NotAllowed = () => (
  <Page title="Not for your role">
    <EmptyState
      icon={SearchOffIcon}
      title="Your role does not open this page"
      action={
        <Button component={Link} to="/" variant="contained">
          Go to the start
        </Button>
      }
    >
      If you need it for your work, ask an administrator.
    </EmptyState>
  </Page>
);
