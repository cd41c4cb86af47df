import { Box, Button, Typography } from '@mui/material';
import { Link } from 'react-router';
import { StatusField } from '../fields/StatusField.js';
import { When } from '../fields/When.js';
import type { NeedsYou } from '../hubs/types.js';
import { personName } from '../hubs/words.js';
import { HomeLine } from './HomeCard.js';

const words: Record<NeedsYou['kind'], { label: string; verb: string }> = {
  question: { label: 'Question', verb: 'Answer' },
  correction: { label: 'Correction', verb: 'Decide' },
  blocked_invitation: { label: 'Not sent', verb: 'Look at it' },
  unknown_mail: { label: 'Not known', verb: 'Settle' },
};

/** Something about a Hub that only a person can do. */
export function NeedsYouHub({ item }: { item: NeedsYou }) {
  const { kind, contact, hubId, sentence, at } = item;
  const { label, verb } = words[kind];
  const who = personName(contact) || 'A homeowner';
  return (
    <HomeLine>
      <Box sx={{ minWidth: { sm: 128 } }}>
        <StatusField of="hub" state="waiting" kind="person" label={label} />
      </Box>
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Typography sx={{ overflowWrap: 'anywhere', fontWeight: 560 }}>
          {kind === 'blocked_invitation' ? who : `${who} ${sentence}`}
        </Typography>
        <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
          {kind === 'blocked_invitation' && `${sentence} · `}
          <When at={at} />
        </Typography>
      </Box>
      <Button
        component={Link}
        to={`/hubs/${hubId}`}
        variant="outlined"
        size="small"
        aria-label={`${verb}: ${label}, ${who}`}
      >
        {verb}
      </Button>
    </HomeLine>
  );
}
