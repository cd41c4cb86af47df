import { Box, Tab, Tabs } from '@mui/material';
import { Link, Navigate } from 'react-router';
import { Timeline } from '../../timeline/Timeline.js';
import { inFigures } from '../../fields/numbers.js';
import { crmApi } from '../api.js';
import { ProblemsTab } from '../problems/ProblemsTab.js';
import { RunsTab } from '../runs/RunsTab.js';
import { SettingsTab } from '../settings/SettingsTab.js';
import type { Connection } from '../types.js';
import { DisconnectPage } from './DisconnectPage.js';
import { KeyPage } from './KeyPage.js';
import { ConnectionNotices } from './ConnectionNotices.js';

interface TabProps {
  connection: Connection;
}

const tabs = {
  runs: { label: 'Runs', Shown: RunsTab },
  problems: { label: 'Problems', Shown: ProblemsTab },
  settings: { label: 'Settings', Shown: SettingsTab },
  timeline: {
    label: 'Timeline',
    Shown: ({ connection: { id } }: TabProps) => (
      <Timeline queryKey={['connection', id, 'timeline']} get={() => crmApi.timeline(id)} />
    ),
  },
} as const;
type TabName = keyof typeof tabs;
const isTab = (name: string): name is TabName => name in tabs;

/** What stands in the way, then the tab that the address names; changing the key and disconnecting are pages of their own. */
export function ConnectionBody({ connection, rest }: TabProps & { rest: string }) {
  if (rest === 'key') return <KeyPage connection={connection} />;
  if (rest === 'disconnect') return <DisconnectPage connection={connection} />;
  if (rest !== '' && !isTab(rest)) return <Navigate to={`/connections/${connection.id}`} replace />;
  const shown: TabName = isTab(rest) ? rest : 'runs';
  const { Shown } = tabs[shown];
  return (
    <>
      <ConnectionNotices connection={connection} />
      <ConnectionTabs connection={connection} shown={shown} />
      <Shown connection={connection} />
    </>
  );
}

function ConnectionTabs({ connection: { id, openProblems }, shown }: TabProps & { shown: TabName }) {
  const labelOf = (name: TabName) =>
    name === 'problems' && openProblems > 0 ? `Problems · ${inFigures(openProblems)}` : tabs[name].label;
  return (
    <Box component="nav" aria-label="About this connection" sx={{ borderBottom: 1, borderColor: 'divider' }}>
      <Tabs
        value={shown}
        variant="scrollable"
        scrollButtons={false}
        role="presentation"
        slotProps={{ list: { role: 'presentation' } }}
      >
        {(Object.keys(tabs) as TabName[]).map((name) => (
          <Tab
            key={name}
            value={name}
            label={labelOf(name)}
            component={Link}
            to={`/connections/${id}${name === 'runs' ? '' : `/${name}`}`}
            role={undefined}
            aria-selected={undefined}
            aria-current={name === shown ? 'page' : undefined}
          />
        ))}
      </Tabs>
    </Box>
  );
}
