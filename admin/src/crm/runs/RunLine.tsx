import InfoIcon from '@mui/icons-material/InfoOutlined';
import { Box, Typography } from '@mui/material';
import { inSeconds } from '../../fields/numbers.js';
import { StatusField } from '../../fields/StatusField.js';
import { When } from '../../fields/When.js';
import { RunEquation } from '../RunEquation.js';
import type { SyncRun } from '../types.js';
import { loopWords, triggerWords } from '../words.js';

/** One run: what it went through and why, how it ended, its equation, and what the CRM held back. */
export function RunLine({ run }: { run: SyncRun }) {
  const { loop, trigger, state, startedAt, endedAt, note } = run;
  const took = endedAt ? (new Date(endedAt).getTime() - new Date(startedAt).getTime()) / 1000 : null;
  return (
    <Box
      component="li"
      data-run={run.id}
      sx={{
        display: 'grid',
        gap: 0.5,
        px: 3,
        py: 1.5,
        borderTop: 1,
        borderColor: 'divider',
        gridTemplateColumns: 'minmax(0, 1fr) auto',
      }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Typography sx={{ fontWeight: 560 }}>{loopWords[loop]}</Typography>
        <Typography variant="body2" color="text.secondary">
          <When at={startedAt} /> · {triggerWords[trigger]}
          {took !== null && ` · took ${inSeconds(took)}`}
        </Typography>
      </Box>
      <Box>
        <StatusField of="run" state={state} />
      </Box>
      <Box sx={{ gridColumn: '1 / -1', display: 'grid', gap: 0.5 }}>
        <RunEquation of={run} />
        {note && <RunNote>{note}</RunNote>}
      </Box>
    </Box>
  );
}

/** Said out loud: a cap, a restart, an answer of a person. */
export const RunNote = ({ children }: { children: string }) => (
  <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
    <InfoIcon aria-hidden sx={{ fontSize: 18, color: 'warning.main', mt: '2px' }} />
    <Typography variant="body2">{children}</Typography>
  </Box>
);
