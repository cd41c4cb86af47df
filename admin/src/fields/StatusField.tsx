import { Box, keyframes } from '@mui/material';
import { alpha, type Theme } from '@mui/material/styles';
import { type StateKind, type StateSubject, wordOf } from './states.js';

const slide = keyframes({ from: { transform: 'translateX(-100%)' }, to: { transform: 'translateX(250%)' } });

function colourOf(kind: StateKind, { palette }: Theme): string {
  if (kind === 'working') return palette.primary.main;
  if (kind === 'person') return palette.warning.main;
  if (kind === 'well') return palette.success.main;
  if (kind === 'failed') return palette.error.main;
  return palette.text.secondary;
}

const look = (kind: StateKind) => (theme: Theme) => {
  const colour = colourOf(kind, theme);
  return {
    position: 'relative',
    overflow: 'hidden',
    display: 'inline-flex',
    alignItems: 'center',
    height: 24,
    paddingInline: '10px',
    borderRadius: 12,
    fontSize: '0.8125rem',
    fontWeight: 560,
    whiteSpace: 'nowrap',
    color: colour,
    border: `1px solid ${kind === 'early' ? theme.palette.divider : 'transparent'}`,
    backgroundColor: kind === 'early' ? 'transparent' : alpha(colour, theme.palette.mode === 'light' ? 0.09 : 0.16),
  } as const;
};

const bar = {
  position: 'absolute',
  left: 0,
  bottom: 0,
  height: 2,
  width: '40%',
  backgroundColor: 'currentColor',
  animation: `${slide} 1.6s ease-in-out infinite`,
  '@media (prefers-reduced-motion: reduce)': { animation: 'none', width: '100%' },
} as const;

interface StatusFieldProps {
  of: StateSubject;
  state: string;
  /** Replaces the state's own word, e.g. "81 rows need you". */
  label?: string;
  /** Replaces the state's own kind, e.g. amber for a completed import with open rows. */
  kind?: StateKind;
}

/** The one place that draws states: grey waits, blue works, amber needs a person, green ended well, red failed, outlined ended early. */
export function StatusField({ of, state, label, kind }: StatusFieldProps) {
  const word = wordOf(of, state);
  const shown = kind ?? word.kind;
  return (
    <Box component="span" data-state={state} data-kind={shown} sx={look(shown)}>
      {label ?? word.label}
      {shown === 'working' && !word.isSlow && <Box component="span" aria-hidden sx={bar} />}
    </Box>
  );
}
