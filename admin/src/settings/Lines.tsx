import { Box, Card, Typography } from '@mui/material';
import type { ReactNode } from 'react';

interface SectionProps {
  title?: string;
  lead?: string;
  action?: ReactNode;
  children?: ReactNode;
}

/** A card that says what it is for, then holds lines or a form. */
export function Section({ title, lead, action, children }: SectionProps) {
  return (
    <Card>
      <Box
        sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, paddingInline: 2.5, paddingBlock: 2 }}
      >
        <Box sx={{ flex: '1 1 280px' }}>
          {title && <Typography variant="h2">{title}</Typography>}
          {lead && <Typography color="text.secondary">{lead}</Typography>}
        </Box>
        {action}
      </Box>
      {children}
    </Card>
  );
}

/** One line of a section: what it is at the left, what can be done at the right. */
export function Line({ title, note, children }: { title: ReactNode; note?: ReactNode; children?: ReactNode }) {
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1.5,
        paddingInline: 2.5,
        paddingBlock: 1.25,
        minHeight: 60,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={{ flex: '1 1 220px', minWidth: 0, overflowWrap: 'anywhere' }}>
        <Typography sx={{ fontWeight: 560 }}>{title}</Typography>
        {note && (
          <Typography component="div" variant="body2" color="text.secondary">
            {note}
          </Typography>
        )}
      </Box>
      {children}
    </Box>
  );
}

export const Lines = ({ children }: { children: ReactNode }) => (
  <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
    {children}
  </Box>
);
