import { Button, ListItemText, Menu, MenuItem } from '@mui/material';
import ExpandIcon from '@mui/icons-material/ExpandMore';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api.js';
import { RevealButton } from '../../fields/PersonField.js';
import { useMe } from '../../frame/useMe.js';
import { HoldThis } from '../../sending/HoldDialog.js';
import { useMayDecide } from '../../sending/useSending.js';
import { exportChoices } from '../exports.js';
import type { Campaign } from '../types.js';
import { campaignKeys } from '../useCampaign.js';

const ended = new Set(['completed', 'cancelled', 'expired']);

/** What people of the platform do with a campaign, and the files that its own account takes away too. */
export function OpsButtons({ campaign }: { campaign: Campaign }) {
  const isStaff = useMe()?.user.role !== 'agent';
  const mayDecide = useMayDecide();
  const [isHolding, setIsHolding] = useState(false);
  const isHeld = campaign.holds.some(({ scope, kind }) => scope === 'campaign' && kind === 'operator');
  return (
    <>
      {isStaff && <Reveal campaignId={campaign.id} />}
      <ExportMenu campaignId={campaign.id} />
      {mayDecide && !isHeld && !ended.has(campaign.state) && (
        <Button variant="outlined" color="error" onClick={() => setIsHolding(true)}>
          Hold…
        </Button>
      )}
      {isHolding && (
        <HoldThis scope="campaign" scopeId={campaign.id} name={campaign.name} onClose={() => setIsHolding(false)} />
      )}
    </>
  );
}

function Reveal({ campaignId }: { campaignId: string }) {
  const client = useQueryClient();
  const queryKey = [...campaignKeys.rows(campaignId), 'masked'];
  const { data } = useQuery({
    queryKey,
    queryFn: () => request<{ isMasked: boolean }>(`/campaigns/${campaignId}/reveal`),
  });
  const reveal = async (reason: string) => {
    await request(`/campaigns/${campaignId}/reveal`, { method: 'POST', body: { reason } });
    await client.invalidateQueries({ queryKey: campaignKeys.rows(campaignId) });
  };
  return data?.isMasked ? <RevealButton onReveal={reveal} /> : null;
}

function ExportMenu({ campaignId }: { campaignId: string }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        variant="outlined"
        aria-haspopup="menu"
        endIcon={<ExpandIcon />}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Export
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {exportChoices(campaignId).map(({ name, note, href }) => (
          <MenuItem key={href} component="a" href={href} download onClick={() => setAnchor(null)}>
            <ListItemText primary={name} secondary={note} />
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
