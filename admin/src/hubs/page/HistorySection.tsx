import { Alert, Box, Button, Typography } from '@mui/material';
import { useInfiniteQuery } from '@tanstack/react-query';
import { When } from '../../fields/When.js';
import { Section } from '../../frame/Section.js';
import { Waiting } from '../../frame/Waiting.js';
import { hubsApi } from '../api.js';
import type { HubEventLine } from '../types.js';

/** People in blue, Porchlight in grey; a scanner that follows links is no person. */
const dots: Record<HubEventLine['by']['kind'], string> = {
  agent: 'primary.main',
  homeowner: 'success.main',
  system: 'text.disabled',
  machine: 'warning.main',
};

export function EventLine({ event }: { event: HubEventLine }) {
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: '8px minmax(0, 1fr)',
        columnGap: 1.5,
        paddingInline: 2.5,
        paddingBlock: 0.75,
        alignItems: 'baseline',
      }}
    >
      <Box aria-hidden sx={{ width: 8, height: 8, borderRadius: '50%', backgroundColor: dots[event.by.kind] }} />
      <Box>
        <Typography sx={{ overflowWrap: 'anywhere' }}>{event.sentence}</Typography>
        <Typography variant="body2" color="text.secondary">
          <When at={event.at} />
        </Typography>
      </Box>
    </Box>
  );
}

/** What happened around a Hub, newest first, in sentences. */
export function HistorySection({ hubId }: { hubId: string }) {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['hubs', 'events', hubId],
    queryFn: ({ pageParam }) => hubsApi.events(hubId, pageParam),
    initialPageParam: 1,
    getNextPageParam: (last, pages) => (last.hasNextPage ? pages.length + 1 : undefined),
  });
  const events = data?.pages.flatMap((page) => page.data);
  return (
    <Section title="History" isFlush>
      {error && <Alert severity="error">{error.message}</Alert>}
      {!events && !error && <Waiting>Fetching what happened.</Waiting>}
      {events?.length === 0 && (
        <Typography color="text.secondary" sx={{ paddingInline: 2.5 }}>
          Nothing has happened yet.
        </Typography>
      )}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {events?.map((event) => (
          <EventLine key={event.id} event={event} />
        ))}
      </Box>
      {hasNextPage && (
        <Button size="small" sx={{ ml: 1.5 }} disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show earlier
        </Button>
      )}
    </Section>
  );
}
