import { Button, Link, Typography } from '@mui/material';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { AskDialog } from '../../frame/AskDialog.js';
import { Facts, Section } from '../../frame/Section.js';
import { useMe } from '../../frame/useMe.js';
import { hubsApi } from '../api.js';
import type { HubInFull } from '../types.js';
import { useAgentChoices } from '../useAgentChoices.js';
import { useRefreshHubs } from '../useHub.js';

/** Whose face the homeowner sees beside their home. */
export function AgentSection({ hub }: { hub: HubInFull }) {
  const [isAsking, setIsAsking] = useState(false);
  const refresh = useRefreshHubs();
  const agents = useAgentChoices();
  const me = useMe();
  return (
    <Section
      title="Agent"
      aside={
        agents.length > 0 &&
        hub.state !== 'archived' && (
          <Button size="small" aria-label="Change the agent" onClick={() => setIsAsking(true)}>
            Change…
          </Button>
        )
      }
    >
      <Facts facts={[['Name', hub.agent.name]]} />
      {me?.user.id === hub.agent.id && (
        <Typography variant="body2">
          <Link component={RouterLink} to="/settings/card" underline="always">
            Your card
          </Link>{' '}
          is what the homeowner sees of you.
        </Typography>
      )}
      {isAsking && (
        <AskDialog
          title="Change the agent"
          verb="Change"
          fields={[
            {
              name: 'agentId',
              label: 'Agent',
              choices: Object.fromEntries(agents.map(({ value, label }) => [value, label])),
              initial: hub.agent.id,
            },
          ]}
          onAnswer={async ({ agentId = hub.agent.id }) => {
            await hubsApi.change(hub.id, { version: hub.version, agentId });
            await refresh();
          }}
          onClose={() => setIsAsking(false)}
        >
          Mails from now on come from the new agent, and the homeowner sees their card.
        </AskDialog>
      )}
    </Section>
  );
}
