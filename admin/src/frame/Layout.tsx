import { Box } from '@mui/material';
import { Suspense, type ReactNode } from 'react';
import { useAuthenticated } from 'react-admin';
import { ErrorBoundary } from './ErrorBoundary.js';
import { EngineAwayLine } from './EngineDot.js';
import { LiveProvider } from './live.js';
import { SideMenu } from './SideMenu.js';
import { TopBar } from './TopBar.js';
import { useMe } from './useMe.js';
import { Waiting } from './Waiting.js';

const skipLook = {
  position: 'absolute',
  left: 8,
  top: -60,
  zIndex: 10,
  padding: 1.5,
  borderRadius: '12px',
  backgroundColor: 'background.paper',
  '&:focus': { top: 8 },
} as const;

/** Menu at the left, the bar above, the page in the middle. */
export function Layout({ children }: { children: ReactNode }) {
  useAuthenticated();
  const me = useMe();
  if (!me) return <Waiting>Asking who you are.</Waiting>;
  return (
    <LiveProvider>
      <Box component="a" href="#main" sx={skipLook}>
        Skip to the page
      </Box>
      <Box sx={{ display: 'flex', minHeight: '100vh' }}>
        <SideMenu me={me} />
        <Box sx={{ flex: '1 1 0', minWidth: 0, display: 'flex', flexDirection: 'column' }}>
          <TopBar me={me} />
          <EngineAwayLine />
          <Box component="main" id="main" tabIndex={-1} sx={{ flex: 1, outline: 'none' }}>
            <ErrorBoundary>
              <Suspense fallback={<Waiting>Opening the page.</Waiting>}>{children}</Suspense>
            </ErrorBoundary>
          </Box>
        </Box>
      </Box>
    </LiveProvider>
  );
}
