import { Box } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { RevealButton } from '../../fields/PersonField.js';
import { When } from '../../fields/When.js';
import { Freshness } from '../../frame/Freshness.js';
import { Page } from '../../frame/Page.js';
import { Timeline } from '../../timeline/Timeline.js';
import { crmApi } from '../api.js';
import { HealthChip } from '../Health.js';
import { RunsTab } from '../runs/RunsTab.js';
import type { Connection } from '../types.js';
import { connectionKey } from '../useConnection.js';
import { SupportProblems } from './SupportProblems.js';
import { SyncCommands } from './SyncCommands.js';
import { SyncStopped } from './SyncStopped.js';

interface SupportConnectionPageProps {
  connection: Connection;
  isLive: boolean;
  updatedAt: number;
}

/** A connection as support sees it: what stopped it in words, what ran, and the levers, each with a reason. */
export function SupportConnectionPage({ connection, isLive, updatedAt }: SupportConnectionPageProps) {
  const { id, label, accountName, createdAt, masked, openProblems } = connection;
  const client = useQueryClient();
  const reveal = async (reason: string) => {
    await crmApi.reveal(id, reason);
    await client.invalidateQueries({ queryKey: connectionKey(id) });
  };
  return (
    <Page
      title={label}
      lead={
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mt: 0.5 }}>
          <HealthChip of={connection} />
          <span>
            {accountName} · connected <When at={createdAt} /> as {connection.who}
          </span>
          <Freshness isLive={isLive} updatedAt={updatedAt} />
        </Box>
      }
      actions={
        <>
          {masked && <RevealButton onReveal={reveal} />}
          <SyncCommands connection={connection} />
        </>
      }
    >
      <SyncStopped connection={connection} />
      <Timeline
        queryKey={[...connectionKey(id), 'timeline']}
        get={() => crmApi.timeline(id)}
        tryNow={(body) => crmApi.retryNow(id, body)}
      />
      {openProblems > 0 && <SupportProblems connection={connection} />}
      <RunsTab connection={connection} />
    </Page>
  );
}
