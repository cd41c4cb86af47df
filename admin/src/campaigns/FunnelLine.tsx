import { Box, Typography } from '@mui/material';
import { inFigures } from '../fields/numbers.js';
import { percentOf, stagesOf } from './page/funnel.js';
import type { CampaignLine } from './types.js';

/** `640 accepted by the mail server → 210 visited → 96 claimed (15 %)`, in a list; nothing before the first mail. */
export function FunnelLine({ campaign: { funnel, name } }: { campaign: CampaignLine }) {
  if (funnel.invited === 0) return null;
  return (
    <Box
      component="ol"
      aria-label={`From invitation to Hub: ${name}`}
      sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexWrap: 'wrap', columnGap: 1, fontSize: '0.8125rem' }}
    >
      {stagesOf(funnel).map(({ key, label }, index) => (
        <Typography component="li" key={key} color="text.secondary" sx={{ fontSize: 'inherit' }}>
          {index > 0 && <span aria-hidden>→ </span>}
          <Box
            component="span"
            sx={{ fontWeight: 650, color: key === 'claimed' && funnel.claimed > 0 ? 'success.main' : 'text.primary' }}
          >
            {inFigures(funnel[key])}
          </Box>{' '}
          {label.toLowerCase()}
          {key === 'claimed' && funnel.claimed > 0 && ` (${percentOf(funnel.claimed, funnel.invited)})`}
        </Typography>
      ))}
      {funnel.bounced > 0 && (
        <Typography component="li" color="text.secondary" sx={{ fontSize: 'inherit' }}>
          · {inFigures(funnel.bounced)} came back
        </Typography>
      )}
    </Box>
  );
}
