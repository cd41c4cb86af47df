import { Box, Card, Typography } from '@mui/material';
import { type ReactNode, useId } from 'react';

/** A titled card of Home, its lines under it. */
export function HomeCard({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const titleId = useId();
  return (
    <Card component="section" aria-labelledby={titleId}>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'baseline',
          justifyContent: 'space-between',
          gap: 2,
          paddingInline: 2.5,
          paddingTop: 2,
          paddingBottom: 1,
        }}
      >
        <Typography id={titleId} variant="h2">
          {title}
        </Typography>
        {aside}
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0, paddingBottom: 1 }}>
        {children}
      </Box>
    </Card>
  );
}

/** One line of a Home card. */
export function HomeLine({ children }: { children: ReactNode }) {
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 2,
        rowGap: 0.5,
        minHeight: 48,
        paddingInline: 2.5,
        paddingBlock: 0.75,
        '& + &': { borderTop: 1, borderColor: 'divider' },
      }}
    >
      {children}
    </Box>
  );
}
