import {
  Alert as Notice,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Radio,
  RadioGroup,
  TextField,
  Typography,
} from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useNotify } from 'react-admin';
import { counted, inFigures } from '../../fields/numbers.js';
import { type FixRequest, importsApi } from '../api.js';
import { nameOf } from '../mapping.js';
import type { Alert, ContactImport, ImportRow } from '../types.js';
import { importKey } from '../useImport.js';

interface FixAllProps {
  contactImport: ContactImport;
  alert: Alert;
  column: number;
  examples: ImportRow[];
  onClose: () => void;
}

/** One correction for every row with the same trouble: take the suggestions, find and replace, or clear the cell. */
export function FixAll({ contactImport: { id, columns }, alert, column, examples, onClose }: FixAllProps) {
  const issues = examples.flatMap((row) => row.issues).filter(({ code }) => code === alert.code);
  const suggestion = issues.find((issue) => issue.suggestion)?.suggestion;
  const [action, setAction] = useState<FixRequest['action']>(suggestion ? 'accept_suggestions' : 'replace');
  const [find, setFind] = useState('');
  const [replace, setReplace] = useState('');
  const client = useQueryClient();
  const notify = useNotify();
  const titleId = useId();
  const profile = columns.find(({ index }) => index === column);
  const header = profile ? nameOf(profile) : `Column ${column + 1}`;
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      importsApi.fixRows(id, { issue: alert.code, action, column, ...(action === 'replace' && { find, replace }) }),
    onSuccess: async ({ changed, stillFailed }) => {
      const rest =
        stillFailed > 0 ? ` ${counted(stillFailed, 'row')} still ${stillFailed === 1 ? 'has' : 'have'} an error.` : '';
      notify(`${counted(changed, 'row')} changed.${rest}`, { type: 'info' });
      await client.invalidateQueries({ queryKey: importKey(id) });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>Fix {counted(alert.count, 'row')} at once</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography color="text.secondary">
          {alert.sentence}. This changes “{header}” in {inFigures(alert.count)} of the rows of this import, not in your
          file.
        </Typography>
        <RadioGroup
          aria-label="What to do"
          value={action}
          onChange={(_, next) => setAction(next as FixRequest['action'])}
        >
          {suggestion && (
            <FormControlLabel
              value="accept_suggestions"
              control={<Radio />}
              label={`Take the suggestions (such as ${suggestion})`}
            />
          )}
          <FormControlLabel value="replace" control={<Radio />} label="Find and replace" />
          <FormControlLabel value="clear" control={<Radio />} label={`Leave “${header}” blank`} />
        </RadioGroup>
        {action === 'replace' && (
          <>
            <TextField label="Find" value={find} onChange={(event) => setFind(event.target.value)} autoFocus />
            <TextField label="Replace with" value={replace} onChange={(event) => setReplace(event.target.value)} />
          </>
        )}
        {error && <Notice severity="error">{error.message}</Notice>}
      </DialogContent>
      <DialogActions sx={{ p: 2 }}>
        <Button onClick={onClose}>Go back</Button>
        <Button
          variant="contained"
          disabled={isPending || (action === 'replace' && find === '')}
          onClick={() => mutate()}
        >
          Fix {counted(alert.count, 'row')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
