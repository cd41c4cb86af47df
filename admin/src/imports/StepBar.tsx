import DoneIcon from '@mui/icons-material/Check';
import { Box, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { openSteps, type Step, stepNames, steps, stepsDone } from './steps.js';
import type { ContactImport } from './types.js';

/** The five steps: what is done, where one is, where one may go. */
export function StepBar({ contactImport, shown }: { contactImport: ContactImport; shown: Step }) {
  const open = openSteps(contactImport);
  const done = stepsDone(contactImport);
  return (
    <Box
      component="ol"
      aria-label="Steps of the import"
      sx={{ listStyle: 'none', display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 1, m: 0, p: 0 }}
    >
      {steps.map((step, index) => (
        <Box
          component="li"
          key={step}
          aria-current={step === shown ? 'step' : undefined}
          sx={{ display: 'flex', alignItems: 'center', gap: 1 }}
        >
          <Number isShown={step === shown} isDone={index < done} at={index + 1} />
          {open.includes(step) && step !== shown ? (
            <Link component={RouterLink} to={`/imports/${contactImport.id}/${step}`} variant="body2">
              {stepNames[step]}
            </Link>
          ) : (
            <Typography
              variant="body2"
              sx={{ fontWeight: step === shown ? 620 : 400, color: step === shown ? 'text.primary' : 'text.secondary' }}
            >
              {stepNames[step]}
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
