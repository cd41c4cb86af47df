import SyncIcon from '@mui/icons-material/CloudSyncOutlined';
import { Alert, Box, Card, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../../frame/EmptyState.js';
import { Pager } from '../../frame/Pager.js';
import { Waiting } from '../../frame/Waiting.js';
import { crmApi } from '../api.js';
import type { Connection } from '../types.js';
import { RunLine } from './RunLine.js';
import { RunNow } from './RunNow.js';

const perPage = 10;

/** What runs now, and each run before with its equation. */
export function RunsTab({ connection }: { connection: Connection }) {
  const { id, run, lastRun, label } = connection;
  const [search, setSearch] = useSearchParams();
  const page = Math.max(1, Number(search.get('page')) || 1);
  const { data, error } = useQuery({
    queryKey: ['connection', id, 'runs', page, run?.id, lastRun?.id, lastRun?.state],
    queryFn: () => crmApi.runs(id, { page, perPage }),
    placeholderData: keepPreviousData,
  });
  // The run under way stands above, and the last one as the live line tells it: the list may have been fetched while it ran.
  const before = (data?.data ?? [])
    .filter((candidate) => candidate.id !== run?.id)
    .map((candidate) => (candidate.id === lastRun?.id ? lastRun : candidate));
  return (
    <>
      {run && <RunNow connection={connection} run={run} />}
      <Card component="section" aria-labelledby="runs">
        <Typography id="runs" variant="h2" sx={{ px: 3, pt: 2, pb: 1 }}>
          Runs
        </Typography>
        {error && <Alert severity="error">{error.message}</Alert>}
        {!data && !error && <Waiting>Fetching the runs…</Waiting>}
        {data && before.length === 0 && page === 1 && (
          <EmptyState icon={SyncIcon} title="No run has ended yet">
            {`Each look at ${label} stands here with what became of everybody it sent.`}
          </EmptyState>
        )}
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, '& > li:first-of-type': { borderTop: 0 } }}>
          {before.map((candidate) => (
            <RunLine key={candidate.id} run={candidate} />
          ))}
        </Box>
        {data && (
          <Pager list={data} page={page} perPage={perPage} onPage={(next) => setSearch({ page: String(next) })} />
        )}
      </Card>
    </>
  );
}
