import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { AuditEvent, ListAnswer } from '../answers.js';
import { request } from '../api.js';
import { eventWords } from '../audit/words.js';
import { When } from '../fields/When.js';
import { HomeCard, HomeLine } from './HomeCard.js';

/** What colleagues did last, from the audit of the account. */
export function LatestEvents() {
  const { data } = useQuery({
    queryKey: ['audit', 'latest'],
    queryFn: () => request<ListAnswer<AuditEvent>>('/audit?page=1&perPage=8&sort=at&order=DESC'),
  });
  if (!data || data.data.length === 0) return null;
  return (
    <HomeCard title="Latest">
      {data.data.map((event) => (
        <HomeLine key={event.seq}>
          <Typography sx={{ flex: '1 1 240px' }}>{eventWords(event)}</Typography>
          <Box sx={{ fontSize: '0.875rem', color: 'text.secondary' }}>
            <When at={event.at} />
          </Box>
        </HomeLine>
      ))}
    </HomeCard>
  );
}
