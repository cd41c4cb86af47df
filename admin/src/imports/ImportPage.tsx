import { Alert, Box, Button } from '@mui/material';
import { usePermissions } from 'react-admin';
import { Link as RouterLink, Navigate, useParams, useSearchParams } from 'react-router';
import { When } from '../fields/When.js';
import { inBytes } from '../fields/numbers.js';
import { Freshness } from '../frame/Freshness.js';
import { Page } from '../frame/Page.js';
import { Waiting } from '../frame/Waiting.js';
import { ImportMenu } from './ImportMenu.js';
import { ImportStatus } from './ImportLine.js';
import { RowsPage } from './rows/RowsPage.js';
import { FilePage } from './file/FilePage.js';
import { MapPage } from './map/MapPage.js';
import { ReviewPage } from './review/ReviewPage.js';
import { RunPage } from './run/RunPage.js';
import { ScanPage } from './run/ScanPage.js';
import { openSteps, type Step, stepOf, steps } from './steps.js';
import { StepBar } from './StepBar.js';
import { Stopped } from './Stopped.js';
import { SupportImportPage } from './support/SupportImportPage.js';
import { TimelinePage } from './support/TimelinePage.js';
import type { ContactImport } from './types.js';
import { useImport } from './useImport.js';

const pages: Record<Step, (props: { contactImport: ContactImport }) => React.ReactNode> = {
  file: FilePage,
  map: MapPage,
  scan: ScanPage,
  review: ReviewPage,
  run: RunPage,
};

/** `/imports/:id` and what stands below it. The import's state decides the step; an address of a step that is over leads back here. */
export function ImportPage() {
  const { id = '', '*': rest = '' } = useParams();
  const { permissions } = usePermissions<string>();
  const { contactImport, error, isLive, updatedAt } = useImport(id);
  if (error && !contactImport)
    return (
      <Page title="Import">
        <Alert
          severity="error"
          action={
            <Button component={RouterLink} to="/imports">
              All imports
            </Button>
          }
        >
          {error.message}
        </Alert>
      </Page>
    );
  if (!contactImport || permissions === undefined) return <Waiting>Fetching the import…</Waiting>;
  if (permissions !== 'agent' && rest === '')
    return <SupportImportPage contactImport={contactImport} isLive={isLive} updatedAt={updatedAt} />;
  return (
    <Page
      title={contactImport.fileName}
      lead={
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mt: 0.5 }}>
          <ImportStatus of={contactImport} />
          <span>
            {inBytes(contactImport.fileSize)} · uploaded <When at={contactImport.createdAt} />
            {contactImport.startedBy ? ` by ${contactImport.startedBy}` : ''}
          </span>
          <Freshness isLive={isLive} updatedAt={updatedAt} />
        </Box>
      }
      actions={<ImportMenu contactImport={contactImport} />}
    >
      <Body contactImport={contactImport} rest={rest} isOwn={permissions === 'agent'} />
    </Page>
  );
}

interface BodyProps {
  contactImport: ContactImport;
  rest: string;
  /** Steps belong to the account; others see rows and timeline. */
  isOwn: boolean;
}

function Body({ contactImport, rest, isOwn }: BodyProps) {
  const [search] = useSearchParams();
  if (rest === 'rows') return <RowsPage contactImport={contactImport} />;
  if (rest === 'timeline') return <TimelinePage contactImport={contactImport} />;
  if (!isOwn) {
    const intent = rest === 'review' ? search.get('show') : null;
    return <Navigate to={`/imports/${contactImport.id}${intent ? `/rows?intent=${intent}` : ''}`} replace />;
  }
  const current = stepOf(contactImport);
  const asked = steps.find((step) => step === rest);
  if (rest !== '' && (!asked || !openSteps(contactImport).includes(asked)))
    return <Navigate to={`/imports/${contactImport.id}`} replace />;
  const shown = asked ?? current;
  const Shown = pages[shown];
  return (
    <>
      <StepBar contactImport={contactImport} shown={shown} />
      <Stopped contactImport={contactImport} />
      <Shown contactImport={contactImport} />
    </>
  );
}
