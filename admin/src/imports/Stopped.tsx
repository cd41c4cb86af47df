import { Alert, AlertTitle, Button } from '@mui/material';
import { When } from '../fields/When.js';
import { counted, inFigures } from '../fields/numbers.js';
import type { ContactImport } from './types.js';
import { useCommand } from './useCommand.js';
import { rowsIn } from './words.js';

/** What is in and what is not, for a box that says why an import stands still. */
export function whatIsSafe({ counts, rowCount }: ContactImport): string {
  const done = rowsIn(counts);
  if (rowCount === null || done === 0) return 'Nothing has been written to your contacts.';
  return `Nothing was lost: ${inFigures(done)} of ${counted(rowCount, 'row')} are in.`;
}

const goesOnWith: Partial<Record<ContactImport['state'], string>> = {
  scanning: 'goes on reading after the last row that was kept',
  importing: 'goes on after the last batch that was written; no row is written twice',
  undoing: 'goes on taking back what is left',
  mapping: 'goes back to the mapping',
};

/** One box in words for an import that stands still or has ended early; nothing while it is on its way. */
export function Stopped({ contactImport }: { contactImport: ContactImport }) {
  const { state, resumeState, failure, engine, commands, progress } = contactImport;
  const { ask, isAsking } = useCommand(contactImport.id);
  const resume = commands.includes('resume') && (
    <Button variant="contained" disabled={isAsking} onClick={() => void ask({ command: 'resume' })}>
      Resume
    </Button>
  );
  const then = resumeState ? ` Resume ${goesOnWith[resumeState] ?? 'goes on where it stopped'}.` : '';
  switch (state) {
    case 'failed':
      return (
        <Alert severity="warning" action={resume}>
          <AlertTitle>{failure?.sentence ?? 'The import stopped.'}</AlertTitle>
          {whatIsSafe(contactImport)}
          {then}
        </Alert>
      );
    case 'paused':
      return (
        <Alert severity="warning" action={resume}>
          <AlertTitle>Paused</AlertTitle>
          {whatIsSafe(contactImport)}
          {then}
        </Alert>
      );
    case 'cancelled':
      return (
        <Alert severity="info">
          <AlertTitle>Cancelled</AlertTitle>
          {rowsIn(contactImport.counts) > 0
            ? 'The rows that were in before stay in your contacts; the rest was not imported.'
            : 'Nothing was written to your contacts.'}
        </Alert>
      );
    case 'undone':
      return (
        <Alert severity="info">
          <AlertTitle>Undone</AlertTitle>
          What this import wrote was taken back. Contacts that somebody changed since were kept.
        </Alert>
      );
    case 'expired':
      return (
        <Alert severity="info">
          <AlertTitle>Expired</AlertTitle>
          It waited too long for its next step. Nothing was written. Change the mapping to take it up again, or import
          the file anew.
        </Alert>
      );
    case 'closed':
      return <ClosedBox contactImport={contactImport} />;
    case 'scanning':
    case 'importing':
    case 'undoing':
      return engine === 'away' ? (
        <Alert severity="warning">
          <AlertTitle>The workflow engine is away</AlertTitle>
          Your work is saved and starts by itself. {progress && whatIsSafe(contactImport)}
        </Alert>
      ) : null;
    case 'mapping':
    case 'awaiting_review':
    case 'completed':
      return null;
  }
}

function ClosedBox({ contactImport: { openFailed, purgeAt } }: { contactImport: ContactImport }) {
  return (
    <Alert severity="info">
      <AlertTitle>Closed</AlertTitle>
      {openFailed > 0 && `${counted(openFailed, 'row')} that failed ${openFailed === 1 ? 'was' : 'were'} left out. `}
      {purgeAt ? (
        <>
          The file and the original cells are deleted <When at={purgeAt} />.
        </>
      ) : (
        'The contacts it wrote stay.'
      )}
    </Alert>
  );
}
