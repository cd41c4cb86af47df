import { Button } from '@mui/material';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { counted } from '../../fields/numbers.js';
import { ReasonDialog } from '../../frame/ReasonDialog.js';
import { crmApi } from '../api.js';
import type { Connection } from '../types.js';
import { useConnectionCommand } from '../useConnection.js';

const levers = {
  resume: {
    verb: 'Resume',
    title: 'Resume this sync',
    sentence: 'It goes on behind the last page that was written. The account sees who resumed it.',
  },
  retryNow: { verb: 'Retry now', title: 'Retry now', sentence: 'What waits for its next try is tried at once.' },
  pause: {
    verb: 'Pause',
    title: 'Pause this sync',
    sentence: 'It stops after the page it is at. The account sees who paused it.',
  },
} as const;
type Lever = keyof typeof levers;

/** The levers that move this connection just now. */
function leversOf({ commands, state, health }: Connection): Lever[] {
  return [
    ...(commands.includes('resume') ? (['resume'] as const) : []),
    ...(state === 'active' && health.kind !== 'ok' ? (['retryNow'] as const) : []),
    ...(commands.includes('pause') ? (['pause'] as const) : []),
  ];
}

/** Resume, Retry now and Pause in somebody else's account: each asks for a reason. */
export function SyncCommands({ connection }: { connection: Connection }) {
  const { id } = connection;
  const { askAndWait } = useConnectionCommand(id);
  const notify = useNotify();
  const [asking, setAsking] = useState<Lever | null>(null);
  async function pull(lever: Lever, reason: string): Promise<void> {
    if (lever !== 'retryNow') return void (await askAndWait({ command: lever, body: { reason } }));
    const { reset } = await crmApi.retryNow(id, { reason });
    notify(reset > 0 ? `${counted(reset, 'step')} tried at once.` : 'No step waits for a next try.', { type: 'info' });
  }
  return (
    <>
      {leversOf(connection).map((lever, index) => (
        <Button
          key={lever}
          variant={index === 0 && lever !== 'pause' ? 'contained' : 'outlined'}
          onClick={() => setAsking(lever)}
        >
          {levers[lever].verb}
        </Button>
      ))}
      {asking && (
        <ReasonDialog
          title={levers[asking].title}
          verb={levers[asking].verb}
          onReason={(reason) => pull(asking, reason)}
          onClose={() => setAsking(null)}
        >
          {levers[asking].sentence}
        </ReasonDialog>
      )}
    </>
  );
}
