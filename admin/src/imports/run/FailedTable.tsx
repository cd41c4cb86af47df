import { Box, Checkbox, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { nameOf } from '../mapping.js';
import type { ColumnProfile, ContactImport, ImportRow } from '../types.js';
import { FailedRow } from './FailedRow.js';

interface FailedTableProps {
  contactImport: ContactImport;
  rows: ImportRow[];
  selected: ReadonlySet<number>;
  onSelect: (selected: ReadonlySet<number>) => void;
}

/** Columns worth showing: those that fill a field, and those in which something is wrong. */
function shownColumns({ columns, mapping }: ContactImport, rows: ImportRow[]): ColumnProfile[] {
  const bad = new Set(rows.flatMap(({ issues }) => issues.map(({ column }) => column)));
  return columns.filter(({ index }) => mapping[index] || bad.has(index));
}

/** The grid of failed rows; it scrolls in itself, row number and verdict stay in sight on wide screens. */
export function FailedTable({ contactImport, rows, selected, onSelect }: FailedTableProps) {
  const columns = shownColumns(contactImport, rows);
  const all = rows.length > 0 && rows.every(({ rowNumber }) => selected.has(rowNumber));
  const toggle = (rowNumber: number) => {
    const next = new Set(selected);
    if (!next.delete(rowNumber)) next.add(rowNumber);
    onSelect(next);
  };
  return (
    <Box role="region" aria-label="Rows that need you" tabIndex={0} sx={{ overflowX: 'auto' }}>
      <Table size="small" sx={{ '& td, & th': { verticalAlign: 'top' } }}>
        <TableHead>
          <TableRow>
            <TableCell padding="checkbox">
              <Checkbox
                size="small"
                checked={all}
                onChange={() => onSelect(all ? new Set() : new Set(rows.map(({ rowNumber }) => rowNumber)))}
                slotProps={{ input: { 'aria-label': 'Select all rows of this page' } }}
              />
            </TableCell>
            <TableCell>Row</TableCell>
            {columns.map((column) => (
              <TableCell key={column.index}>{nameOf(column)}</TableCell>
            ))}
            <TableCell>What is wrong</TableCell>
            <TableCell align="right">Tries</TableCell>
            <TableCell>
              <Box component="span" sx={{ position: 'absolute', clip: 'rect(0 0 0 0)' }}>
                Actions
              </Box>
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <FailedRow
              key={row.rowNumber}
              contactImport={contactImport}
              row={row}
              columns={columns}
              isSelected={selected.has(row.rowNumber)}
              onToggle={() => toggle(row.rowNumber)}
            />
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
