import { Box, Button, Checkbox, TableCell, TableRow, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { inFigures } from '../fields/numbers.js';
import { ReasonDialog } from '../frame/ReasonDialog.js';
import { CellInput } from './CellInput.js';
import type { Fixable, FixVerbs, GridColumn } from './fixable.js';
import { IssueSentence } from './IssueSentence.js';

interface FixRowProps {
  of: Fixable;
  verbs: FixVerbs;
  /** Columns before and after the verdict. */
  telling: GridColumn[];
  rest: GridColumn[];
  /** What the first column is called. */
  heading: string;
  isSelected: boolean;
  onToggle: () => void;
}

const staysOut = 'It stays out of your contacts and no longer waits for you.';

/** One line to put right: its cells can be typed over, and the server judges it again at once. */
export function FixRow({ of, verbs, telling, rest, heading, isSelected, onToggle }: FixRowProps) {
  const { id, name, isReadOnly, attempts, dismissVerb = 'Dismiss', dismissMeans = staysOut } = of;
  const notify = useNotify();
  const [isDismissing, setIsDismissing] = useState(false);
  const doing = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onError: (problem) => notify(problem.message, { type: 'error', autoHideDuration: 10_000 }),
  });
  const cellOf = ({ key, label }: GridColumn, isRest: boolean) => {
    const cell = of.cells[key];
    return (
      <TableCell
        key={key}
        data-label={label}
        data-rest={isRest || !cell || undefined}
        sx={{ minWidth: { sm: 112 }, px: 0.5 }}
      >
        {cell && (
          <CellInput
            label={`${label}, ${name}`}
            value={cell.text}
            issue={cell.issue}
            isReadOnly={isReadOnly}
            onSave={(text) => doing.mutate(() => verbs.edit(id, key, text))}
          />
        )}
      </TableCell>
    );
  };
  return (
    <TableRow selected={isSelected} data-row={id}>
      <TableCell padding="checkbox" data-corner>
        <Checkbox
          size="small"
          checked={isSelected}
          onChange={onToggle}
          slotProps={{ input: { 'aria-label': `Select ${name}` } }}
        />
      </TableCell>
      <TableCell data-label={heading}>{of.head}</TableCell>
      {telling.map((column) => cellOf(column, false))}
      <TableCell sx={{ minWidth: { sm: 200 } }}>
        <Verdict of={of} />
        {of.candidates?.map(({ contactId, name: who, email }) => (
          <Button
            key={contactId}
            size="small"
            disabled={doing.isPending}
            onClick={() => doing.mutate(() => verbs.choose(id, contactId))}
          >
            It is {who}
            {email && ` (${email})`}
          </Button>
        ))}
        {of.more}
      </TableCell>
      <TableCell align="right" data-label="Tries" data-rest={attempts === 0 || undefined}>
        {inFigures(attempts)}
      </TableCell>
      <TableCell
        sx={{ whiteSpace: 'nowrap', position: { sm: 'sticky' }, right: 0, bgcolor: 'background.paper', px: 1 }}
      >
        {of.mayRetry && (
          <Button
            size="small"
            variant={of.isReady ? 'outlined' : 'text'}
            disabled={doing.isPending}
            aria-label={`Retry ${name}`}
            onClick={() => doing.mutate(() => verbs.retry(id))}
          >
            Retry
          </Button>
        )}
        <Button size="small" aria-label={`${dismissVerb} ${name}`} onClick={() => setIsDismissing(true)}>
          {dismissVerb}…
        </Button>
        {isDismissing && (
          <ReasonDialog
            title={`${dismissVerb} ${name}`}
            verb={dismissVerb}
            isDangerous
            onReason={async (reason) => void (await verbs.dismiss(id, reason))}
            onClose={() => setIsDismissing(false)}
          >
            {dismissMeans}
          </ReasonDialog>
        )}
      </TableCell>
      {rest.map((column) => cellOf(column, true))}
    </TableRow>
  );
}

/** What is wrong; that it is put right; or that it is being tried. */
function Verdict({ of: { isReady, underWay, issues } }: { of: Fixable }) {
  if (underWay)
    return (
      <Typography variant="body2" color="text.secondary" role="status">
        {underWay}
      </Typography>
    );
  if (isReady)
    return (
      <Typography variant="body2" color="success.main">
        Fixed. Retry brings it in.
      </Typography>
    );
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      {issues.map((issue) => (
        <IssueSentence key={`${issue.code}.${issue.at}`} issue={issue} />
      ))}
    </Box>
  );
}
