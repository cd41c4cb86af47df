import { Box, Button, Typography } from '@mui/material';
import { When } from '../../fields/When.js';
import { Section } from '../../frame/Section.js';
import { hubsApi } from '../api.js';
import { homeFieldNames, shownDetail } from '../home.js';
import type { HubCorrection, HubInFull } from '../types.js';
import { useHubVerb } from '../useHub.js';

const endings = { accepted: 'taken over', declined: 'declined' } as const;

/** What homeowners say is wrong about the home, old → new. Nothing changes before the agent takes it over. */
export function CorrectionsSection({ hub }: { hub: HubInFull }) {
  if (hub.corrections.length === 0) return null;
  const open = hub.corrections.filter(({ state }) => state === 'proposed');
  const decided = hub.corrections.filter(({ state }) => state !== 'proposed');
  return (
    <Section title="Proposed corrections" isFlush>
      {[...open, ...decided].map((correction) => (
        <Correction key={correction.id} correction={correction} />
      ))}
    </Section>
  );
}

function Correction({ correction }: { correction: HubCorrection }) {
  const { run, isRunning } = useHubVerb();
  const { id, changes, state, proposedBy, proposedAt, decidedBy, decidedAt } = correction;
  return (
    <Box
      component="article"
      aria-label={`Correction by ${proposedBy}`}
      sx={{
        paddingInline: 2.5,
        paddingBlock: 1.5,
        display: 'grid',
        gap: 1,
        '& + &': { borderTop: 1, borderColor: 'divider' },
      }}
    >
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, overflowWrap: 'anywhere' }}>
        {Object.entries(changes).map(([name, [before, after]]) => (
          <li key={name}>
            {homeFieldNames[name] ?? name}:{' '}
            <Box component="s" sx={{ color: 'text.secondary' }}>
              {shownDetail(name, before)}
            </Box>{' '}
            → <b>{shownDetail(name, after)}</b>
          </li>
        ))}
      </Box>
      <Typography variant="body2" color="text.secondary">
        {proposedBy}, <When at={proposedAt} />
        {state !== 'proposed' && (
          <>
            {` · ${endings[state]} ${decidedBy ? `by ${decidedBy} ` : ''}`}
            <When at={decidedAt} />
          </>
        )}
      </Typography>
      {state === 'proposed' && (
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button
            size="small"
            variant="contained"
            disabled={isRunning}
            onClick={() =>
              run({ verb: () => hubsApi.decide(id, 'accept'), done: 'Taken over. The homeowner is told.' })
            }
          >
            Take over
          </Button>
          <Button
            size="small"
            variant="outlined"
            disabled={isRunning}
            onClick={() => run({ verb: () => hubsApi.decide(id, 'decline'), done: 'Declined. The homeowner is told.' })}
          >
            Decline
          </Button>
        </Box>
      )}
    </Box>
  );
}
