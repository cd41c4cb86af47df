import { Box, Card, TextField, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useNotify } from 'react-admin';
import { inFigures } from '../../fields/numbers.js';
import { fieldsKey, importsApi } from '../api.js';
import { assign, type ColumnView, isOpenQuestion, isUsed, nameOf, visibleColumns } from '../mapping.js';
import type { ContactImport, Field, FieldCatalogue, FieldChoice, Mapping } from '../types.js';
import { type ColumnActions, ColumnLine, lineGrid } from './ColumnLine.js';

/** Beyond this many columns a search box and views appear. */
const many = 12;

interface ColumnsProps {
  contactImport: ContactImport;
  fields: readonly FieldChoice[];
  onChange: (mapping: Mapping) => void;
}

/** A line per column, in file order. */
export function Columns({ contactImport: { columns, mapping }, fields, onChange }: ColumnsProps) {
  const [answered, setAnswered] = useState<ReadonlySet<number>>(new Set());
  const [view, setView] = useState<ColumnView>('all');
  const [search, setSearch] = useState('');
  const actions = useColumnActions({
    columns,
    mapping,
    onChange,
    onAnswered: (index) => setAnswered((known) => new Set(known).add(index)),
  });

  const byField = useMemo(() => new Map(fields.map((field) => [field.field as string, field])), [fields]);
  const takenBy = useMemo(
    () =>
      new Map(
        columns.flatMap((column) =>
          mapping[column.index] ? [[mapping[column.index] as string, nameOf(column)] as const] : [],
        ),
      ),
    [columns, mapping],
  );
  const isQuestion = (column: ContactImport['columns'][number]) => isOpenQuestion(mapping, column, answered);
  const views: [ColumnView, string, number][] = [
    ['all', 'All', columns.length],
    ['used', 'Used', columns.filter((column) => isUsed(mapping, column)).length],
    ['unused', 'Not used', columns.filter((column) => !isUsed(mapping, column)).length],
    ['questions', 'Questions', columns.filter(isQuestion).length],
  ];
  const shown = visibleColumns(columns, { mapping, view, search, answered });
  return (
    <Card component="section" aria-labelledby="columns" sx={{ overflow: 'visible' }}>
      <Box sx={{ p: { xs: 2, md: 3 }, pb: 2, display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
        <Typography id="columns" variant="h2" sx={{ flex: '1 1 200px' }}>
          Map Your Fields
        </Typography>
        {columns.length > many && (
          <TextField label="Search columns" value={search} onChange={(event) => setSearch(event.target.value)} />
        )}
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label="Columns to show"
          value={view}
          onChange={(_, next: ColumnView | null) => setView(next ?? 'all')}
          sx={{ flexWrap: 'wrap' }}
        >
          {views
            .filter(([key, , count]) => key !== 'questions' || count > 0 || view === 'questions')
            .map(([key, label, count]) => (
              <ToggleButton key={key} value={key} sx={{ textTransform: 'none', px: { xs: 1, sm: 1.5 } }}>
                {label} {inFigures(count)}
              </ToggleButton>
            ))}
        </ToggleButtonGroup>
      </Box>
      <Box
        aria-hidden
        sx={{
          display: { xs: 'none', md: 'grid' },
          gridTemplateColumns: lineGrid,
          gap: 2,
          px: 3,
          pb: 1,
          color: 'text.secondary',
          fontSize: '0.8125rem',
        }}
      >
        <span>Column in file</span>
        <span>What is in it</span>
        <span>Contact field</span>
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {shown.map((column) => {
          const field = byField.get(mapping[column.index] ?? '') ?? null;
          const sharing = field?.many ? Object.values(mapping).filter((other) => other === field.field).length - 1 : 0;
          return (
            <ColumnLine
              key={column.index}
              column={column}
              field={field}
              fields={fields}
              takenBy={takenBy}
              isQuestion={isQuestion(column)}
              joinedWith={Math.max(0, sharing)}
              actions={actions}
            />
          );
        })}
      </Box>
      {shown.length === 0 && (
        <Typography color="text.secondary" sx={{ p: 3 }}>
          No column matches.
        </Typography>
      )}
    </Card>
  );
}

interface ActionProps {
  columns: ContactImport['columns'];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
  onAnswered: (index: number) => void;
}

/** The two things a line can ask for; stable over renders, so that 200 lines do not redraw for one. */
function useColumnActions(props: ActionProps): ColumnActions {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const notify = useNotify();
  const client = useQueryClient();
  const { mutateAsync: addField } = useMutation({ mutationFn: importsApi.addField });

  const pick = useCallback(
    (index: number, field: FieldChoice | null) => {
      const { columns, mapping, onChange, onAnswered } = latest.current;
      const { mapping: next, freed } = assign(mapping, { index, field });
      for (const other of freed) {
        const column = columns.find((known) => known.index === other);
        if (column)
          notify(`“${nameOf(column)}” no longer fills ${field?.label}: it takes one column.`, { type: 'info' });
      }
      onAnswered(index);
      onChange(next);
    },
    [notify],
  );

  const create = useCallback(
    async (index: number, name: string) => {
      try {
        const { key, label } = await addField(name);
        const field: FieldChoice = { field: `custom:${key}` as Field, label, group: 'custom', kind: 'text' };
        client.setQueryData<FieldCatalogue>(fieldsKey, (known) => known && withField(known, field));
        pick(index, field);
      } catch (problem) {
        notify((problem as Error).message, { type: 'error' });
      }
    },
    [addField, client, notify, pick],
  );

  return useMemo(() => ({ pick, create }), [pick, create]);
}

const withField = (known: FieldCatalogue, field: FieldChoice): FieldCatalogue => ({
  ...known,
  fields: [...known.fields.filter((other) => other.field !== field.field), field],
});
