import { Box, Checkbox, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import type { Theme } from '@mui/material/styles';
import type { Fixable, FixVerbs, GridColumn } from './fixable.js';
import { FixRow } from './FixRow.js';

interface FixGridProps {
  /** What stands in the grid: "Rows that need you". */
  label: string;
  /** What the first column is called: "Row". */
  heading: string;
  /** Columns left of the verdict say who it is and what is wrong; the others stand right of it. */
  telling: GridColumn[];
  rest: GridColumn[];
  rows: Fixable[];
  verbs: FixVerbs;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}

/** On a phone each line is a card: name first, then each cell with its column's name before it. */
const asCards = (theme: Theme) => ({
  '& td, & th': { verticalAlign: 'middle' },
  [theme.breakpoints.down('sm')]: {
    display: 'block',
    '& thead': { display: 'none' },
    '& tbody, & tr, & td': { display: 'block', width: 'auto', minWidth: 0 },
    '& td': { border: 0, py: 0.5, px: 2, textAlign: 'left' },
    '& td[data-label]': { display: 'grid', gridTemplateColumns: '104px minmax(0, 1fr)', alignItems: 'center', gap: 1 },
    '& td[data-label]::before': { content: 'attr(data-label)', color: 'text.secondary', overflowWrap: 'anywhere' },
    '& td[data-corner]': { position: 'absolute', top: 4, right: 8, zIndex: 1, p: 0 },
    // What is neither wrong nor a name is left to wider screens.
    '& td[data-rest]': { display: 'none' },
    '& tr': { position: 'relative', borderTop: `1px solid ${theme.palette.divider}`, py: 1 },
  },
});

/** What a person puts right in place, line by line; it scrolls in itself, not the page. */
export function FixGrid({ label, heading, telling, rest, rows, verbs, selected, onSelect }: FixGridProps) {
  const all = rows.length > 0 && rows.every(({ id }) => selected.has(id));
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  return (
    <Box role="region" aria-label={label} tabIndex={0} sx={{ overflowX: 'auto' }}>
      <Table size="small" sx={asCards}>
        <TableHead>
          <TableRow>
            <TableCell padding="checkbox">
              <Checkbox
                size="small"
                checked={all}
                onChange={() => onSelect(all ? new Set() : new Set(rows.map(({ id }) => id)))}
                slotProps={{ input: { 'aria-label': `Select all ${heading.toLowerCase()}s of this page` } }}
              />
            </TableCell>
            <TableCell>{heading}</TableCell>
            {telling.map((column) => (
              <TableCell key={column.key}>{column.label}</TableCell>
            ))}
            <TableCell>What is wrong</TableCell>
            <TableCell align="right">Tries</TableCell>
            <TableCell aria-label="Actions" />
            {rest.map((column) => (
              <TableCell key={column.key}>{column.label}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <FixRow
              key={row.id}
              of={row}
              verbs={verbs}
              telling={telling}
              rest={rest}
              heading={heading}
              isSelected={selected.has(row.id)}
              onToggle={() => toggle(row.id)}
            />
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
