import DoneIcon from '@mui/icons-material/CheckCircleOutlined';
import { Alert, Box, Card, Link, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouterLink, useSearchParams } from 'react-router';
import { counted } from '../../fields/numbers.js';
import { EmptyState } from '../../frame/EmptyState.js';
import { Pager } from '../../frame/Pager.js';
import { Waiting } from '../../frame/Waiting.js';
import { FixGrid } from '../../grid/FixGrid.js';
import { crmApi } from '../api.js';
import type { Connection, RecordProblem } from '../types.js';
import { Causes } from './Causes.js';
import { columnsOf, fixable } from './grid.js';
import { ProblemBar } from './ProblemBar.js';
import { useProblemVerbs } from './useProblemVerbs.js';

const perPage = 25;

/** `/connections/:id/problems`: records that could not come in, put right in place under the server's own checks. */
export function ProblemsTab({ connection }: { connection: Connection }) {
  const { id, openProblems, run, lastRun, label } = connection;
  const [search, setSearch] = useSearchParams();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const issue = search.get('issue');
  const page = Math.max(1, Number(search.get('page')) || 1);
  const { data, error } = useQuery({
    queryKey: ['connection', id, 'problems', issue, page, openProblems, run?.id, lastRun?.id],
    queryFn: () => crmApi.problems(id, { page, perPage, filter: issue ? { issue } : {} }),
    placeholderData: keepPreviousData,
  });
  const set = (next: Record<string, string>) => setSearch(next, { replace: true, preventScrollReset: true });
  if (openProblems === 0 && (!data || data.data.length === 0))
    return (
      <Card>
        <EmptyState icon={DoneIcon} title="No record needs you">
          {`A record of ${label} that cannot come in stands here: without a last name, with an address that is none, or matching two contacts.`}
        </EmptyState>
      </Card>
    );
  return (
    <Card component="section" aria-labelledby="needs-you">
      <Box sx={{ p: { xs: 2, md: 3 }, pb: 2, display: 'grid', gap: 1.5 }}>
        <Typography id="needs-you" variant="h2" color="warning.main">
          {counted(openProblems, 'record needs you', 'records need you')}
        </Typography>
        <Typography variant="body2" color="text.secondary">
          Correct a record here and retry it, or put it right at {label} and let the next look bring it in. What you
          correct here holds until {label} itself says something else.
        </Typography>
        <Causes connection={connection} issue={issue} onChoose={(code) => set(code ? { issue: code } : {})} />
        <ProblemBar
          connection={connection}
          problems={data?.data ?? []}
          selected={selected}
          onDone={() => setSelected(new Set())}
        />
      </Box>
      {error && <Alert severity="error">{error.message}</Alert>}
      {!data && !error && <Waiting>Fetching the records that need you…</Waiting>}
      {data && (
        <>
          <ProblemGrid connection={connection} problems={data.data} selected={selected} onSelect={setSelected} />
          <Pager
            list={data}
            page={page}
            perPage={perPage}
            onPage={(next) => set({ ...(issue && { issue }), page: String(next) })}
          />
        </>
      )}
    </Card>
  );
}

interface ProblemGridProps {
  connection: Connection;
  problems: RecordProblem[];
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}

/** The grid itself: the same as that of an import's failed rows. */
export function ProblemGrid({ connection, problems, selected, onSelect }: ProblemGridProps) {
  const verbs = useProblemVerbs(connection.id, problems);
  return (
    <FixGrid
      label="Records that need you"
      heading="Record"
      {...columnsOf(problems)}
      rows={problems.map((problem) => ({
        ...fixable(connection, problem),
        more: problem.contact && <AboutContact contact={problem.contact} />,
      }))}
      verbs={verbs}
      selected={selected}
      onSelect={onSelect}
    />
  );
}

const AboutContact = ({ contact: { id, name } }: { contact: NonNullable<RecordProblem['contact']> }) => (
  <Typography variant="body2">
    Contact:{' '}
    <Link component={RouterLink} to={`/contacts/${id}`}>
      {name || id}
    </Link>
  </Typography>
);
