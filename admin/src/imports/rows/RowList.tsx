import { Alert, Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Waiting } from '../../frame/Waiting.js';
import { fieldsKey, importsApi } from '../api.js';
import type { ContactImport, RowFilter } from '../types.js';
import { Pager } from '../../frame/Pager.js';
import { RowLine } from './RowLine.js';
import { useRows } from './useRows.js';

interface RowListProps {
  contactImport: ContactImport;
  filter: RowFilter;
  shows: 'intent' | 'outcome';
  /** Said when no row is behind the filter. */
  empty: string;
}

/** The rows behind a number, one line each. */
export function RowList({ contactImport, filter, shows, empty }: RowListProps) {
  const { data, error, page, perPage, setPage, isPlaceholderData } = useRows(contactImport, filter);
  const { data: catalogue } = useQuery({ queryKey: fieldsKey, queryFn: importsApi.fields, staleTime: 60_000 });
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!data) return <Waiting>Fetching the rows…</Waiting>;
  if (data.data.length === 0)
    return (
      <Typography color="text.secondary" sx={{ p: 3, borderTop: 1, borderColor: 'divider' }}>
        {empty}
      </Typography>
    );
  return (
    <Box sx={{ opacity: isPlaceholderData ? 0.6 : 1 }}>
      <Box component="ul" aria-label="Rows" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {data.data.map((row) => (
          <RowLine key={row.rowNumber} row={row} fields={catalogue?.fields ?? []} shows={shows} />
        ))}
      </Box>
      <Pager list={data} page={page} perPage={perPage} onPage={setPage} />
    </Box>
  );
}
