import ImportsIcon from '@mui/icons-material/UploadFileOutlined';
import { Alert, Box, Card, Typography } from '@mui/material';
import { ListBase, useListContext, usePermissions } from 'react-admin';
import { FromYourCrm } from '../crm/FromYourCrm.js';
import { EmptyState } from '../frame/EmptyState.js';
import { Page } from '../frame/Page.js';
import { Pages } from '../frame/Pages.js';
import { Waiting } from '../frame/Waiting.js';
import { ImportLine } from './ImportLine.js';
import { SelectFile } from './SelectFile.js';
import { SupportImports } from './support/SupportImports.js';
import type { ContactImport } from './types.js';

/** Imports: for an agent the way in and what came in before; for the others everything of everybody. */
export function ImportsPage() {
  const { permissions, isPending } = usePermissions<string>();
  if (isPending) return <Waiting>Finding out who you are…</Waiting>;
  return permissions === 'agent' ? <ImportContacts /> : <SupportImports />;
}

function ImportContacts() {
  return (
    <Page
      title="Import Contacts"
      lead="From a file, where you see what will happen before anything is written, or from your CRM, which then keeps in step."
    >
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 3fr) minmax(0, 2fr)' },
        }}
      >
        <SelectFile />
        <FromYourCrm />
      </Box>
      <ListBase resource="imports" perPage={10} sort={{ field: 'createdAt', order: 'DESC' }}>
        <LatestImports />
      </ListBase>
    </Page>
  );
}

function LatestImports() {
  const { data, error, isPending, page } = useListContext<ContactImport>();
  return (
    <Card component="section" aria-labelledby="latest-imports">
      <Typography id="latest-imports" variant="h2" sx={{ px: 3, py: 2 }}>
        Latest imports
      </Typography>
      {isPending && <Waiting>Fetching your imports…</Waiting>}
      {error && (
        <Alert severity="error" sx={{ m: 2 }}>
          {error.message}
        </Alert>
      )}
      {data?.length === 0 && page === 1 && (
        <EmptyState icon={ImportsIcon} title="No imports yet">
          Each file you import stands here with what became of every row.
        </EmptyState>
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {data?.map((contactImport) => (
          <ImportLine key={contactImport.id} of={contactImport} />
        ))}
      </Box>
      <Pages />
    </Card>
  );
}
