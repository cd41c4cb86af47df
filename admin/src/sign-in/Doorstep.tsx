import { Box, Card } from '@mui/material';
import type { ReactNode } from 'react';
import { Brand } from '../frame/Brand.js';

/** The ground of the pages before sign-in: the lamp, one card, nothing else. */
export function Doorstep({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box
      component="main"
      sx={{
        minHeight: '100vh',
        display: 'grid',
        justifyItems: 'center',
        alignContent: 'start',
        gap: 4,
        paddingTop: { xs: 6, sm: '14vh' },
        paddingBottom: 6,
        paddingInline: 2,
        backgroundColor: 'background.default',
      }}
    >
      <title>{`${title} · Porchlight`}</title>
      <Brand size={34} />
      <Card sx={{ width: '100%', maxWidth: 400, padding: { xs: 3, sm: 4 }, display: 'grid', gap: 2.5 }}>
        {children}
      </Card>
    </Box>
  );
}
