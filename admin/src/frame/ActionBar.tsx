import { Box } from '@mui/material';
import type { ReactNode } from 'react';

/** The next right thing, always in sight at the foot of a long page. */
export const ActionBar = ({ children }: { children: ReactNode }) => (
  <Box
    sx={{
      display: 'flex',
      flexWrap: 'wrap',
      gap: 1,
      justifyContent: 'flex-end',
      alignItems: 'center',
      position: 'sticky',
      bottom: 0,
      zIndex: 4,
      py: 1.5,
      bgcolor: 'background.default',
      borderTop: 1,
      borderColor: 'divider',
    }}
  >
    {children}
  </Box>
);
