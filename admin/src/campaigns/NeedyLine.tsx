import { Box, Button, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { counted } from '../fields/numbers.js';
import { StatusField } from '../fields/StatusField.js';
import { When } from '../fields/When.js';
import { HomeLine } from '../home/HomeCard.js';
import type { CampaignLine } from './types.js';
import { stoppingHold } from './words.js';

interface NextStep {
  chip: { of: 'campaign' | 'recipient'; state: string; label?: string; kind?: 'person' };
  says: string;
  verb: string;
  to: string;
}

/** The number, the word, what to do; people of the platform settle mails on a page of their own. What keeps all of it stands before what is open about some mails. */
export function nextStepOf(campaign: CampaignLine, isStaff: boolean): NextStep {
  const { id, state, verdicts, failure, counts, holds } = campaign;
  const here = `/campaigns/${id}`;
  if (state === 'awaiting_review')
    return {
      chip: { of: 'campaign', state, label: 'To approve' },
      says: `${counted(verdicts.eligible ?? 0, 'contact')} can be invited, nothing is sent yet`,
      verb: 'Review',
      to: `${here}/review`,
    };
  if (state === 'failed') {
    const says = failure?.sentence ?? 'It stopped; nothing was lost';
    return { chip: { of: 'campaign', state }, says, verb: 'Look at it', to: here };
  }
  const hold = stoppingHold(holds);
  if (hold && state !== 'paused')
    return {
      chip: { of: 'campaign', state: 'paused', kind: 'person', label: 'Held' },
      says: `${hold.kind === 'operator' ? 'Held by operations' : 'Held by a brake'}: ${hold.reason}`,
      verb: 'Look at it',
      to: here,
    };
  return {
    chip: { of: 'recipient', state: 'unknown' },
    says: `Of ${counted(counts.unknown, 'mail')} nobody knows whether ${counts.unknown === 1 ? 'it' : 'they'} arrived`,
    ...(isStaff
      ? { verb: 'Look at it', to: '/sending/unknown' }
      : { verb: 'Settle', to: `${here}/recipients?state=unknown` }),
  };
}

/** A campaign that does not go on by itself, with the reason and the way to it. */
export function NeedyLine({ campaign, showsAccount = false }: { campaign: CampaignLine; showsAccount?: boolean }) {
  const { chip, says, verb, to } = nextStepOf(campaign, showsAccount);
  const { name, createdAt, accountName } = campaign;
  return (
    <HomeLine>
      <Box sx={{ minWidth: { sm: 128 } }}>
        <StatusField {...chip} />
      </Box>
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Typography sx={{ overflowWrap: 'anywhere', fontWeight: 560 }}>{name}</Typography>
        <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
          {showsAccount && `${accountName} · `}
          {says.replace(/\.$/, '')} · <When at={createdAt} />
        </Typography>
      </Box>
      <Button component={RouterLink} to={to} variant="outlined" size="small" aria-label={`${verb}: ${name}`}>
        {verb}
      </Button>
    </HomeLine>
  );
}
