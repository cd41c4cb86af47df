import { Box, Card, Tooltip, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { counted } from '../../fields/numbers.js';
import { importsApi } from '../api.js';
import type { Batch } from '../types.js';

const colours: Record<Batch['state'], string> = {
  done: 'success.main',
  running: 'primary.main',
  waiting: 'action.disabled',
};
const stateNames: Record<Batch['state'], string> = { done: 'done', running: 'running', waiting: 'waiting' };
const kindNames: Record<string, string> = {
  scan: 'Scan',
  match: 'Match',
  plan: 'Plan',
  trial: 'Trial',
  apply: 'Import',
  retry: 'Retry',
  undo: 'Undo',
};

/** Batches as a strip of small squares, a line per kind: what is done, what runs, what waits. */
export function Batches({ importId }: { importId: string }) {
  const { data = [] } = useQuery({
    queryKey: ['import', importId, 'batches'],
    queryFn: () => importsApi.batches(importId),
    refetchInterval: 4000,
  });
  const kinds = [...new Set(data.map(({ kind }) => kind))];
  return (
    <Card component="section" aria-labelledby="batches" sx={{ p: 3, display: 'grid', gap: 1.5 }}>
      <Typography id="batches" variant="h2">
        Batches
      </Typography>
      {kinds.length === 0 && (
        <Typography color="text.secondary">None yet. Each committed batch becomes a square here.</Typography>
      )}
      {kinds.map((kind) => (
        <Strip key={kind} kind={kind} batches={data.filter((batch) => batch.kind === kind)} />
      ))}
    </Card>
  );
}

function Strip({ kind, batches }: { kind: string; batches: Batch[] }) {
  const done = batches.filter(({ state }) => state === 'done').length;
  return (
    <Box>
      <Typography variant="body2" color="text.secondary">
        {kindNames[kind] ?? kind}: {done} of {counted(batches.length, 'batch', 'batches')}
      </Typography>
      <Box
        role="img"
        aria-label={`${done} of ${batches.length} done`}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: '3px', mt: 0.5 }}
      >
        {batches.map(({ seq, state, rows, worker }) => (
          <Tooltip
            key={seq}
            title={`Batch ${seq} · ${stateNames[state]} · ${counted(rows, 'row')}${worker ? ` · ${worker}` : ''}`}
          >
            <Box sx={{ width: 10, height: 10, borderRadius: '2px', bgcolor: colours[state] }} />
          </Tooltip>
        ))}
      </Box>
    </Box>
  );
}
