import { Box, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { inFigures } from '../../fields/numbers.js';
import { useMe } from '../../frame/useMe.js';
import type { Campaign } from '../types.js';
import { percentOf, stagesOf } from './funnel.js';

/** How far those who got a mail have come; success is the claim, opens are not counted. */
export function FunnelBars({ campaign }: { campaign: Campaign }) {
  const { funnel } = campaign;
  if (funnel.invited === 0) return <Typography color="text.secondary">No mail has left yet.</Typography>;
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
      {stagesOf(funnel).map(({ key, label }) => (
        <li key={key}>
          <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 1, fontSize: '0.875rem' }}>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {label}
            </Box>
            <Box component="span" sx={{ fontWeight: 620, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
              {inFigures(funnel[key])}
              {key !== 'invited' && ` · ${percentOf(funnel[key], funnel.invited)}`}
            </Box>
          </Box>
          <Box aria-hidden sx={{ height: 6, borderRadius: 3, backgroundColor: 'action.hover', overflow: 'hidden' }}>
            <Box
              sx={{
                height: '100%',
                width: `${Math.min(100, (100 * funnel[key]) / funnel.invited)}%`,
                backgroundColor: key === 'claimed' ? 'success.main' : 'primary.main',
              }}
            />
          </Box>
        </li>
      ))}
      <Typography component="li" variant="body2" color="text.secondary">
        {funnel.delivered === 0 && 'Whether a mail lies in the mailbox is not said by its acceptance. '}
        <CameBack campaign={campaign} /> · {inFigures(funnel.reminded)} were reminded.
      </Typography>
    </Box>
  );
}

/** People of the platform look at what came; an agent sees it with each person. */
function CameBack({ campaign: { id, funnel } }: { campaign: Campaign }) {
  const isStaff = useMe()?.user.role !== 'agent';
  const words = `${inFigures(funnel.bounced)} came back`;
  if (!isStaff || funnel.bounced === 0) return <>{words}</>;
  const filter = encodeURIComponent(JSON.stringify({ campaignId: id, kind: 'bounced' }));
  return (
    <Link component={RouterLink} to={`/inbound-events?filter=${filter}`}>
      {words}
    </Link>
  );
}
