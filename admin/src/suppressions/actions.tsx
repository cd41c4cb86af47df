import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { useListContext, useNotify } from 'react-admin';
import type { SuppressionsImported } from '../../../apps/api/suppressions/suppressions.schemas.js';
import { request } from '../api.js';
import { listQuery } from '../dataProvider.js';
import { counted } from '../fields/numbers.js';
import { AskDialog } from '../frame/AskDialog.js';

export function useRefreshSuppressions() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['suppressions'] });
}

const byHand = {
  asked: 'They asked for no mail',
  unsubscribed: 'They unsubscribed elsewhere',
  bounced: 'Mail to it comes back',
  complained: 'They complained',
};

export function AddSuppression() {
  const [isAsking, setIsAsking] = useState(false);
  const refresh = useRefreshSuppressions();
  const notify = useNotify();
  return (
    <>
      <Button variant="contained" onClick={() => setIsAsking(true)}>
        Add an address
      </Button>
      {isAsking && (
        <AskDialog
          title="Mail this address no more"
          verb="Add address"
          fields={[
            { name: 'email', label: 'E-mail address', type: 'email', autoComplete: 'off' },
            { name: 'reason', label: 'Why', choices: byHand, initial: 'asked' },
            { name: 'note', label: 'Note', isOptional: true },
          ]}
          onAnswer={async ({ note, ...body }) => {
            await request('/suppressions', { method: 'POST', body: { ...body, ...(note && { note }) } });
            await refresh();
            notify('Added. Reminders that were under way are stopped.', { type: 'success' });
          }}
          onClose={() => setIsAsking(false)}
        >
          It holds at once, also for invitations and reminders that are under way.
        </AskDialog>
      )}
    </>
  );
}

/** What the filter finds, as a file. */
export function ExportButton() {
  const { filterValues } = useListContext();
  return (
    <Button href={`/api/suppressions.csv?${listQuery({ filter: filterValues })}`} download>
      Export
    </Button>
  );
}

export function ImportSuppressions() {
  const input = useRef<HTMLInputElement>(null);
  const [result, setResult] = useState<SuppressionsImported | Error | null>(null);
  const [isSending, setIsSending] = useState(false);
  const refresh = useRefreshSuppressions();

  async function send(file: File) {
    const body = new FormData();
    body.set('file', file);
    setIsSending(true);
    try {
      setResult(await request<SuppressionsImported>('/suppressions/import', { method: 'POST', body }));
      await refresh();
    } catch (error) {
      setResult(error as Error);
    } finally {
      setIsSending(false);
    }
  }

  return (
    <>
      <Button disabled={isSending} onClick={() => input.current?.click()}>
        {isSending ? 'Reading the list…' : 'Import a list'}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        hidden
        aria-label="List of addresses"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void send(file);
        }}
      />
      {result && <ImportedDialog result={result} onClose={() => setResult(null)} />}
    </>
  );
}

function ImportedDialog({ result, onClose }: { result: SuppressionsImported | Error; onClose: () => void }) {
  const titleId = useId();
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>
        {result instanceof Error ? 'This list could not be read' : `${counted(result.lines, 'line')} read`}
      </DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        {result instanceof Error ? <Alert severity="error">{result.message}</Alert> : <Imported result={result} />}
      </DialogContent>
      <DialogActions sx={{ padding: 2 }}>
        <Button variant="contained" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Imported({ result: { added, already, stopped, refused, refusedCount } }: { result: SuppressionsImported }) {
  return (
    <>
      <Typography>
        {counted(added, 'address', 'addresses')} added · {already} known before
        {stopped > 0 && ` · ${counted(stopped, 'invitation')} under way stopped`}
      </Typography>
      {refusedCount > 0 && (
        <Alert severity="warning">
          {counted(refusedCount, 'line')} without an address were left out:
          <Box component="ul" sx={{ margin: 0, paddingLeft: 2.5, maxHeight: 240, overflow: 'auto' }} tabIndex={0}>
            {refused.map(({ line, problem }) => (
              <li key={line}>
                Line {line}: {problem}
              </li>
            ))}
          </Box>
        </Alert>
      )}
    </>
  );
}
