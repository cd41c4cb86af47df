import { Alert, Button } from '@mui/material';
import { Component, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { Page } from './Page.js';

/** A page that broke leaves the menu standing; going elsewhere or reloading mends it. */
export function ErrorBoundary({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return <Boundary key={pathname}>{children}</Boundary>;
}

class Boundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state = { error: null };
  static getDerivedStateFromError(error: Error) {
    return { error };
  }
  override render() {
    return this.state.error ? <BrokenPage error={this.state.error} /> : this.props.children;
  }
}

export function BrokenPage({ error }: { error: Error }) {
  return (
    <Page title="This page could not be shown" width="narrow">
      <Alert
        severity="error"
        action={
          <Button color="inherit" onClick={() => window.location.reload()}>
            Reload
          </Button>
        }
      >
        {error.message || 'The page broke while it was drawn.'} Nothing you saved is lost.
      </Alert>
    </Page>
  );
}
