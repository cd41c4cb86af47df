import { Button } from '@mui/material';
import { useState } from 'react';
import { useMe } from '../../frame/useMe.js';
import { campaignsApi } from '../api.js';
import type { Campaign } from '../types.js';
import { useCampaignVerb } from '../useCampaign.js';
import { plannedOf } from '../words.js';
import { counted } from '../../fields/numbers.js';
import { CancelDialog } from './CancelDialog.js';
import { RateDialog } from './RateDialog.js';

/** What can be asked of a campaign in its state; each says what it does. Only its own people are given the buttons. */
export function CampaignButtons({ campaign }: { campaign: Campaign }) {
  const isAgent = useMe()?.user.role === 'agent';
  const { run, isRunning } = useCampaignVerb();
  const [asking, setAsking] = useState<'cancel' | 'rate' | null>(null);
  const { id, commands, counts } = campaign;
  if (!isAgent) return null;
  const may = (command: Campaign['commands'][number]) => commands.includes(command);
  const open = plannedOf(counts);
  return (
    <>
      {may('set_rate') && <Button onClick={() => setAsking('rate')}>Change speed…</Button>}
      {may('pause') && (
        <Button
          variant="outlined"
          disabled={isRunning}
          onClick={() =>
            run({ verb: () => campaignsApi.command(id, 'pause'), done: 'Paused. Nothing is sent until you resume.' })
          }
        >
          Pause
        </Button>
      )}
      {may('cancel') && (
        <Button variant="outlined" color="error" onClick={() => setAsking('cancel')}>
          {open > 0 ? `Cancel… · ${counted(open, 'contact')} not mailed` : 'Cancel…'}
        </Button>
      )}
      {may('resume') && (
        <Button
          variant="contained"
          disabled={isRunning}
          onClick={() => run({ verb: () => campaignsApi.command(id, 'resume'), done: 'It goes on where it was.' })}
        >
          Resume
        </Button>
      )}
      {asking === 'cancel' && <CancelDialog campaign={campaign} onClose={() => setAsking(null)} />}
      {asking === 'rate' && <RateDialog campaign={campaign} onClose={() => setAsking(null)} />}
    </>
  );
}
