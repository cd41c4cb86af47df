import { Alert, Box, Card, Chip, Typography } from '@mui/material';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { counted, inFigures } from '../../fields/numbers.js';
import { Waiting } from '../../frame/Waiting.js';
import { Pager } from '../../frame/Pager.js';
import { useRows } from '../rows/useRows.js';
import type { ContactImport, RowFilter } from '../types.js';
import { BulkBar } from './BulkBar.js';
import { FailedTable } from './FailedTable.js';

/** Rows that need a person: original cells, the bad one marked, corrected in place under the server's own checks. */
export function FailedRows({ contactImport }: { contactImport: ContactImport }) {
  const [search, setSearch] = useSearchParams();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const issue = search.get('issue');
  const causes = contactImport.alerts.filter(({ severity }) => severity === 'error');
  const filter = { open: true, ...(issue && { issue }) } as RowFilter;
  const { data, error, page, perPage, setPage } = useRows(contactImport, filter);
  const choose = (code: string | null) =>
    setSearch(code ? { issue: code } : {}, { replace: true, preventScrollReset: true });

  return (
    <Card component="section" aria-labelledby="needs-you">
      <Box sx={{ p: { xs: 2, md: 3 }, pb: 2, display: 'grid', gap: 1.5 }}>
        <Typography id="needs-you" variant="h2" color="warning.main">
          {counted(contactImport.openFailed, 'row')} {contactImport.openFailed === 1 ? 'needs' : 'need'} you
        </Typography>
        {causes.length > 1 && (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }} role="group" aria-label="Causes">
            <Chip
              clickable
              label="All causes"
              aria-pressed={!issue}
              variant={issue ? 'outlined' : 'filled'}
              onClick={() => choose(null)}
            />
            {causes.map(({ code, field, sentence, count }) => (
              <Chip
                key={`${code}.${field}`}
                clickable
                label={`${inFigures(count)} · ${sentence}`}
                aria-pressed={issue === code}
                variant={issue === code ? 'filled' : 'outlined'}
                onClick={() => choose(issue === code ? null : code)}
              />
            ))}
          </Box>
        )}
        <BulkBar
          contactImport={contactImport}
          rows={data?.data ?? []}
          selected={selected}
          onDone={() => setSelected(new Set())}
        />
      </Box>
      {error && <Alert severity="error">{error.message}</Alert>}
      {!data && !error && <Waiting>Fetching the rows that need you…</Waiting>}
      {data && (
        <>
          <FailedTable contactImport={contactImport} rows={data.data} selected={selected} onSelect={setSelected} />
          <Pager list={data} page={page} perPage={perPage} onPage={setPage} />
        </>
      )}
    </Card>
  );
}
