import MoreIcon from '@mui/icons-material/MoreHoriz';
import { Button, IconButton, Menu, MenuItem, Tooltip } from '@mui/material';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { Connection } from '../types.js';
import { useConnectionCommand } from '../useConnection.js';

interface ActionsProps {
  connection: Connection;
  /** The page below has no button that comes first. */
  isFilled: boolean;
  /** The page below has the button that starts it, with what was typed there. */
  startsBelow: boolean;
}

/** The next right thing as a button, the rarer verbs in the menu. */
export function ConnectionActions({ connection, isFilled, startsBelow }: ActionsProps) {
  const { id, commands, state, connector, run } = connection;
  const { ask, isAsking } = useConnectionCommand(id);
  const look = isFilled ? 'contained' : 'outlined';
  if (state === 'disconnected')
    return (
      <Button variant="contained" component={RouterLink} to={`/connections/create/${connector}`}>
        Connect again
      </Button>
    );
  return (
    <>
      {commands.includes('resume') && !startsBelow && (
        <Button variant={look} disabled={isAsking} onClick={() => ask({ command: 'resume' })}>
          {isNotBegun(connection) ? 'Start syncing' : 'Resume'}
        </Button>
      )}
      {commands.includes('syncNow') && (
        <Button variant={look} disabled={isAsking || run !== null} onClick={() => ask({ command: 'sync' })}>
          Sync now
        </Button>
      )}
      <ConnectionMenu connection={connection} onAsk={ask} />
    </>
  );
}

interface MenuProps {
  connection: Connection;
  onAsk: ReturnType<typeof useConnectionCommand>['ask'];
}

function ConnectionMenu({ connection: { id, commands, auth }, onAsk }: MenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  const askAndClose = (asked: Parameters<typeof onAsk>[0]) => {
    close();
    onAsk(asked);
  };
  const renews = commands.includes('reconnect') || commands.includes('rotate');
  return (
    <>
      <Tooltip title="More">
        <IconButton
          aria-label="More about this connection"
          aria-haspopup="menu"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <MoreIcon />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        {commands.includes('syncNow') && (
          <MenuItem onClick={() => askAndClose({ command: 'sync', body: { everything: true } })}>
            Sync everything again
          </MenuItem>
        )}
        {commands.includes('pause') && <MenuItem onClick={() => askAndClose({ command: 'pause' })}>Pause</MenuItem>}
        {renews && (
          <MenuItem component={RouterLink} to={`/connections/${id}/key`} onClick={close}>
            {renewWords({ auth, commands })}
          </MenuItem>
        )}
        {commands.includes('disconnect') && (
          <MenuItem component={RouterLink} to={`/connections/${id}/disconnect`} onClick={close}>
            Disconnect…
          </MenuItem>
        )}
      </Menu>
    </>
  );
}

/** Connected to be set up first: nothing has been read yet. */
export const isNotBegun = ({ state, syncedAt, run }: Pick<Connection, 'state' | 'syncedAt' | 'run'>): boolean =>
  state === 'paused' && syncedAt === null && run === null;

/** What renewing the access is called: a lost one is connected again, one that works is changed. */
export function renewWords({ auth, commands }: Pick<Connection, 'auth' | 'commands'>): string {
  if (commands.includes('reconnect')) return 'Reconnect';
  return auth === 'oauth' ? 'Sign in again' : 'Change key';
}
