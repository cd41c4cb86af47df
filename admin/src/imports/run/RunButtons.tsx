import { Box, Button } from '@mui/material';
import { useState } from 'react';
import { CancelDialog } from '../CancelDialog.js';
import type { ContactImport } from '../types.js';
import { useCommand } from '../useCommand.js';
import { cancelWords } from '../words.js';

/** Pause and Cancel of whatever is at work; each says what stays. */
export function RunButtons({ contactImport }: { contactImport: ContactImport }) {
  const { id, commands } = contactImport;
  const { ask, isAsking } = useCommand(id);
  const [isCancelling, setIsCancelling] = useState(false);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {commands.includes('pause') && (
        <Button variant="outlined" disabled={isAsking} onClick={() => void ask({ command: 'pause' })}>
          Pause
        </Button>
      )}
      {commands.includes('cancel') && (
        <Button variant="outlined" color="error" onClick={() => setIsCancelling(true)}>
          {cancelWords(contactImport)}
        </Button>
      )}
      {isCancelling && <CancelDialog contactImport={contactImport} onClose={() => setIsCancelling(false)} />}
    </Box>
  );
}
