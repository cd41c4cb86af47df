import { Alert, Box, Button, Typography } from '@mui/material';
import { useInfiniteQuery } from '@tanstack/react-query';
import { When } from '../../fields/When.js';
import { Section } from '../../frame/Section.js';
import { Waiting } from '../../frame/Waiting.js';
import { campaignsApi } from '../api.js';
import type { Campaign, CampaignTimelineEntry } from '../types.js';
import { campaignKeys } from '../useCampaign.js';

/** What was done to the campaign, by whom, newest first. */
export function TimelineTab({ campaign: { id, version } }: { campaign: Campaign }) {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...campaignKeys.rows(id), 'timeline', version],
    queryFn: ({ pageParam }) => campaignsApi.timeline(id, pageParam),
    initialPageParam: 1,
    getNextPageParam: (last, pages) => (last.hasNextPage ? pages.length + 1 : undefined),
    placeholderData: (known) => known,
  });
  const entries = data?.pages.flatMap((page) => page.data);
  return (
    <Section title="Timeline" isFlush>
      {error && <Alert severity="error">{error.message}</Alert>}
      {!entries && !error && <Waiting>Fetching what happened.</Waiting>}
      <Box component="ol" aria-label="Timeline" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {entries?.map((entry) => (
          <Entry key={entry.id} entry={entry} />
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

function Entry({ entry: { at, actor, sentence, reason } }: { entry: CampaignTimelineEntry }) {
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 2,
        paddingInline: 2.5,
        paddingBlock: 1,
        '& + &': { borderTop: 1, borderColor: 'divider' },
      }}
    >
      <Typography sx={{ flex: '1 1 280px', overflowWrap: 'anywhere' }}>
        <b>{actor.name}</b> {sentence}
        {reason && !sentence.includes(reason) && ` “${reason}”`}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        <When at={at} />
      </Typography>
    </Box>
  );
}
