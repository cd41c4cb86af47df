import { Alert, Box, Button, Card, Tab, Tabs, Typography } from '@mui/material';
import { Link as RouterLink, useSearchParams } from 'react-router';
import { Equation } from '../../fields/Equation.js';
import { counted, inFigures } from '../../fields/numbers.js';
import { ActionBar } from '../../frame/ActionBar.js';
import { RowList } from '../rows/RowList.js';
import type { ContactImport, Intent, RowFilter } from '../types.js';
import { useCommand } from '../useCommand.js';
import { countParts, plannedParts, rowsIn, rowsToWrite, rowTotal } from '../words.js';
import { Alerts } from './Alerts.js';

const trialRows = 100;

/** Step 4: what will happen with every row, before anything happens. */
export function ReviewPage({ contactImport }: { contactImport: ContactImport }) {
  const { id, rowCount, planned, alerts } = contactImport;
  if (!planned || rowCount === null) return null;
  return (
    <>
      <Card component="section" aria-label="What will happen" sx={{ p: 3, display: 'grid', gap: 1 }}>
        <Equation
          total={{ ...rowTotal(rowCount), to: `/imports/${id}/review` }}
          parts={plannedParts({ id, planned })}
        />
        <Written contactImport={contactImport} />
      </Card>
      <Alerts contactImport={contactImport} alerts={alerts} />
      <PlannedRows contactImport={contactImport} />
      <NextSteps contactImport={contactImport} />
    </>
  );
}

/** "Nothing has been written yet.", or what the trial wrote. */
function Written({ contactImport: { id, state, counts, rowCount } }: { contactImport: ContactImport }) {
  const done = rowsIn(counts);
  if (!counts || done === 0) return <Typography color="text.secondary">Nothing has been written yet.</Typography>;
  return (
    <Alert severity="info">
      The trial is in: {counted(done, 'row')}. Look at them, then import the rest.
      <Box sx={{ mt: 1 }}>
        <Equation size="small" total={rowTotal(rowCount ?? 0)} parts={countParts({ id, state, counts })} />
      </Box>
    </Alert>
  );
}

const tabs: { show: Intent | 'all'; label: string; empty: string }[] = [
  { show: 'all', label: 'All', empty: 'No row matches.' },
  { show: 'create', label: 'New', empty: 'No new contact in this file.' },
  { show: 'update', label: 'Updated (old → new)', empty: 'No contact you have would change.' },
  { show: 'unchanged', label: 'Unchanged', empty: 'No row says what a contact already has.' },
  { show: 'skip', label: 'Skipped', empty: 'No row is skipped.' },
  { show: 'fail', label: 'Errors', empty: 'No row has an error.' },
];

function PlannedRows({ contactImport }: { contactImport: ContactImport }) {
  const [search, setSearch] = useSearchParams();
  const tab = tabs.find(({ show }) => show === search.get('show')) ?? tabs[0];
  const issue = search.get('issue');
  const alert = contactImport.alerts.find(({ code }) => code === issue);
  if (!tab) return null;
  const filter = { ...(tab.show !== 'all' && { intent: tab.show }), ...(issue && { issue }) } as RowFilter;
  return (
    <Card component="section" aria-label="Rows by what will happen" id="rows">
      <Tabs
        value={tab.show}
        onChange={(_, show: string) => setSearch(show === 'all' ? {} : { show }, { preventScrollReset: true })}
        variant="scrollable"
        allowScrollButtonsMobile
        aria-label="Rows by what will happen"
        sx={{ px: { xs: 0, md: 2 } }}
      >
        {tabs.map(({ show, label }) => (
          <Tab key={show} value={show} label={countOf(contactImport, show, label)} />
        ))}
      </Tabs>
      {issue && (
        <Alert
          severity="info"
          sx={{ m: 2 }}
          action={
            <Button size="small" color="inherit" onClick={() => setSearch({}, { preventScrollReset: true })}>
              Show all
            </Button>
          }
        >
          Only rows with: {alert?.sentence ?? issue.replaceAll('_', ' ')}
        </Alert>
      )}
      <RowList contactImport={contactImport} filter={filter} shows="intent" empty={tab.empty} />
    </Card>
  );
}

const countOf = ({ planned, rowCount }: ContactImport, show: Intent | 'all', label: string) =>
  `${label} ${inFigures((show === 'all' ? rowCount : planned?.[show]) ?? 0)}`;

function NextSteps({ contactImport: { id, planned, counts, commands } }: { contactImport: ContactImport }) {
  const { ask, isAsking } = useCommand(id);
  const left = planned ? rowsToWrite(planned) - rowsIn(counts) : 0;
  const confirm = (body?: { trialRows: number }) => void ask({ command: 'confirm', ...(body && { body }) });
  return (
    <ActionBar>
      {commands.includes('remap') && (
        <Button component={RouterLink} to={`/imports/${id}/map`}>
          Change mapping
        </Button>
      )}
      {commands.includes('confirm') && left > trialRows && (
        <Button variant="outlined" disabled={isAsking} onClick={() => confirm({ trialRows })}>
          Import the first {trialRows}
        </Button>
      )}
      {commands.includes('confirm') && (
        <Button variant="contained" disabled={isAsking} onClick={() => confirm()}>
          {left > 0 ? `Import ${counted(left, 'row')}` : 'Finish without writing anything'}
        </Button>
      )}
    </ActionBar>
  );
}
