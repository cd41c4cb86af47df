import { Button } from '@mui/material';
import { useState } from 'react';
import { Link } from 'react-router';
import { ConfirmDialog } from '../../frame/ConfirmDialog.js';
import { hubsApi } from '../api.js';
import { nextOpenStep } from '../new/steps.js';
import type { HubInFull } from '../types.js';
import { useHubVerb, useRefreshHubs } from '../useHub.js';

/** The next right thing, and what else can be asked of a Hub in its state. */
export function HubActions({ hub }: { hub: HubInFull }) {
  const { run, isRunning } = useHubVerb();
  const [isArchiving, setIsArchiving] = useState(false);
  const may = (command: HubInFull['commands'][number]) => hub.commands.includes(command);
  return (
    <>
      {may('pause') && (
        <Button
          disabled={isRunning}
          onClick={() =>
            run({ verb: () => hubsApi.command(hub.id, 'pause'), done: 'Paused. Nothing is sent until you resume.' })
          }
        >
          Pause
        </Button>
      )}
      {may('archive') && (
        <Button color="error" variant="outlined" onClick={() => setIsArchiving(true)}>
          Archive…
        </Button>
      )}
      {may('resume') && (
        <Button
          variant="contained"
          disabled={isRunning}
          onClick={() => run({ verb: () => hubsApi.command(hub.id, 'resume'), done: 'It goes on where it was.' })}
        >
          Resume
        </Button>
      )}
      {may('restore') && (
        <Button
          variant="contained"
          disabled={isRunning}
          onClick={() => run({ verb: () => hubsApi.command(hub.id, 'restore'), done: 'The Hub is back.' })}
        >
          Restore
        </Button>
      )}
      {(hub.state === 'draft' || hub.state === 'ready') && (
        <Button component={Link} to={`/hubs/${hub.id}/${nextOpenStep(hub)}`} variant="contained">
          {hub.state === 'draft' ? 'Go on with it' : 'Invite to Hub'}
        </Button>
      )}
      {isArchiving && <ArchiveDialog hub={hub} onClose={() => setIsArchiving(false)} />}
    </>
  );
}

function ArchiveDialog({ hub, onClose }: { hub: HubInFull; onClose: () => void }) {
  const refresh = useRefreshHubs();
  const isOpen = hub.invitations.some(({ state }) => state === 'waiting');
  const hasPeople = hub.members.some(({ leftAt }) => leftAt === null);
  return (
    <ConfirmDialog
      title="Archive this Hub"
      verb="Archive"
      onConfirm={async () => {
        await hubsApi.command(hub.id, 'archive');
        await refresh();
      }}
      onClose={onClose}
    >
      {isOpen && 'The open invitation is revoked: its link stops working and no reminder goes out. '}
      {hasPeople && 'The homeowner cannot open the Hub any more. '}
      The contact, the history and the notes stay, and the Hub can be restored.
    </ConfirmDialog>
  );
}
