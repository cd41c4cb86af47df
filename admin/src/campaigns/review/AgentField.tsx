import { MenuItem, TextField } from '@mui/material';
import { useAgentChoices } from '../../hubs/useAgentChoices.js';
import type { Review } from './useReview.js';

/** In whose name the mails are sent. An office of one has nothing to choose. */
export function AgentField({ review: { shown, problems, change } }: { review: Review }) {
  const agents = useAgentChoices();
  if (agents.length === 0) return null;
  const isKnown = agents.some(({ value }) => value === shown.agent.id);
  return (
    <TextField
      select
      label="Sent in the name of"
      value={shown.agent.id}
      onChange={(event) => change({ agentId: event.target.value })}
      error={problems.agentId !== undefined}
      helperText={problems.agentId ?? 'New Hubs are theirs too. A Hub that stands already keeps its agent.'}
    >
      {!isKnown && <MenuItem value={shown.agent.id}>{shown.agent.name}</MenuItem>}
      {agents.map(({ value, label }) => (
        <MenuItem key={value} value={value}>
          {label}
        </MenuItem>
      ))}
    </TextField>
  );
}
