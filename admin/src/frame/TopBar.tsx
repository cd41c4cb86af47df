import { Box, Button, IconButton, Menu, MenuItem, Typography } from '@mui/material';
import ExpandIcon from '@mui/icons-material/ExpandMore';
import MenuIcon from '@mui/icons-material/Menu';
import { useState } from 'react';
import { useSidebarState } from 'react-admin';
import { Link } from 'react-router';
import type { Me } from '../answers.js';
import { EngineDot, LineDown, RunningCount } from './EngineDot.js';
import { roleNames } from './roles.js';
import { UserMenu } from './UserMenu.js';

/** The account and what belongs to it; people of the platform see their role instead. */
function AccountMenu({ me }: { me: Me }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (!me.account) return <Typography sx={{ fontWeight: 580, paddingLeft: 2 }}>{roleNames[me.user.role]}</Typography>;
  const close = () => setAnchor(null);
  return (
    <>
      <Button
        color="inherit"
        endIcon={<ExpandIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{
          minWidth: 0,
          '& > :first-of-type': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
        }}
      >
        <span>{me.account.name}</span>
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        <MenuItem component={Link} to="/settings/colleagues" onClick={close}>
          Colleagues
        </MenuItem>
        <MenuItem component={Link} to="/settings/fields" onClick={close}>
          Custom fields
        </MenuItem>
        <MenuItem component={Link} to="/settings/api-keys" onClick={close}>
          API keys
        </MenuItem>
      </Menu>
    </>
  );
}

export function TopBar({ me }: { me: Me }) {
  const [isOpen, setIsOpen] = useSidebarState();
  return (
    <Box
      component="header"
      sx={{
        position: 'sticky',
        top: 0,
        zIndex: 5,
        display: 'flex',
        alignItems: 'center',
        gap: { xs: 1, sm: 2.5 },
        height: 56,
        paddingInline: { xs: 1, md: 3 },
        borderBottom: 1,
        borderColor: 'divider',
        backgroundColor: 'background.paper',
      }}
    >
      <IconButton
        aria-label="Menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        sx={{ display: { md: 'none' } }}
      >
        <MenuIcon />
      </IconButton>
      <Box sx={{ flex: '1 1 0', minWidth: 0, display: 'flex', marginLeft: { md: -2 } }}>
        <AccountMenu me={me} />
      </Box>
      <LineDown />
      <EngineDot />
      <RunningCount />
      <UserMenu me={me} />
    </Box>
  );
}
