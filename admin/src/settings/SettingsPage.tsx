import { Box, Tab, Tabs } from '@mui/material';
import { Navigate, Link, Route, Routes, useLocation } from 'react-router';
import { Page } from '../frame/Page.js';
import { useMe } from '../frame/useMe.js';
import { ApiKeys } from './ApiKeys.js';
import { Colleagues } from './Colleagues.js';
import { CustomFields } from './CustomFields.js';
import { TemplateEditPage } from './mail/TemplateEditPage.js';
import { TemplateList } from './mail/TemplateList.js';
import { MyCard } from './MyCard.js';
import { Password } from './Password.js';
import { SenderSettings } from './SenderSettings.js';

const sections = [
  { path: 'colleagues', label: 'Colleagues', page: <Colleagues />, ofAccount: true },
  { path: 'sender', label: 'Sender', page: <SenderSettings />, ofAccount: true },
  { path: 'card', label: 'My card', page: <MyCard />, ofAccount: true },
  { path: 'mails', label: 'Mail templates', page: <TemplateList />, ofAccount: true },
  { path: 'fields', label: 'Custom fields', page: <CustomFields />, ofAccount: true },
  { path: 'suppressions', label: 'Suppressions', page: <Navigate to="/suppressions" />, ofAccount: true },
  { path: 'api-keys', label: 'API keys', page: <ApiKeys />, ofAccount: true },
  { path: 'password', label: 'Password', page: <Password />, ofAccount: false },
] as const;

/** What an account can set; people of the platform, who have no account, only their password. */
export function SettingsPage() {
  const me = useMe();
  const { pathname } = useLocation();
  if (!me) return null;
  const mine = sections.filter(({ ofAccount }) => me.account !== null || !ofAccount);
  const here = mine.find(({ path }) => pathname.split('/')[2] === path);
  return (
    <Page
      title={here ? `Settings: ${here.label}` : 'Settings'}
      width={pathname.startsWith('/settings/mails/') ? 'wide' : 'middle'}
    >
      {mine.length > 1 && (
        <Box component="nav" aria-label="Settings" sx={{ borderBottom: 1, borderColor: 'divider' }}>
          <Tabs
            value={here?.path ?? false}
            variant="scrollable"
            scrollButtons={false}
            role="presentation"
            slotProps={{ list: { role: 'presentation' } }}
          >
            {mine.map(({ path, label }) => (
              <Tab
                key={path}
                value={path}
                label={label}
                component={Link}
                to={`/settings/${path}`}
                role={undefined}
                aria-selected={undefined}
                aria-current={here?.path === path ? 'page' : undefined}
              />
            ))}
          </Tabs>
        </Box>
      )}
      <Routes>
        {mine.map(({ path, page }) => (
          <Route key={path} path={path} element={page} />
        ))}
        {me.account && <Route path="mails/:kind" element={<TemplateEditPage />} />}
        <Route path="*" element={<Navigate to={`/settings/${mine[0]?.path ?? 'password'}`} replace />} />
      </Routes>
    </Page>
  );
}
