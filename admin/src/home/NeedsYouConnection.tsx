import { Box, Button, Typography } from '@mui/material';
import { Link } from 'react-router';
import { HealthChip } from '../crm/Health.js';
import type { Connection } from '../crm/types.js';
import { HomeLine } from './HomeCard.js';

interface NextStep {
  title: string;
  /** Instead of the health sentence. */
  says?: string;
  verb: string;
  path: string;
}

/** What to do about it first: nothing else of a connection helps while the CRM refuses its key. */
export function nextStepOf({ id, label, health, openProblems }: Connection): NextStep {
  const at = `/connections/${id}`;
  if (health.kind === 'needs_reconnect') return { title: `Reconnect ${label}`, verb: 'Reconnect', path: at };
  if (health.kind === 'failed') return { title: `${label} stopped`, verb: 'Look at it', path: at };
  if (health.kind === 'question') return { title: `${label} asks you`, verb: 'Answer', path: at };
  const [records, says] =
    openProblems === 1
      ? ['A record', 'It could not come in: correct it, or leave it out.']
      : ['Records', 'They could not come in: correct them, or leave them out.'];
  return { title: `${records} of ${label}`, says, verb: 'Fix', path: `${at}/problems` };
}

/** A connection that does not go on, or not fully, before somebody has done something. */
export function NeedsYouConnection({ connection }: { connection: Connection }) {
  const { title, says, verb, path } = nextStepOf(connection);
  return (
    <HomeLine>
      <Box sx={{ minWidth: { sm: 128 } }}>
        <HealthChip of={connection} />
      </Box>
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Typography sx={{ fontWeight: 560 }}>{title}</Typography>
        <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
          {says ?? connection.health.sentence}
        </Typography>
      </Box>
      <Button component={Link} to={path} variant="outlined" size="small" aria-label={`${verb}: ${connection.label}`}>
        {verb}
      </Button>
    </HomeLine>
  );
}
