import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Admin, CustomRoutes, Resource } from 'react-admin';
import { createBrowserRouter, Navigate, Route, RouterProvider } from 'react-router';
import { Problem } from './api.js';
import { authProvider, forgetMe } from './authProvider.js';
import { campaigns } from './campaigns/index.js';
import { contacts } from './contacts/index.js';
import { dataProvider } from './dataProvider.js';
import { AccountPage } from './accounts/AccountPage.js';
import { AccountsPage } from './accounts/AccountsPage.js';
import { UsersPage } from './accounts/UsersPage.js';
import { AuditPage } from './audit/AuditPage.js';
import { SendingPage } from './sending/SendingPage.js';
import { UnknownPage } from './sending/UnknownPage.js';
import { HeadsPage } from './audit/HeadsPage.js';
import { PeoplePage } from './people/PeoplePage.js';
import { SuppressionsPage } from './suppressions/SuppressionsPage.js';
import { SettingsPage } from './settings/SettingsPage.js';
import { SystemPage } from './system/SystemPage.js';
import { connections } from './crm/index.js';
import { BrokenPage } from './frame/ErrorBoundary.js';
import { Layout } from './frame/Layout.js';
import { NotAllowed, NotFound } from './frame/NotFound.js';
import { sentences } from './frame/sentences.js';
import { HomePage } from './home/HomePage.js';
import { hubs } from './hubs/index.js';
import { inboundEvents } from './inbound/index.js';
import { imports, NeedsSomeonePage } from './imports/index.js';
import { JoinPage } from './sign-in/JoinPage.js';
import { SignInPage } from './sign-in/SignInPage.js';
import { darkTheme, lightTheme } from './theme.js';

const beforeSignIn = new Set(['/login', '/join']);

/** A session that ended leads to sign-in, and from there back to the page. */
function onRefusal(error: Error): void {
  const { pathname, search } = router.state.location;
  if (!(error instanceof Problem) || error.status !== 401 || beforeSignIn.has(pathname)) return;
  forgetMe();
  void router.navigate('/login', { state: { nextPathname: pathname, nextSearch: search } });
}

const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 2000 } },
  queryCache: new QueryCache({ onError: onRefusal }),
  mutationCache: new MutationCache({ onError: onRefusal }),
});

const Console = () => (
  <Admin
    authProvider={authProvider}
    dataProvider={dataProvider}
    i18nProvider={sentences}
    queryClient={queryClient}
    theme={lightTheme}
    darkTheme={darkTheme}
    loginPage={SignInPage}
    layout={Layout}
    catchAll={NotFound}
    accessDenied={NotAllowed}
    error={BrokenPage}
    dashboard={HomePage}
    title="Porchlight"
    disableTelemetry
    requireAuth
  >
    <CustomRoutes noLayout>
      <Route path="/join" element={<JoinPage />} />
      <Route path="/sign-in" element={<Navigate to="/login" replace />} />
    </CustomRoutes>
    <CustomRoutes>
      <Route path="/settings/*" element={<SettingsPage />} />
      <Route path="/system" element={<SystemPage />} />
      <Route path="/sending" element={<SendingPage />} />
      <Route path="/sending/unknown" element={<UnknownPage />} />
      <Route path="/audit/heads" element={<HeadsPage />} />
      <Route path="/people" element={<PeoplePage />} />
      <Route path="/needs-someone" element={<NeedsSomeonePage />} />
    </CustomRoutes>
    <Resource name="contacts" {...contacts} />
    <Resource name="imports" {...imports} />
    <Resource name="connections" {...connections} />
    <Resource name="hubs" {...hubs} />
    <Resource name="campaigns" {...campaigns} />
    <Resource name="inbound-events" {...inboundEvents} />
    <Resource name="accounts" list={AccountsPage} edit={AccountPage} />
    <Resource name="users" list={UsersPage} />
    <Resource name="suppressions" list={SuppressionsPage} />
    <Resource name="audit" list={AuditPage} />
  </Admin>
);

/** A data router, so that a form with unsaved changes can hold a person back. */
const router = createBrowserRouter([{ path: '*', element: <Console /> }]);

export const App = () => <RouterProvider router={router} />;
