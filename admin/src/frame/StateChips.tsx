import { Box, Chip } from '@mui/material';
import { type StateSubject, stateWords } from '../fields/states.js';
import { useListFilter } from './SearchBox.js';

/** One chip a state: pressed, the list shows those alone. */
export function StateChips({ of, name = 'state' }: { of: StateSubject; name?: string }) {
  const { values, set } = useListFilter();
  const chosen = values[name];
  return (
    <Box role="group" aria-label="State" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {Object.entries(stateWords[of]).map(([state, { label }]) => (
        <Chip
          key={state}
          label={label}
          aria-pressed={chosen === state}
          variant={chosen === state ? 'filled' : 'outlined'}
          color={chosen === state ? 'primary' : 'default'}
          onClick={() => set(name, chosen === state ? undefined : state)}
          sx={{ height: 36 }}
        />
      ))}
    </Box>
  );
}
