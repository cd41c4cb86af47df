import { Alert, Box, Button, Typography } from '@mui/material';
import { memo, useId } from 'react';
import { nameOf } from '../mapping.js';
import type { ColumnProfile, FieldChoice } from '../types.js';
import { share } from '../words.js';
import { FieldPicker } from './FieldPicker.js';

const kindWords: Record<string, string> = {
  empty: 'always empty',
  email: 'e-mail addresses',
  phone: 'phone numbers',
  name: 'names',
  fullName: 'full names',
  address: 'addresses',
  zip: 'zip codes',
  date: 'dates',
  number: 'numbers',
  yesNo: 'yes or no',
  tags: 'tags',
  url: 'links',
  id: 'ids',
  text: 'text',
};

const reasonWords = {
  remembered: 'as last time',
  exact: 'same name',
  synonym: 'same meaning',
  values: 'by its values',
} as const;

export interface ColumnActions {
  pick: (index: number, field: FieldChoice | null) => void;
  create: (index: number, name: string) => Promise<void>;
}

interface ColumnLineProps {
  column: ColumnProfile;
  field: FieldChoice | null;
  fields: readonly FieldChoice[];
  takenBy: ReadonlyMap<string, string>;
  isQuestion: boolean;
  /** Other columns that fill the same field: their values are joined. */
  joinedWith: number;
  actions: ColumnActions;
}

export const lineGrid = { xs: 'minmax(0, 1fr)', md: 'minmax(0, 3fr) minmax(0, 5fr) minmax(0, 4fr)' };

/** One column of the file: its header, what is in it, and the contact field it fills. */
export const ColumnLine = memo(function ColumnLine({
  column,
  field,
  fields,
  takenBy,
  isQuestion,
  joinedWith,
  actions,
}: ColumnLineProps) {
  const { index, samples, filled, kind, warning, candidates = [] } = column;
  const reasonId = useId();
  const name = nameOf(column);
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gap: { xs: 1, md: 2 },
        gridTemplateColumns: lineGrid,
        alignItems: 'start',
        px: { xs: 2, md: 3 },
        py: 1.5,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Typography
        sx={{
          fontWeight: 600,
          overflowWrap: 'anywhere',
          pt: { md: 1 },
          color: column.header.trim() ? 'text.primary' : 'text.secondary',
        }}
      >
        {name}
      </Typography>
      <Box sx={{ minWidth: 0, pt: { md: 1 } }}>
        <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
          {samples.join(' · ') || '—'}
        </Typography>
        <Typography variant="body2" color="text.secondary">
          {share(filled)} filled · {kindWords[kind] ?? kind}
        </Typography>
        {warning && (
          <Alert severity="warning" sx={{ mt: 1, py: 0 }}>
            {warning}
          </Alert>
        )}
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <FieldPicker
          label={`Contact field for ${name}`}
          value={field}
          fields={fields}
          takenBy={takenBy}
          isQuestion={isQuestion}
          describedBy={reasonId}
          onPick={(choice) => actions.pick(index, choice)}
          onCreate={(text) => void actions.create(index, text)}
        />
        <Typography
          id={reasonId}
          variant="body2"
          color={isQuestion ? 'warning.main' : 'text.secondary'}
          sx={{ mt: 0.5 }}
        >
          {isQuestion ? 'More than one column fits. Which one is it?' : reasonOf(column, field, joinedWith)}
        </Typography>
        {isQuestion && (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 0.5 }}>
            {candidates.map((candidate) => {
              const choice = fields.find((known) => known.field === candidate);
              return (
                choice && (
                  <Button
                    key={candidate}
                    size="small"
                    variant="outlined"
                    color="warning"
                    onClick={() => actions.pick(index, choice)}
                  >
                    {choice.label}
                  </Button>
                )
              );
            })}
            <Button size="small" color="inherit" onClick={() => actions.pick(index, null)}>
              Do not import
            </Button>
          </Box>
        )}
      </Box>
    </Box>
  );
});

function reasonOf({ suggestion, kind }: ColumnProfile, field: FieldChoice | null, joinedWith: number): string {
  if (joinedWith > 0) return `joined with ${joinedWith === 1 ? 'one other column' : `${joinedWith} other columns`}`;
  if (!field) return kind === 'empty' ? 'nothing in it' : 'not imported';
  if (suggestion?.field === field.field) return reasonWords[suggestion.reason];
  return 'your choice';
}
