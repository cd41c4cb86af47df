import { Box, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { inFigures } from '../../fields/numbers.js';
import { When } from '../../fields/When.js';
import { Section } from '../../frame/Section.js';
import type { Campaign, CampaignPart, CountedState } from '../types.js';
import { eligibleInParts } from '../words.js';

const shades: readonly { state: CountedState; colour: string }[] = [
  { state: 'sent', colour: 'success.main' },
  { state: 'unknown', colour: 'warning.main' },
  { state: 'rejected', colour: 'error.main' },
  { state: 'late_excluded', colour: 'text.disabled' },
  { state: 'cancelled', colour: 'text.disabled' },
];

/** Progress, share by share: each is sent on its own, and one that waits says why. */
export function Parts({ campaign }: { campaign: Campaign }) {
  const { parts, id } = campaign;
  if (parts.length === 0) return null;
  return (
    <Section title="Progress by part">
      <Box
        component="ul"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          display: 'grid',
          columnGap: 4,
          rowGap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
        }}
      >
        {parts.map((part) => (
          <PartLine key={part.part} part={part} to={`/campaigns/${id}/recipients?part=${part.part}`} />
        ))}
      </Box>
    </Section>
  );
}

function PartLine({ part, to }: { part: CampaignPart; to: string }) {
  const total = eligibleInParts(part);
  const done = total - part.planned - part.deferred;
  return (
    <Box component="li" sx={{ display: 'grid', gap: 0.5, alignContent: 'start' }}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 1, fontSize: '0.875rem' }}>
        <Link component={RouterLink} to={to} color="inherit">
          Part {part.part + 1}
        </Link>
        <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {inFigures(done)} of {inFigures(total)}
        </Box>
      </Box>
      <Box
        aria-hidden
        sx={{ height: 6, borderRadius: 3, backgroundColor: 'action.hover', overflow: 'hidden', display: 'flex' }}
      >
        {shades.map(({ state, colour }) => (
          <Box key={state} sx={{ width: `${(100 * part[state]) / Math.max(total, 1)}%`, backgroundColor: colour }} />
        ))}
      </Box>
      {part.wait && (
        <Typography variant="body2" color="text.secondary">
          {part.wait.sentence}
          {part.wait.until && (
            <>
              {' · '}
              <When at={part.wait.until} />
            </>
          )}
        </Typography>
      )}
    </Box>
  );
}
