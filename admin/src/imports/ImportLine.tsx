import { Box, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { Equation } from '../fields/Equation.js';
import { inBytes, counted } from '../fields/numbers.js';
import { StatusField } from '../fields/StatusField.js';
import { When } from '../fields/When.js';
import type { ContactImport } from './types.js';
import { countParts, plannedParts, rowTotal } from './words.js';

/** A finished import with rows still open waits for a person, whatever its state says. */
export function ImportStatus({ of }: { of: Pick<ContactImport, 'state' | 'openFailed'> }) {
  const waits = of.state === 'completed' && of.openFailed > 0;
  if (!waits) return <StatusField of="import" state={of.state} />;
  const label = `${counted(of.openFailed, 'row')} ${of.openFailed === 1 ? 'needs' : 'need'} you`;
  return <StatusField of="import" state={of.state} kind="person" label={label} />;
}

/** The equation of an import: the plan while it waits for review, the counts from then on. */
export function ImportEquation({ of, size }: { of: ContactImport; size?: 'large' | 'small' }) {
  const { id, state, counts, planned, rowCount } = of;
  if (rowCount === null) return null;
  const isPlanned = state === 'awaiting_review' && planned && !of.confirmedAt;
  if (isPlanned) return <Equation size={size} total={rowTotal(rowCount)} parts={plannedParts({ id, planned })} />;
  if (!counts) return null;
  const total = { ...rowTotal(rowCount), to: `/imports/${id}/rows` };
  return <Equation size={size} total={total} parts={countParts({ id, state, counts })} />;
}

/** One import in a list: name, state, age, equation; reads well at 390 px. */
export function ImportLine({ of, showsAccount = false }: { of: ContactImport; showsAccount?: boolean }) {
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gap: 0.5,
        px: 3,
        py: 2,
        borderTop: 1,
        borderColor: 'divider',
        gridTemplateColumns: '1fr auto',
      }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Link component={RouterLink} to={`/imports/${of.id}`} sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {of.fileName}
        </Link>
        <Typography variant="body2" color="text.secondary">
          {showsAccount && of.accountName ? `${of.accountName} · ` : ''}
          <When at={of.createdAt} />
          {of.startedBy ? ` by ${of.startedBy}` : ''} · {inBytes(of.fileSize)}
        </Typography>
      </Box>
      <Box>
        <ImportStatus of={of} />
      </Box>
      <Box sx={{ gridColumn: '1 / -1' }}>
        <ImportEquation of={of} size="small" />
      </Box>
    </Box>
  );
}
