import { Box, Typography } from '@mui/material';
import type { SvgIconComponent } from '@mui/icons-material';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: SvgIconComponent;
  /** What will stand here: "No imports yet". */
  title: string;
  /** What to do about it, in one sentence. */
  children?: ReactNode;
  /** The button that fills it. */
  action?: ReactNode;
}

/** Never a blank table: what will stand here and the button that fills it. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        textAlign: 'center',
        gap: 1,
        paddingBlock: 6,
        paddingInline: 3,
      }}
    >
      <Icon aria-hidden sx={{ fontSize: 32, color: 'text.secondary', opacity: 0.8 }} />
      <Typography variant="h2" component="p">
        {title}
      </Typography>
      {children && (
        <Typography color="text.secondary" sx={{ maxWidth: 440 }}>
          {children}
        </Typography>
      )}
      {action && <Box sx={{ marginTop: 1 }}>{action}</Box>}
    </Box>
  );
}
