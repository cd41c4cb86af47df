import DoneIcon from '@mui/icons-material/Check';
import { Box, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';

export interface StepOfBar {
  name: string;
  /** Where it stands, when one may go there. */
  to?: string | undefined;
  isDone: boolean;
  isShown: boolean;
}

/** The steps of something that takes several pages: what is done, where one is, where one may go. */
export function StepBar({ label, steps }: { label: string; steps: readonly StepOfBar[] }) {
  return (
    <Box
      component="ol"
      aria-label={label}
      sx={{ listStyle: 'none', display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 1, m: 0, p: 0 }}
    >
      {steps.map(({ name, to, isShown, isDone }, index) => (
        <Box
          component="li"
          key={name}
          aria-current={isShown ? 'step' : undefined}
          sx={{ display: 'flex', alignItems: 'center', gap: 1 }}
        >
          <Number isShown={isShown} isDone={isDone} at={index + 1} />
          {to && !isShown ? (
            <Link component={RouterLink} to={to} variant="body2">
              {name}
            </Link>
          ) : (
            <Typography
              variant="body2"
              sx={{ fontWeight: isShown ? 620 : 400, color: isShown ? 'text.primary' : 'text.secondary' }}
            >
              {name}
            </Typography>
          )}
        </Box>
      ))}
    </Box>
  );
}

function Number({ at, isShown, isDone }: { at: number; isShown: boolean; isDone: boolean }) {
  return (
    <Box
      aria-hidden
      sx={{
        display: 'grid',
        placeItems: 'center',
        width: 24,
        height: 24,
        borderRadius: '50%',
        fontSize: '0.75rem',
        fontWeight: 620,
        border: 1,
        borderColor: isShown ? 'primary.main' : 'divider',
        bgcolor: isShown ? 'primary.main' : 'transparent',
        color: isShown ? 'primary.contrastText' : 'text.secondary',
      }}
    >
      {isDone && !isShown ? <DoneIcon sx={{ fontSize: 16 }} /> : at}
    </Box>
  );
}
