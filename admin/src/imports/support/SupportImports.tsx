import ImportsIcon from '@mui/icons-material/UploadFileOutlined';
import { Box, MenuItem, TextField } from '@mui/material';
import { useListContext } from 'react-admin';
import { EmptyState } from '../../frame/EmptyState.js';
import { ListPage } from '../../frame/ListPage.js';
import { stateWords } from '../../fields/states.js';
import { ImportLine } from '../ImportLine.js';
import type { ContactImport } from '../types.js';

/** Imports of all accounts, for support and administrators. */
export const SupportImports = () => (
  <ListPage
    resource="imports"
    title="Imports"
    lead="Every account’s imports. Personal data is masked until you reveal it with a reason."
    sort={{ field: 'createdAt', order: 'DESC' }}
    toolbar={<Toolbar />}
    empty={
      <EmptyState icon={ImportsIcon} title="No imports yet">
        Imports of every account stand here as soon as somebody selects a file.
      </EmptyState>
    }
  >
    <Lines />
  </ListPage>
);

function Lines() {
  const { data } = useListContext<ContactImport>();
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, '& > li:first-of-type': { borderTop: 0 } }}>
      {data?.map((contactImport) => (
        <ImportLine key={contactImport.id} of={contactImport} showsAccount />
      ))}
    </Box>
  );
}

function Toolbar() {
  const { filterValues, setFilters } = useListContext();
  const set = (change: Record<string, string>) => {
    const next = Object.entries({ ...filterValues, ...change }).filter(([, value]) => value !== '');
    setFilters(Object.fromEntries(next), {}, true);
  };
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
      <TextField
        type="search"
        label="Search file names"
        defaultValue={filterValues.q ?? ''}
        onChange={(event) => set({ q: event.target.value })}
        sx={{ minWidth: 240 }}
      />
      <TextField
        select
        label="State"
        value={filterValues.state ?? ''}
        onChange={(event) => set({ state: event.target.value })}
        sx={{ minWidth: 180 }}
      >
        <MenuItem value="">Any state</MenuItem>
        {Object.entries(stateWords.import).map(([state, { label }]) => (
          <MenuItem key={state} value={state}>
            {label}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label="Needs"
        value={filterValues.needs ?? ''}
        onChange={(event) => set({ needs: event.target.value })}
        sx={{ minWidth: 160 }}
      >
        <MenuItem value="">Anything</MenuItem>
        <MenuItem value="person">a person</MenuItem>
      </TextField>
    </Box>
  );
}
