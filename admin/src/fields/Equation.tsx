import { Box, Link, Typography } from '@mui/material';
import { Fragment, type ReactNode } from 'react';
import { Link as RouterLink } from 'react-router';
import { inFigures } from './numbers.js';

export interface EquationPart {
  count: number;
  /** What the number counts: "new", "with errors". */
  label: string;
  /** Where the rows behind the number are. */
  to?: string;
  tone?: 'person' | 'well';
}

interface EquationProps {
  total: { count: number; label: string; to?: string };
  parts: EquationPart[];
  size?: 'large' | 'small';
}

/** `12,480 rows = 11,902 new + 340 updated + …`: every number leads to its rows. Parts that are zero stay, in grey: nothing is hidden. */
export function Equation({ total, parts, size = 'large' }: EquationProps) {
  const gap = size === 'large' ? 1.5 : 0.75;
  return (
    <Box
      role="group"
      aria-label={`${inFigures(total.count)} ${total.label} accounted for`}
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: gap, rowGap: 0.5 }}
    >
      <Term {...total} size={size} />
      {parts.map((part, index) => (
        <Fragment key={part.label}>
          <Sign>{index === 0 ? '=' : '+'}</Sign>
          <Term {...part} size={size} />
        </Fragment>
      ))}
    </Box>
  );
}

const Sign = ({ children }: { children: ReactNode }) => (
  <Typography component="span" color="text.secondary">
    {children}
  </Typography>
);

const colours = { person: 'warning.main', well: 'success.main' } as const;

function Term({ count, label, to, tone, size }: EquationPart & { size: 'large' | 'small' }) {
  const colour = count === 0 ? 'text.secondary' : tone ? colours[tone] : 'text.primary';
  const figure = (
    <Box
      component="span"
      sx={{
        fontSize: size === 'large' ? '1.375rem' : 'inherit',
        fontWeight: count === 0 ? 400 : 650,
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      {inFigures(count)}
    </Box>
  );
  const words = (
    <>
      {figure} {label}
    </>
  );
  if (!to || count === 0) {
    return (
      <Typography component="span" sx={{ color: colour, fontSize: size === 'large' ? '0.9375rem' : '0.8125rem' }}>
        {words}
      </Typography>
    );
  }
  return (
    <Link
      component={RouterLink}
      to={to}
      underline="always"
      sx={{ color: colour, fontSize: size === 'large' ? '0.9375rem' : '0.8125rem' }}
    >
      {words}
    </Link>
  );
}
