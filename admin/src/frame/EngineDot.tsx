import { Box, Tooltip } from '@mui/material';
import SyncIcon from '@mui/icons-material/Sync';
import { Link } from 'react-router';
import { relativeTime } from '../fields/relative-time.js';
import { useNow } from '../fields/When.js';
import { inFigures } from '../fields/numbers.js';
import { useLive } from './live.js';

export const engineAway = 'The workflow engine is away. Your work is saved and starts by itself.';

/** "● engine": green while workflows run, amber while they wait. */
export function EngineDot() {
  const { engine } = useLive();
  if (!engine) return null;
  const isAway = engine.state === 'away';
  return (
    <Tooltip title={isAway ? engineAway : 'The workflow engine is running.'}>
      <Box
        component="span"
        tabIndex={0}
        sx={{
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.75,
          fontSize: '0.875rem',
          color: isAway ? 'warning.main' : 'text.secondary',
        }}
      >
        <Box
          component="span"
          aria-hidden
          sx={{ width: 9, height: 9, borderRadius: '50%', backgroundColor: isAway ? 'warning.main' : 'success.main' }}
        />
        {isAway ? 'engine away' : 'engine'}
      </Box>
    </Tooltip>
  );
}

/** "⟳ 2 running", a link to them; nothing when nothing runs. */
export function RunningCount() {
  const { engine } = useLive();
  if (!engine || engine.running === 0) return null;
  return (
    <Box
      component={Link}
      to="/imports"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, fontSize: '0.875rem', textDecoration: 'none' }}
    >
      <SyncIcon aria-hidden sx={{ fontSize: 17 }} />
      {inFigures(engine.running)} running
    </Box>
  );
}

/** While the live line is down, says how old what you see is. */
export function LineDown() {
  const { downSince } = useLive();
  const now = useNow(1000);
  if (!downSince || now.getTime() - downSince.getTime() < 3000) return null;
  return (
    <Box component="span" role="status" sx={{ fontSize: '0.875rem', color: 'warning.main' }}>
      updated {relativeTime(downSince, now)}
    </Box>
  );
}

/** One amber line across the top while the engine is away. */
export function EngineAwayLine() {
  const { engine } = useLive();
  if (engine?.state !== 'away') return null;
  return (
    <Box
      role="status"
      sx={{
        paddingInline: { xs: 2, md: 3 },
        paddingBlock: 1,
        fontSize: '0.875rem',
        color: 'warning.contrastText',
        backgroundColor: 'warning.main',
      }}
    >
      {engineAway}
    </Box>
  );
}
