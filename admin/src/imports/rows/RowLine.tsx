import { Box, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { inFigures } from '../../fields/numbers.js';
import { contactLine, labelOfColumn, personName, valueText } from '../contact.js';
import { IssueSentence } from '../../grid/IssueSentence.js';
import type { FieldChoice, ImportRow } from '../types.js';

const willBe: Record<ImportRow['intent'], string> = {
  create: 'new',
  update: 'update',
  unchanged: 'unchanged',
  skip: 'skip',
  fail: 'error',
};
const was: Record<ImportRow['outcome'], string> = {
  created: 'created',
  updated: 'updated',
  unchanged: 'unchanged',
  skipped: 'skipped',
  failed: 'failed',
  notProcessed: 'not imported',
};
const matchWords: Record<string, string> = {
  email: 'same e-mail',
  phone: 'same phone and last name',
  chosen: 'chosen by hand',
};

const needsAttention = (row: ImportRow) => row.intent === 'fail' || row.outcome === 'failed';

interface RowLineProps {
  row: ImportRow;
  fields: readonly FieldChoice[];
  /** What the plan says, or what became of the row. */
  shows: 'intent' | 'outcome';
}

/** One row of the file: number, person, what happens with it and why. */
export function RowLine({ row, fields, shows }: RowLineProps) {
  const { rowNumber, contact, issues, match, changes, duplicateOf, contactId, dismissedReason } = row;
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '6ch minmax(0, 1fr)', md: '7ch 10ch minmax(0, 3fr) minmax(0, 2fr)' },
        columnGap: 2,
        rowGap: 0.5,
        px: { xs: 2, md: 3 },
        py: 1.5,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Typography variant="body2" color="text.secondary">
        {inFigures(rowNumber)}
      </Typography>
      <Typography
        variant="body2"
        sx={{
          order: { xs: 1, md: 0 },
          gridColumn: { xs: 2, md: 'auto' },
          color: needsAttention(row) ? 'warning.main' : 'text.secondary',
        }}
      >
        {shows === 'intent' ? willBe[row.intent] : was[row.outcome]}
      </Typography>
      <Box sx={{ minWidth: 0, gridColumn: { xs: 2, md: 'auto' } }}>
        {contactId && shows === 'outcome' ? (
          <Link component={RouterLink} to={`/contacts/${contactId}`}>
            {personName(contact)}
          </Link>
        ) : (
          <Typography>{personName(contact)}</Typography>
        )}
        <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
          {contactLine(contact)}
        </Typography>
      </Box>
      <Box
        sx={{
          minWidth: 0,
          display: 'grid',
          gap: 0.5,
          alignContent: 'start',
          gridColumn: { xs: 2, md: 'auto' },
          order: { xs: 2, md: 0 },
        }}
      >
        {match && (
          <Typography variant="body2">
            Found as{' '}
            <Link component={RouterLink} to={`/contacts/${match.contactId}`}>
              {match.name || 'a contact'}
            </Link>
            {match.reason && ` by ${matchWords[match.reason] ?? match.reason.replaceAll('_', ' ')}`}
          </Typography>
        )}
        {Object.entries(changes ?? {}).map(([column, [old, next]]) => (
          <Typography key={column} variant="body2" sx={{ overflowWrap: 'anywhere' }}>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {labelOfColumn(column, fields)}:
            </Box>{' '}
            <del>{valueText(old) || 'blank'}</del> →{' '}
            <ins style={{ textDecoration: 'none', fontWeight: 600 }}>{valueText(next) || 'blank'}</ins>
          </Typography>
        ))}
        {duplicateOf !== null && (
          <Typography variant="body2">Same person as row {inFigures(duplicateOf)} of this file: skipped</Typography>
        )}
        {issues
          .filter(({ code }) => duplicateOf === null || code !== 'duplicate_in_file')
          .map((issue) => (
            <IssueSentence key={`${issue.code}.${issue.column}`} issue={issue} />
          ))}
        {dismissedReason && <Typography variant="body2">Dismissed: {dismissedReason}</Typography>}
      </Box>
    </Box>
  );
}
