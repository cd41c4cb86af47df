import { Box, Card, Typography } from '@mui/material';
import { type ReactNode, useId } from 'react';

interface SectionProps {
  title: string;
  /** Beside the title: a link or a small button. */
  aside?: ReactNode;
  /** Lists that draw their own lines want no inner space. */
  isFlush?: boolean;
  children: ReactNode;
}

/** A titled card of a page. */
export function Section({ title, aside, isFlush = false, children }: SectionProps) {
  const titleId = useId();
  return (
    <Card component="section" aria-labelledby={titleId}>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          justifyContent: 'space-between',
          flexWrap: 'wrap',
          columnGap: 2,
          minHeight: 52,
          paddingInline: 2.5,
          paddingTop: 1,
        }}
      >
        <Typography id={titleId} variant="h2">
          {title}
        </Typography>
        {aside}
      </Box>
      <Box sx={isFlush ? { paddingBottom: 1 } : { paddingInline: 2.5, paddingBottom: 2.5, display: 'grid', gap: 1.5 }}>
        {children}
      </Box>
    </Card>
  );
}

/** "Kind of home — House": what is known, name beside value. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: 'minmax(112px, auto) minmax(0, 1fr)',
        columnGap: 2,
        rowGap: 0.5,
        alignItems: 'baseline',
      }}
    >
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value]) => (
          <Box key={name} sx={{ display: 'contents' }}>
            <Typography component="dt" variant="body2" color="text.secondary">
              {name}
            </Typography>
            <Typography component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
              {value}
            </Typography>
          </Box>
        ))}
    </Box>
  );
}
