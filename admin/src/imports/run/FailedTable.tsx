import { Box, Checkbox, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import type { Theme } from '@mui/material/styles';
import { nameOf } from '../mapping.js';
import type { ColumnProfile, ContactImport, ImportRow } from '../types.js';
import { FailedRow } from './FailedRow.js';

interface FailedTableProps {
  contactImport: ContactImport;
  rows: ImportRow[];
  selected: ReadonlySet<number>;
  onSelect: (selected: ReadonlySet<number>) => void;
}

/** Fields by which a person knows who a row is. */
const naming: ReadonlySet<string | null | undefined> = new Set(['firstName', 'lastName', 'fullName', 'email']);

/** Columns left of the verdict: who it is and what is wrong; right of it the other columns that are imported. */
function columnsOf({ columns, mapping }: ContactImport, rows: ImportRow[]) {
  const bad = new Set(
    rows.flatMap(({ issues }) => issues.filter(({ severity }) => severity === 'error').map(({ column }) => column)),
  );
  const isTelling = ({ index }: ColumnProfile) => bad.has(index) || naming.has(mapping[index]);
  return {
    telling: columns.filter(isTelling),
    rest: columns.filter((column) => mapping[column.index] && !isTelling(column)),
  };
}

/** On a phone each row is a card: number first, then each cell with its column's name before it. */
const asCards = (theme: Theme) => ({
  '& td, & th': { verticalAlign: 'middle' },
  [theme.breakpoints.down('sm')]: {
    display: 'block',
    '& thead': { display: 'none' },
    '& tbody, & tr, & td': { display: 'block', width: 'auto', minWidth: 0 },
    '& td': { border: 0, py: 0.5, px: 2, textAlign: 'left' },
    '& td[data-label]': { display: 'grid', gridTemplateColumns: '104px minmax(0, 1fr)', alignItems: 'center', gap: 1 },
    '& td[data-label]::before': { content: 'attr(data-label)', color: 'text.secondary', overflowWrap: 'anywhere' },
    '& td[data-corner]': { position: 'absolute', top: 4, right: 0, zIndex: 1, py: 0 },
    // What is neither wrong nor a name is left to wider screens.
    '& td[data-rest]': { display: 'none' },
    '& tr': { position: 'relative', borderTop: `1px solid ${theme.palette.divider}`, py: 1 },
  },
});

/** The grid of failed rows; it scrolls in itself, not the page. */
export function FailedTable({ contactImport, rows, selected, onSelect }: FailedTableProps) {
  const { telling, rest } = columnsOf(contactImport, rows);
  const all = rows.length > 0 && rows.every(({ rowNumber }) => selected.has(rowNumber));
  const toggle = (rowNumber: number) => {
    const next = new Set(selected);
    if (!next.delete(rowNumber)) next.add(rowNumber);
    onSelect(next);
  };
  return (
    <Box role="region" aria-label="Rows that need you" tabIndex={0} sx={{ overflowX: 'auto' }}>
      <Table size="small" sx={asCards}>
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
            {telling.map((column) => (
              <TableCell key={column.index}>{nameOf(column)}</TableCell>
            ))}
            <TableCell>What is wrong</TableCell>
            <TableCell align="right">Tries</TableCell>
            <TableCell aria-label="Actions" />
            {rest.map((column) => (
              <TableCell key={column.index}>{nameOf(column)}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <FailedRow
              key={row.rowNumber}
              contactImport={contactImport}
              row={row}
              telling={telling}
              rest={rest}
              isSelected={selected.has(row.rowNumber)}
              onToggle={() => toggle(row.rowNumber)}
            />
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
