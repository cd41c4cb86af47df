import { Box } from '@mui/material';
import { ChoiceChip } from '../frame/ChoiceChip.js';
import { SearchBox } from '../frame/SearchBox.js';
import { StateChips } from '../frame/StateChips.js';
import { useAgentChoices } from './useAgentChoices.js';

export function HubFilters() {
  return (
    <Box role="search" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <SearchBox label="Search Hubs" placeholder="Search name, e-mail, address" />
      <StateChips of="hub" />
      <ChoiceChip name="agentId" label="Agent" choices={useAgentChoices()} />
    </Box>
  );
}
