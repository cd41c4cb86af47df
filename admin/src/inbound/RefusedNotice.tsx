import { Alert, Box } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { RefusedInbound } from '../../../apps/api/inbound/inbound.schemas.js';
import type { ListAnswer } from '../answers.js';
import { request } from '../api.js';
import { counted, inFigures } from '../fields/numbers.js';
import { When } from '../fields/When.js';
import { sourceWords } from './words.js';

/** Deliveries that were forged, changed, stale or not for us: they were refused and changed nothing, and are counted. */
export function RefusedNotice() {
  const { data } = useQuery({
    queryKey: ['inbound-events', 'refused'],
    queryFn: () => request<ListAnswer<RefusedInbound>>('/inbound-events/refused'),
    refetchInterval: 30_000,
  });
  if (!data || data.data.length === 0) return null;
  const total = data.data.reduce((sum, { count }) => sum + count, 0);
  return (
    <Alert severity="info">
      {counted(total, 'delivery was', 'deliveries were')} not believed in the last 30 days, and changed nothing.
      <Box component="ul" aria-label="Not believed" sx={{ m: 0, pl: 2.5 }}>
        {data.data.map(({ source, reason, count, lastAt }) => (
          <li key={`${source} ${reason}`}>
            {sourceWords[source]}: {reason.replace(/\.$/, '')} · {inFigures(count)}, last <When at={lastAt} />
          </li>
        ))}
      </Box>
    </Alert>
  );
}
