import { Alert, Box, Card, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { counted } from '../../fields/numbers.js';
import { Pager } from '../../frame/Pager.js';
import { Waiting } from '../../frame/Waiting.js';
import { crmApi } from '../api.js';
import type { Connection, RecordProblem } from '../types.js';

const perPage = 10;

/** Records that wait for the account, masked until revealed; the account alone puts them right. */
export function SupportProblems({ connection: { id, openProblems, masked } }: { connection: Connection }) {
  const [page, setPage] = useState(1);
  const { data, error } = useQuery({
    queryKey: ['connection', id, 'problems', page, openProblems, masked],
    queryFn: () => crmApi.problems(id, { page, perPage, filter: { state: 'open' } }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card component="section" aria-labelledby="open-records">
      <Typography id="open-records" variant="h2" color="warning.main" sx={{ px: 3, py: 2 }}>
        {counted(openProblems, 'record')} {openProblems === 1 ? 'waits' : 'wait'} for the account
      </Typography>
      {error && <Alert severity="error">{error.message}</Alert>}
      {!data && !error && <Waiting>Fetching the records…</Waiting>}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {data?.data.map((problem) => (
          <Record key={problem.id} of={problem} />
        ))}
      </Box>
      {data && <Pager list={data} page={page} perPage={perPage} onPage={setPage} />}
    </Card>
  );
}

function Record({ of: { recordId, issues, fields, attempts } }: { of: RecordProblem }) {
  const told = fields.filter(({ text }) => text !== '').map(({ label, text }) => `${label}: ${text}`);
  return (
    <Box component="li" sx={{ px: 3, py: 1.5, borderTop: 1, borderColor: 'divider' }}>
      <Typography sx={{ overflowWrap: 'anywhere' }}>
        <strong>{recordId ? `Record ${recordId}` : 'A record without an id'}</strong>{' '}
        {issues.map(({ sentence }) => sentence).join(' ')}
      </Typography>
      <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
        {[...told, attempts > 0 && `tried ${counted(attempts, 'time')}`].filter(Boolean).join(' · ')}
      </Typography>
    </Box>
  );
}
