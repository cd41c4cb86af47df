import DoneIcon from '@mui/icons-material/CheckCircleOutlined';
import { Alert, Box, Button, Card } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router';
import { counted } from '../../fields/numbers.js';
import { EmptyState } from '../../frame/EmptyState.js';
import { Page } from '../../frame/Page.js';
import { Waiting } from '../../frame/Waiting.js';
import { importsApi } from '../api.js';
import { ImportLine } from '../ImportLine.js';

/** Imports that stand still until somebody looks: stopped, rows open for long, or work that fails again and again. */
export function NeedsSomeonePage() {
  const { data, error } = useQuery({
    queryKey: ['imports', 'needs-someone'],
    queryFn: importsApi.needsSomeone,
    refetchInterval: 30_000,
  });
  const imports = data?.data ?? [];
  return (
    <Page
      title="Needs someone"
      lead={data && imports.length > 0 ? `${counted(imports.length, 'import')} cannot go on alone` : undefined}
    >
      {error && <Alert severity="error">{error.message}</Alert>}
      <Card>
        {!data && !error && <Waiting>Looking for imports that need someone…</Waiting>}
        {data && imports.length === 0 && (
          <EmptyState
            icon={DoneIcon}
            title="Nothing needs someone"
            action={
              <Button variant="outlined" component={RouterLink} to="/imports">
                All imports
              </Button>
            }
          >
            Imports that stopped, that keep failing, or whose rows wait for more than a day stand here.
          </EmptyState>
        )}
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, '& > li:first-of-type': { borderTop: 0 } }}>
          {imports.map((contactImport) => (
            <ImportLine key={contactImport.id} of={contactImport} showsAccount />
          ))}
        </Box>
      </Card>
    </Page>
  );
}
