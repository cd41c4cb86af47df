import SearchIcon from '@mui/icons-material/Search';
import { Alert, Box, Button, Card, InputAdornment, TextField } from '@mui/material';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { EmptyState } from '../../frame/EmptyState.js';
import { Waiting } from '../../frame/Waiting.js';
import { useConnectors } from '../useConnection.js';
import { isFound } from '../words.js';
import { CrmCard } from './CrmCard.js';

/** Every CRM that can be connected, as cards; the search narrows them while typing. */
export function Gallery({ connected }: { connected: readonly string[] }) {
  const { data, error } = useConnectors();
  const [typed, setTyped] = useState('');
  const found = data?.data.filter((connector) => isFound(connector, typed)) ?? [];
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!data) return <Waiting>Fetching what can be connected…</Waiting>;
  return (
    <>
      <TextField
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder="Search by name or kind"
        slotProps={{
          htmlInput: { 'aria-label': 'Search CRMs' },
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <SearchIcon fontSize="small" aria-hidden />
              </InputAdornment>
            ),
          },
        }}
        sx={{ maxWidth: { sm: 420 } }}
      />
      {found.length > 0 ? (
        <Box
          component="ul"
          aria-label="CRMs"
          sx={{
            listStyle: 'none',
            m: 0,
            p: 0,
            display: 'grid',
            gap: 2,
            gridTemplateColumns: 'repeat(auto-fill, minmax(min(320px, 100%), 1fr))',
          }}
        >
          {found.map((connector) => (
            <CrmCard key={connector.id} connector={connector} isConnected={connected.includes(connector.id)} />
          ))}
        </Box>
      ) : (
        <Card>
          <EmptyState
            icon={SearchIcon}
            title={`No CRM is called “${typed.trim()}” here`}
            action={
              <Button variant="outlined" component={RouterLink} to="/imports">
                Import a file instead
              </Button>
            }
          >
            Nearly every CRM can export its contacts as a .csv file, which comes in just as well.
          </EmptyState>
        </Card>
      )}
    </>
  );
}
