import { Alert, AlertTitle } from '@mui/material';
import type { ContactImport } from '../types.js';
import { whatIsSafe } from '../Stopped.js';

const thenGoes: Partial<Record<ContactImport['state'], string>> = {
  scanning: 'Resume goes on reading after the last row that was kept.',
  importing: 'Resume goes on after the last batch that was written; no row is written twice.',
  undoing: 'Resume goes on taking back what is left.',
};

/** One amber box: what stopped the import, that nothing is lost, and what Resume will do. */
export function WhatStopped({ contactImport }: { contactImport: ContactImport }) {
  const { state, failure, resumeState, engine } = contactImport;
  const then = resumeState ? thenGoes[resumeState] : undefined;
  if (state === 'failed' || state === 'paused')
    return (
      <Alert severity="warning">
        <AlertTitle>
          {state === 'failed' ? (failure?.sentence ?? 'The import stopped.') : 'Somebody paused this import.'}
        </AlertTitle>
        {whatIsSafe(contactImport)} {then}
      </Alert>
    );
  if (engine === 'away')
    return (
      <Alert severity="warning">
        <AlertTitle>The workflow engine is away</AlertTitle>
        Commands are kept and carried out by themselves when it is back.
      </Alert>
    );
  return null;
}
