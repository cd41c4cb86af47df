import { Box, Button } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useNotify } from 'react-admin';
import { counted } from '../../fields/numbers.js';
import { ReasonDialog } from '../../frame/ReasonDialog.js';
import { importsApi } from '../api.js';
import type { ContactImport, CorrectedFileAnswer, ImportRow } from '../types.js';
import { useCommand } from '../useCommand.js';
import { importKey } from '../useImport.js';
import { CorrectedAnswer } from './CorrectedAnswer.js';

interface BulkBarProps {
  contactImport: ContactImport;
  /** Rows on the page, to say how many selected ones there are. */
  rows: ImportRow[];
  /** By row number. */
  selected: ReadonlySet<string>;
  onDone: () => void;
}

/** What can be done with failed rows together. */
export function BulkBar({ contactImport: { id, commands, openFailed }, rows, selected, onDone }: BulkBarProps) {
  const { ask, isAsking } = useCommand(id);
  const client = useQueryClient();
  const notify = useNotify();
  const input = useRef<HTMLInputElement>(null);
  const [isDismissing, setIsDismissing] = useState(false);
  const [answer, setAnswer] = useState<CorrectedFileAnswer | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: importKey(id) });
  const upload = useMutation({
    mutationFn: (file: File) => importsApi.uploadCorrected(id, file),
    onSuccess: async (got) => {
      setAnswer(got);
      await refresh();
    },
    onError: (problem) => notify(problem.message, { type: 'error', autoHideDuration: 10_000 }),
  });
  const chosen = rows.filter(({ rowNumber }) => selected.has(String(rowNumber))).map(({ rowNumber }) => rowNumber);
  const retry = async () => {
    await ask({ command: 'retry', body: chosen.length > 0 ? { rowNumbers: chosen } : { all: true } });
    onDone();
  };
  const copyLink = async () => {
    await navigator.clipboard.writeText(`${window.location.origin}/imports/${id}`);
    notify('Link copied. Support opens this very import with it.', { type: 'info' });
  };

  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {commands.includes('retry') && (
          <Button variant="contained" disabled={isAsking} onClick={() => void retry()}>
            {chosen.length > 0 ? `Retry ${counted(chosen.length, 'selected row')}` : 'Retry all fixed'}
          </Button>
        )}
        <Button variant="outlined" onClick={() => setIsDismissing(true)}>
          {chosen.length > 0 ? `Dismiss ${counted(chosen.length, 'selected row')}…` : 'Dismiss all…'}
        </Button>
        <Button variant="outlined" component="a" href={importsApi.failedRowsAddress(id)}>
          Download as CSV
        </Button>
        <Button variant="outlined" disabled={upload.isPending} onClick={() => input.current?.click()}>
          {upload.isPending ? 'Reading the corrected file…' : 'Upload corrected file'}
        </Button>
        <Button onClick={() => void copyLink()}>Copy link for support</Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv"
          aria-label="Corrected file"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) upload.mutate(file);
          }}
        />
      </Box>
      {answer && <CorrectedAnswer answer={answer} onClose={() => setAnswer(null)} />}
      {isDismissing && (
        <ReasonDialog
          title="Dismiss failed rows"
          verb={`Dismiss ${counted(chosen.length || openFailed, 'row')}`}
          isDangerous
          onReason={async (reason) => {
            await importsApi.dismissRows(
              id,
              chosen.length > 0 ? { rowNumbers: chosen, reason } : { filter: {}, reason },
            );
            onDone();
            await refresh();
          }}
          onClose={() => setIsDismissing(false)}
        >
          They stay out of your contacts and no longer wait for you. They are still counted as failed.
        </ReasonDialog>
      )}
    </>
  );
}
