import { Button, Card, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { ImportEquation } from '../ImportLine.js';
import type { ContactImport } from '../types.js';
import { closingSentence, rowsIn } from '../words.js';
import { FailedRows } from './FailedRows.js';
import { ProgressLine } from './ProgressLine.js';
import { RunButtons } from './RunButtons.js';

const titles: Partial<Record<ContactImport['state'], string>> = {
  importing: 'Importing',
  paused: 'The import stands still',
  failed: 'The import stands still',
  undoing: 'Taking the import back',
};

/** Step 5 and after: the equation filling up, then what came in and what needs a person. */
export function RunPage({ contactImport }: { contactImport: ContactImport }) {
  const { state, rowCount, openFailed } = contactImport;
  const title = titles[state];
  return (
    <>
      <Card component="section" aria-label="Import" sx={{ p: 3, display: 'grid', gap: 2 }}>
        <Typography variant="h2">
          {title ?? (rowCount === null ? 'Nothing was read' : closingSentence(contactImport))}
        </Typography>
        {title && <ProgressLine contactImport={contactImport} waiting="Waiting for a worker to begin" />}
        <ImportEquation of={contactImport} />
        {(state === 'importing' || state === 'undoing') && (
          <Typography color="text.secondary">You can close this page.</Typography>
        )}
        {title ? <RunButtons contactImport={contactImport} /> : <AfterLink contactImport={contactImport} />}
      </Card>
      {openFailed > 0 && (state === 'completed' || state === 'importing') && (
        <FailedRows contactImport={contactImport} />
      )}
    </>
  );
}

/** Where to go next when nothing is left to do here. */
function AfterLink({ contactImport: { id, counts, state, openFailed } }: { contactImport: ContactImport }) {
  if (state === 'undone' || rowsIn(counts) === 0)
    return (
      <div>
        <Button variant="contained" component={RouterLink} to="/imports">
          Import another file
        </Button>
      </div>
    );
  return (
    <div>
      <Button
        variant={openFailed > 0 ? 'outlined' : 'contained'}
        component={RouterLink}
        to={`/contacts?filter=${encodeURIComponent(JSON.stringify({ importId: id }))}`}
      >
        See the contacts of this import
      </Button>
    </div>
  );
}
