import { Box, Link, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router';
import { When } from '../fields/When.js';
import { hubsApi } from '../hubs/api.js';
import { HomeCard, HomeLine } from './HomeCard.js';

const shown = 8;

/** What homeowners and colleagues did with Hubs last. */
export function HubActivity() {
  const { data } = useQuery({ queryKey: ['hubs', 'activity'], queryFn: hubsApi.activity });
  const events = data?.data.slice(0, shown) ?? [];
  if (events.length === 0) return null;
  return (
    <HomeCard title="In the Hubs">
      {events.map((event) => (
        <HomeLine key={event.id}>
          <Typography sx={{ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }}>
            <Link component={RouterLink} to={`/hubs/${event.hubId}`} color="inherit">
              {event.sentence}
            </Link>
          </Typography>
          <Box sx={{ fontSize: '0.875rem', color: 'text.secondary' }}>
            <When at={event.at} />
          </Box>
        </HomeLine>
      ))}
    </HomeCard>
  );
}
