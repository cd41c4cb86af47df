import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  MenuItem,
  TextField,
  Typography,
} from '@mui/material';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Problem } from '../api.js';

export interface AskedField {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password';
  autoComplete?: string;
  /** A choice instead of text: value → label. */
  choices?: Record<string, string>;
  initial?: string;
  isOptional?: boolean;
  help?: string;
}

interface AskDialogProps {
  title: string;
  children?: string;
  /** A choice on which the fields depend, above them. */
  lead?: ReactNode;
  verb: string;
  fields: AskedField[];
  /** Rejects with a Problem: its field sentences stand at the fields, its sentence below. */
  onAnswer: (answers: Record<string, string>) => Promise<void>;
  onClose: () => void;
}

/** Asks for a few words that are too little for a page. */
export function AskDialog({ title, children, lead, verb, fields, onAnswer, onClose }: AskDialogProps) {
  const [answers, setAnswers] = useState<Record<string, string>>(() =>
    Object.fromEntries(fields.map(({ name, initial = '' }) => [name, initial])),
  );
  const [problem, setProblem] = useState<Error | null>(null);
  const [isSending, setIsSending] = useState(false);
  const titleId = useId();
  const fieldProblems = problem instanceof Problem ? (problem.answer.fields ?? {}) : {};

  async function send(event: FormEvent) {
    event.preventDefault();
    setIsSending(true);
    setProblem(null);
    try {
      await onAnswer(Object.fromEntries(Object.entries(answers).map(([name, text]) => [name, text.trim()])));
      onClose();
    } catch (error) {
      setProblem(error as Error);
      setIsSending(false);
    }
  }

  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <form onSubmit={(event) => void send(event)}>
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          {children && <Typography color="text.secondary">{children}</Typography>}
          {lead}
          {fields.map(({ name, label, type = 'text', autoComplete, choices, isOptional = false, help }, index) => (
            <TextField
              key={name}
              name={name}
              label={label}
              type={type}
              select={choices !== undefined}
              autoComplete={autoComplete}
              autoFocus={index === 0 && !lead}
              required={!isOptional}
              fullWidth
              value={answers[name] ?? ''}
              onChange={(event) => setAnswers((all) => ({ ...all, [name]: event.target.value }))}
              error={fieldProblems[name] !== undefined}
              helperText={fieldProblems[name] ?? help}
              sx={{ marginTop: index === 0 ? 1 : 0 }}
            >
              {choices &&
                Object.entries(choices).map(([value, text]) => (
                  <MenuItem key={value} value={value}>
                    {text}
                  </MenuItem>
                ))}
            </TextField>
          ))}
          {problem && Object.keys(fieldProblems).length === 0 && <Alert severity="error">{problem.message}</Alert>}
        </DialogContent>
        <DialogActions sx={{ padding: 2 }}>
          <Button onClick={onClose}>Go back</Button>
          <Button type="submit" variant="contained" disabled={isSending}>
            {verb}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
