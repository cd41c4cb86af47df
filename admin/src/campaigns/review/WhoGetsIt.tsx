import { Box, LinearProgress, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { counted, inFigures } from '../../fields/numbers.js';
import { Section } from '../../frame/Section.js';
import { audienceWords } from '../audience.js';
import type { Campaign, Verdict } from '../types.js';
import { eligibleOf, leftOut, verdictLabel } from '../verdicts.js';

export const candidatesPath = (campaignId: string, verdict: Verdict): string =>
  `/campaigns/${campaignId}/left-out?verdict=${verdict}`;

/** One number per verdict; together they are everybody who was chosen, and each opens the people behind it. */
export function WhoGetsIt({ campaign }: { campaign: Campaign }) {
  const { id, candidateCount, frozenCount, verdicts, state } = campaign;
  const isFreezing = state === 'freezing';
  const eligible = eligibleOf(verdicts);
  return (
    <Section title="Who gets it">
      {isFreezing && (
        <Box role="status" sx={{ display: 'grid', gap: 1 }}>
          <LinearProgress aria-label="Looking at everybody" />
          <Typography variant="body2" color="text.secondary">
            {frozenCount > 0
              ? `Looked at ${counted(frozenCount, 'contact')} so far. You can close this page.`
              : 'Looking at every contact. A million takes about half a minute; you can close this page.'}
          </Typography>
        </Box>
      )}
      {!isFreezing && (
        <>
          <Typography color="text.secondary">{counted(candidateCount, 'contact')} chosen</Typography>
          <Line to={candidatesPath(id, 'eligible')} count={eligible} label="will be invited" isLarge />
          {eligible === 0 && <Nobody campaign={campaign} />}
          {leftOut(verdicts).length > 0 && (
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, borderTop: 1, borderColor: 'divider' }}>
              {leftOut(verdicts).map(({ verdict, count }) => (
                <Box component="li" key={verdict} sx={{ borderBottom: 1, borderColor: 'divider' }}>
                  <Line to={candidatesPath(id, verdict)} count={count} label={verdictLabel(verdict)} />
                </Box>
              ))}
            </Box>
          )}
        </>
      )}
    </Section>
  );
}

function Line({ to, count, label, isLarge = false }: { to: string; count: number; label: string; isLarge?: boolean }) {
  const words = (
    <>
      <Box
        component="span"
        sx={{
          minWidth: isLarge ? 0 : 64,
          textAlign: 'right',
          fontWeight: 650,
          fontVariantNumeric: 'tabular-nums',
          fontSize: isLarge ? '1.75rem' : 'inherit',
        }}
      >
        {inFigures(count)}
      </Box>{' '}
      {label}
    </>
  );
  const look = { display: 'flex', alignItems: 'baseline', gap: 1.25, paddingBlock: isLarge ? 0 : 0.875 } as const;
  if (count === 0) return <Typography sx={look}>{words}</Typography>;
  return (
    <Link component={RouterLink} to={to} sx={{ ...look, color: isLarge ? 'primary.main' : 'text.primary' }}>
      {words}
      <Box component="span" aria-hidden sx={{ marginLeft: 'auto', color: 'text.secondary' }}>
        ▸
      </Box>
    </Link>
  );
}

function Nobody({ campaign: { candidateCount, audience } }: { campaign: Campaign }) {
  return (
    <Typography color="text.secondary">
      {candidateCount === 0
        ? `Nobody is found: ${audienceWords(audience)}.`
        : 'Nobody is left to invite. The lines below say why; each opens the people and what can be done.'}{' '}
      <Link component={RouterLink} to="/contacts" underline="always">
        Choose other contacts
      </Link>
    </Typography>
  );
}
