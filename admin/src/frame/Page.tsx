import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';

/** A list or an editor, a page with a row of tabs, a form. */
const widths = { wide: 1280, middle: 960, narrow: 760 } as const;

interface PageProps {
  title: string;
  /** One line under the title; may hold links and chips. */
  lead?: ReactNode;
  /** Buttons at the right; at most one of them filled. */
  actions?: ReactNode;
  /** Narrow pages (forms, settings) read better at 720 px. */
  width?: keyof typeof widths;
  children: ReactNode;
}

/** Every page: one h1, its buttons, then cards. */
export function Page({ title, lead, actions, width = 'wide', children }: PageProps) {
  return (
    <Box
      sx={{
        width: '100%',
        maxWidth: widths[width],
        marginInline: 'auto',
        padding: { xs: 2, md: 3 },
        display: 'grid',
        gap: 2,
        minWidth: 0,
        gridTemplateColumns: 'minmax(0, 1fr)',
      }}
    >
      <title>{`${title} · Porchlight`}</title>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, minHeight: 40 }}>
        <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
          <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
            {title}
          </Typography>
          {lead && (
            <Typography component="div" variant="body2" color="text.secondary">
              {lead}
            </Typography>
          )}
        </Box>
        {actions && <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>{actions}</Box>}
      </Box>
      {children}
    </Box>
  );
}
