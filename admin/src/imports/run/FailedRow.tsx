import { Box, Button, Checkbox, TableCell, TableRow, Typography } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { inFigures } from '../../fields/numbers.js';
import { ReasonDialog } from '../../frame/ReasonDialog.js';
import { importsApi } from '../api.js';
import { IssueSentence } from '../IssueSentence.js';
import { nameOf } from '../mapping.js';
import type { ColumnProfile, ContactImport, ImportRow } from '../types.js';
import { useCommand } from '../useCommand.js';
import { importKey } from '../useImport.js';
import { CellInput } from './CellInput.js';

interface FailedRowProps {
  contactImport: ContactImport;
  row: ImportRow;
  /** Columns before and after the verdict. */
  telling: ColumnProfile[];
  rest: ColumnProfile[];
  isSelected: boolean;
  onToggle: () => void;
}

/** One failed row: its cells can be typed over, and the server judges the row again at once. */
export function FailedRow({ contactImport, row, telling, rest, isSelected, onToggle }: FailedRowProps) {
  const { id, commands, masked } = contactImport;
  const { rowNumber, issues, cells, edits } = row;
  const { ask, isAsking } = useCommand(id);
  const client = useQueryClient();
  const notify = useNotify();
  const [isDismissing, setIsDismissing] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: ['import', id] });
  const edit = useMutation({
    mutationFn: (values: Record<string, string>) => importsApi.editRow(id, row, values),
    onSettled: refresh,
    onError: (problem) => notify(problem.message, { type: 'error', autoHideDuration: 10_000 }),
  });
  const choose = useMutation({
    mutationFn: (contactId: string) => importsApi.chooseContact(id, rowNumber, contactId),
    onSettled: refresh,
    onError: (problem) => notify(problem.message, { type: 'error', autoHideDuration: 10_000 }),
  });
  const issueOf = (index: number) => issues.find(({ column, severity }) => column === index && severity === 'error');
  const cellOf = (column: ColumnProfile, isRest: boolean) => (
    <TableCell
      key={column.index}
      data-label={nameOf(column)}
      data-rest={isRest || undefined}
      sx={{ minWidth: { sm: 112 }, px: 0.5 }}
    >
      <CellInput
        label={`${nameOf(column)}, row ${rowNumber}`}
        value={edits?.[column.index] ?? cells?.[column.index] ?? ''}
        issue={issueOf(column.index)}
        isReadOnly={masked === true || cells === null}
        onSave={(text) => edit.mutate({ [column.index]: text })}
      />
    </TableCell>
  );
  return (
    <TableRow selected={isSelected} data-row={rowNumber}>
      <TableCell padding="checkbox" data-corner>
        <Checkbox
          size="small"
          checked={isSelected}
          onChange={onToggle}
          slotProps={{ input: { 'aria-label': `Select row ${rowNumber}` } }}
        />
      </TableCell>
      <TableCell data-label="Row">{inFigures(rowNumber)}</TableCell>
      {telling.map((column) => cellOf(column, false))}
      <TableCell sx={{ minWidth: { sm: 200 } }}>
        {row.isReady ? (
          <Typography variant="body2" color="success.main">
            Fixed. Retry brings it in.
          </Typography>
        ) : (
          <Box sx={{ display: 'grid', gap: 0.5 }}>
            {issues
              .filter(({ severity }) => severity === 'error')
              .map((issue) => (
                <IssueSentence key={`${issue.code}.${issue.column}`} issue={issue} />
              ))}
          </Box>
        )}
        {row.candidates?.map(({ contactId, name, email }) => (
          <Button key={contactId} size="small" disabled={choose.isPending} onClick={() => choose.mutate(contactId)}>
            It is {name}
            {email && ` (${email})`}
          </Button>
        ))}
      </TableCell>
      <TableCell align="right" data-label="Tries" data-rest={row.attempts === 0 || undefined}>
        {inFigures(row.attempts)}
      </TableCell>
      <TableCell
        sx={{ whiteSpace: 'nowrap', position: { sm: 'sticky' }, right: 0, bgcolor: 'background.paper', px: 1 }}
      >
        {commands.includes('retry') && (
          <Button
            size="small"
            variant={row.isReady ? 'outlined' : 'text'}
            disabled={isAsking}
            aria-label={`Retry row ${rowNumber}`}
            onClick={() => void ask({ command: 'retry', body: { rowNumbers: [rowNumber] } })}
          >
            Retry
          </Button>
        )}
        <Button size="small" aria-label={`Dismiss row ${rowNumber}`} onClick={() => setIsDismissing(true)}>
          Dismiss…
        </Button>
        {isDismissing && (
          <ReasonDialog
            title={`Dismiss row ${inFigures(rowNumber)}`}
            verb="Dismiss"
            isDangerous
            onReason={async (reason) => {
              await importsApi.dismissRows(id, { rowNumbers: [rowNumber], reason });
              await client.invalidateQueries({ queryKey: importKey(id) });
            }}
            onClose={() => setIsDismissing(false)}
          >
            It stays out of your contacts and no longer waits for you.
          </ReasonDialog>
        )}
      </TableCell>
      {rest.map((column) => cellOf(column, true))}
    </TableRow>
  );
}
