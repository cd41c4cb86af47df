import { Box, Button, Typography } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { counted } from '../../fields/numbers.js';
import { ReasonDialog } from '../../frame/ReasonDialog.js';
import { type Chosen, crmApi } from '../api.js';
import type { Connection, RecordProblem } from '../types.js';
import { connectionKey, useTakeConnection } from '../useConnection.js';

interface ProblemBarProps {
  connection: Connection;
  /** Records on the page, to say how many selected ones there are. */
  problems: RecordProblem[];
  selected: ReadonlySet<string>;
  onDone: () => void;
}

/** What can be done with records together. */
export function ProblemBar({ connection, problems, selected, onDone }: ProblemBarProps) {
  const { id, commands, state, openProblems } = connection;
  const take = useTakeConnection();
  const client = useQueryClient();
  const notify = useNotify();
  const [isDismissing, setIsDismissing] = useState(false);
  const problemIds = problems.filter((problem) => selected.has(problem.id)).map((problem) => problem.id);
  const chosen: Chosen = problemIds.length > 0 ? { problemIds } : { all: true };
  const done = (answer: Connection) => {
    take(answer);
    onDone();
    return client.invalidateQueries({ queryKey: connectionKey(id) });
  };
  const retrying = useMutation({
    mutationFn: () => crmApi.retry(id, chosen),
    onSuccess: done,
    onError: (problem) => notify(problem.message, { type: 'error', autoHideDuration: 10_000 }),
  });
  const these = problemIds.length > 0 ? counted(problemIds.length, 'selected record') : 'all';
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        {commands.includes('retry') && (
          <Button variant="contained" disabled={retrying.isPending} onClick={() => retrying.mutate()}>
            Retry {these}
          </Button>
        )}
        <Button variant="outlined" onClick={() => setIsDismissing(true)}>
          Dismiss {these}…
        </Button>
        {state !== 'active' && (
          <Typography variant="body2" color="text.secondary">
            They are tried as soon as the sync goes on.
          </Typography>
        )}
      </Box>
      {isDismissing && (
        <ReasonDialog
          title="Dismiss records"
          verb={`Dismiss ${counted(problemIds.length || openProblems, 'record')}`}
          isDangerous
          onReason={async (reason) => void (await done(await crmApi.dismiss(id, { ...chosen, reason })))}
          onClose={() => setIsDismissing(false)}
        >
          They stay out of your contacts and no longer wait for you.
        </ReasonDialog>
      )}
    </>
  );
}
