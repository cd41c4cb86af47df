import { Button, Menu, MenuItem, Typography, Box } from '@mui/material';
import ExpandIcon from '@mui/icons-material/ExpandMore';
import { useState } from 'react';
import { Link } from 'react-router';
import { newCampaignPath } from './audience.js';

export const withoutHub = `/contacts?${new URLSearchParams({ filter: JSON.stringify({ hub: 'none' }) }).toString()}`;

const ways = [
  { to: newCampaignPath({ kind: 'no_hub' }), name: 'Easy Invite', what: 'All who have no Hub yet, in one go' },
  { to: withoutHub, name: 'Choose contacts', what: 'Tick them in the list' },
];

/** "Invite ▾": everybody at once, or chosen ones. Stands on the blue of the banner. */
export function InviteMenu() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        endIcon={<ExpandIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ color: '#123770', backgroundColor: '#fff', '&:hover': { backgroundColor: '#e6edf8' } }}
      >
        Invite
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {ways.map(({ to, name, what }) => (
          <MenuItem key={name} component={Link} to={to} onClick={() => setAnchor(null)}>
            <Box>
              <Typography sx={{ fontWeight: 560 }}>{name}</Typography>
              <Typography variant="body2" color="text.secondary">
                {what}
              </Typography>
            </Box>
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
