import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Radio,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useId, useState } from 'react';
import { type Contact, type ContactGroup, type ContactValue, shownValue, valueOf } from './contact.js';

interface ConflictDialogProps {
  /** What this person typed. */
  mine: Record<string, ContactValue>;
  /** The contact as the other person left it. */
  theirs: Contact;
  groups: ContactGroup[];
  onChoose: (changes: Record<string, ContactValue>) => Promise<void>;
  onClose: () => void;
}

/** Another person saved first: both versions side by side, and a choice for each field. Nothing is overwritten silently. */
export function ConflictDialog({ mine, theirs, groups, onChoose, onClose }: ConflictDialogProps) {
  const fields = groups.flatMap((group) => group.fields).filter(({ name }) => name in mine);
  const [keepsTheirs, setKeepsTheirs] = useState<ReadonlySet<string>>(new Set());
  const [refusal, setRefusal] = useState<string | null>(null);
  const titleId = useId();

  const choose = (name: string, isTheirs: boolean) =>
    setKeepsTheirs((names) => new Set(isTheirs ? [...names, name] : [...names].filter((other) => other !== name)));

  async function save() {
    const changes = Object.fromEntries(Object.entries(mine).filter(([name]) => !keepsTheirs.has(name)));
    if (Object.keys(changes).length === 0) return onClose();
    try {
      await onChoose(changes);
    } catch (error) {
      setRefusal((error as Error).message);
    }
    return undefined;
  }

  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>Somebody changed this contact meanwhile</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography color="text.secondary">
          Nothing of yours is saved yet. Choose for each field what shall stand.
        </Typography>
        <Box sx={{ overflowX: 'auto' }}>
          <Table size="small">
            <TableHead>
              <TableRow>
                <TableCell>Field</TableCell>
                <TableCell>Yours</TableCell>
                <TableCell>Saved by the other person</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {fields.map(({ name, label }) => (
                <TableRow key={name}>
                  <TableCell component="th" scope="row">
                    {label}
                  </TableCell>
                  {[false, true].map((isTheirs) => (
                    <TableCell key={String(isTheirs)}>
                      <Box
                        component="label"
                        sx={{ display: 'flex', alignItems: 'center', gap: 0.5, overflowWrap: 'anywhere' }}
                      >
                        <Radio
                          size="small"
                          name={name}
                          checked={keepsTheirs.has(name) === isTheirs}
                          onChange={() => choose(name, isTheirs)}
                        />
                        {shownValue(isTheirs ? valueOf(theirs, name) : (mine[name] ?? null)) || <i>blank</i>}
                      </Box>
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Box>
        {refusal && <Alert severity="error">{refusal}</Alert>}
      </DialogContent>
      <DialogActions sx={{ padding: 2 }}>
        <Button onClick={onClose}>Go on editing</Button>
        <Button variant="contained" onClick={() => void save()}>
          Save what is chosen
        </Button>
      </DialogActions>
    </Dialog>
  );
}
