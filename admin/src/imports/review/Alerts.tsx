import { Box, Button, Card, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { counted, inFigures } from '../../fields/numbers.js';
import { importsApi } from '../api.js';
import { personName } from '../contact.js';
import type { Alert, ContactImport, ImportRow, RowFilter, Severity } from '../types.js';
import { FixAll } from './FixAll.js';

const several = (rows: number | null) => (rows === null ? 'Rows that' : counted(rows, 'row'));
const groups: { severity: Severity; title: (rows: number | null) => string; colour: string }[] = [
  { severity: 'error', title: (rows) => `${several(rows)} cannot be imported`, colour: 'error.main' },
  { severity: 'warning', title: (rows) => `${several(rows)} will be imported, but look`, colour: 'warning.main' },
  { severity: 'info', title: () => 'Good to know', colour: 'text.primary' },
];

/** What the scan noticed, by cause: how many rows, two of them, and what can be done for all at once. */
export function Alerts({ contactImport, alerts }: { contactImport: ContactImport; alerts: readonly Alert[] }) {
  if (alerts.length === 0) return null;
  return (
    <Card component="section" aria-label="What the scan noticed">
      {groups.map(({ severity, title, colour }, place) => {
        const causes = alerts.filter((alert) => alert.severity === severity);
        if (causes.length === 0) return null;
        return (
          <Box key={severity} sx={{ borderTop: place === 0 ? 0 : 1, borderColor: 'divider' }}>
            <Typography variant="h2" sx={{ px: { xs: 2, md: 3 }, pt: 2, pb: 1, color: colour }}>
              {title(rowsOf(contactImport, severity, causes))}
            </Typography>
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, pb: 1 }}>
              {causes.map((alert) => (
                <Cause key={`${alert.code}.${alert.field}`} contactImport={contactImport} alert={alert} />
              ))}
            </Box>
          </Box>
        );
      })}
    </Card>
  );
}

/** How many rows a group holds; null where a row can stand under several causes and adding them up would count it twice. */
function rowsOf({ planned }: ContactImport, severity: Severity, causes: Alert[]): number | null {
  if (severity === 'error') return planned?.fail ?? null;
  return causes.length === 1 ? (causes[0]?.count ?? null) : null;
}

function Cause({ contactImport, alert }: { contactImport: ContactImport; alert: Alert }) {
  const { id, state } = contactImport;
  const { code, count, sentence } = alert;
  const [, setSearch] = useSearchParams();
  const [isFixing, setIsFixing] = useState(false);
  const { data } = useQuery({
    queryKey: ['import', id, 'rows', 'examples', code, state, count],
    queryFn: () => importsApi.rows(id, { filter: { issue: code } as RowFilter, page: 1, perPage: 2 }),
  });
  const examples = data?.data ?? [];
  const column = fixableColumn(examples, alert);
  const showRows = () => {
    setSearch({ issue: code }, { preventScrollReset: true });
    document.getElementById('rows')?.scrollIntoView({ block: 'start' });
  };
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '6ch minmax(0, 1fr)', md: '7ch minmax(0, 1fr) minmax(0, 1fr) 184px' },
        columnGap: 2,
        rowGap: 0.5,
        alignItems: 'baseline',
        px: { xs: 2, md: 3 },
        py: 0.75,
      }}
    >
      <Typography sx={{ fontWeight: 650, textAlign: 'right' }}>{inFigures(count)}</Typography>
      <Typography>{sentence}</Typography>
      <Typography
        variant="body2"
        color="text.secondary"
        sx={{ gridColumn: { xs: 2, md: 'auto' }, overflowWrap: 'anywhere' }}
      >
        {examples.map((row) => exampleOf(row, code)).join(', ')}
        {count > examples.length && examples.length > 0 && ' …'}
      </Typography>
      <Box sx={{ gridColumn: { xs: 2, md: 'auto' }, display: 'flex', gap: 0.5 }}>
        <Button size="small" onClick={showRows}>
          Show rows
        </Button>
        {column !== null && alert.severity !== 'info' && (
          <Button size="small" onClick={() => setIsFixing(true)}>
            Fix all…
          </Button>
        )}
      </Box>
      {isFixing && column !== null && (
        <FixAll
          contactImport={contactImport}
          alert={alert}
          column={column}
          examples={examples}
          onClose={() => setIsFixing(false)}
        />
      )}
    </Box>
  );
}

/** The column in which all rows can be fixed at once: there is something in it to be replaced or cleared. */
function fixableColumn(examples: ImportRow[], { code, field }: Alert): number | null {
  for (const { issues, cells } of examples) {
    const issue = issues.find((known) => known.code === code && (field === null || known.field === field));
    if (issue && issue.column !== null && cells?.[issue.column]?.trim()) return issue.column;
  }
  return null;
}

/** `row 17 "Anna"`: the cell in question, or the person when the trouble is a cell that is not there. */
function exampleOf(row: ImportRow, code: string): string {
  const column = row.issues.find((issue) => issue.code === code)?.column;
  const cell = typeof column === 'number' ? (row.edits?.[column] ?? row.cells?.[column]) : undefined;
  return `row ${inFigures(row.rowNumber)} “${cell?.trim() || personName(row.contact)}”`;
}
