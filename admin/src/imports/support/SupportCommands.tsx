import { Button } from '@mui/material';
import { useState } from 'react';
import { ReasonDialog } from '../../frame/ReasonDialog.js';
import type { Command, ContactImport } from '../types.js';
import { useCommand } from '../useCommand.js';
import { cancelSentence, cancelWords } from '../words.js';

const levers = ['resume', 'pause', 'cancel'] as const satisfies readonly Command[];
type Lever = (typeof levers)[number];

function wordsOf(lever: Lever, contactImport: ContactImport): { verb: string; title: string; sentence: string } {
  switch (lever) {
    case 'resume':
      return {
        verb: 'Resume',
        title: 'Resume this import',
        sentence: 'It goes on after the last committed batch. The account sees who resumed it.',
      };
    case 'pause':
      return {
        verb: 'Pause',
        title: 'Pause this import',
        sentence: 'It stops after the batch it is at. The account sees who paused it.',
      };
    case 'cancel':
      return { verb: cancelWords(contactImport), title: 'Cancel this import', sentence: cancelSentence(contactImport) };
  }
}

/** Resume, Pause, Cancel in somebody else's account: each asks for a reason. */
export function SupportCommands({ contactImport }: { contactImport: ContactImport }) {
  const { ask } = useCommand(contactImport.id);
  const [asking, setAsking] = useState<Lever | null>(null);
  const words = asking && wordsOf(asking, contactImport);
  return (
    <>
      {levers
        .filter((lever) => contactImport.commands.includes(lever))
        .map((lever) => (
          <Button
            key={lever}
            variant={lever === 'resume' ? 'contained' : 'outlined'}
            color={lever === 'cancel' ? 'error' : 'primary'}
            onClick={() => setAsking(lever)}
          >
            {wordsOf(lever, contactImport).verb}
          </Button>
        ))}
      {asking && words && (
        <ReasonDialog
          title={words.title}
          verb={words.verb}
          isDangerous={asking === 'cancel'}
          onReason={async (reason) => void (await ask({ command: asking, body: { reason } }))}
          onClose={() => setAsking(null)}
        >
          {words.sentence}
        </ReasonDialog>
      )}
    </>
  );
}
