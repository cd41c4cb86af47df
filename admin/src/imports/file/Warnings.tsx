import { Alert, AlertTitle, Box, Button } from '@mui/material';
import { useState } from 'react';
import { counted } from '../../fields/numbers.js';
import type { FilePreview } from '../types.js';

const shownFirst = 3;

/** What the reader noticed in the first part of the file, one sentence each. */
export function Warnings({ warnings }: { warnings: FilePreview['warnings'] }) {
  const [isOpen, setIsOpen] = useState(false);
  if (warnings.length === 0) return null;
  const shown = isOpen ? warnings : warnings.slice(0, shownFirst);
  return (
    <Alert severity="info">
      <AlertTitle>Noticed in the first part of the file</AlertTitle>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {shown.map(({ code, line, message }) => (
          <li key={`${code}.${line}.${message}`}>{message}</li>
        ))}
      </Box>
      {warnings.length > shown.length && (
        <Button size="small" color="inherit" onClick={() => setIsOpen(true)}>
          Show {counted(warnings.length - shown.length, 'more', 'more')}
        </Button>
      )}
    </Alert>
  );
}
