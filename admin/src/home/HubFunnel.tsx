import { Box, Card, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { inFigures } from '../fields/numbers.js';
import type { Funnel, HubsOverview } from '../hubs/types.js';

const stages: readonly { key: keyof Funnel; label: string }[] = [
  { key: 'invited', label: 'Invited' },
  { key: 'delivered', label: 'Mail accepted' },
  { key: 'visited', label: 'Visited' },
  { key: 'claimed', label: 'Claimed' },
];

const listOf = (state: string) => `/hubs?${new URLSearchParams({ filter: JSON.stringify({ state }) }).toString()}`;

/** How far the people invited this month and last month have come. Each is counted in the month of the first invitation. */
export function HubFunnel({ overview }: { overview: HubsOverview }) {
  const { thisMonth, lastMonth } = overview.funnel;
  if (thisMonth.invited + lastMonth.invited === 0) return null;
  return (
    <Card component="section" aria-labelledby="funnel">
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          justifyContent: 'space-between',
          alignItems: 'baseline',
          columnGap: 2,
          px: 2.5,
          pt: 2,
        }}
      >
        <Typography id="funnel" variant="h2">
          From invitation to Hub
        </Typography>
        <Box sx={{ display: 'flex', gap: 2 }}>
          <Link component={RouterLink} to={listOf('invited')} variant="body2">
            {inFigures(overview.hubs.invited ?? 0)} waiting
          </Link>
          <Link component={RouterLink} to={listOf('claimed')} variant="body2">
            {inFigures(overview.hubs.claimed ?? 0)} claimed in all
          </Link>
        </Box>
      </Box>
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          px: 2.5,
          py: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
        }}
      >
        <Month title="This month" funnel={thisMonth} />
        <Month title="Last month" funnel={lastMonth} />
      </Box>
    </Card>
  );
}

function Month({ title, funnel }: { title: string; funnel: Funnel }) {
  const whole = Math.max(funnel.invited, 1);
  return (
    <Box>
      <Typography variant="h3" component="h3" sx={{ mb: 1 }}>
        {title}
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
        {stages.map(({ key, label }) => (
          <li key={key}>
            <Box sx={{ display: 'flex', justifyContent: 'space-between', fontSize: '0.875rem' }}>
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {label}
              </Box>
              <Box component="span" sx={{ fontWeight: 620, fontVariantNumeric: 'tabular-nums' }}>
                {inFigures(funnel[key])}
              </Box>
            </Box>
            <Box aria-hidden sx={{ height: 6, borderRadius: 3, backgroundColor: 'action.hover', overflow: 'hidden' }}>
              <Box
                sx={{
                  height: '100%',
                  width: `${(100 * funnel[key]) / whole}%`,
                  backgroundColor: key === 'claimed' ? 'success.main' : 'primary.main',
                }}
              />
            </Box>
          </li>
        ))}
      </Box>
    </Box>
  );
}
