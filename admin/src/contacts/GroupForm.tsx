import { Alert, Box, Button } from '@mui/material';
import { type FormEvent, useState } from 'react';
import { Problem } from '../api.js';
import { type Contact, type ContactGroup, type ContactValue, shownValue, valueOf } from './contact.js';
import { FieldInput } from './FieldInput.js';

interface GroupFormProps {
  group: ContactGroup;
  contact: Partial<Contact>;
  /** Gets only what was changed. Rejects with a Problem to show. */
  onSave: (changes: Record<string, ContactValue>) => Promise<void>;
  onCancel: () => void;
}

export const fieldGrid = { display: 'grid', gridTemplateColumns: 'repeat(12, minmax(0, 1fr))', gap: 2 } as const;
export const spanOf = (span = 6) => ({ gridColumn: { xs: 'span 12', sm: `span ${span}` } });

/** A part of the contact page turned into a form, in its place. */
export function GroupForm({ group, contact, onSave, onCancel }: GroupFormProps) {
  const [changes, setChanges] = useState<Record<string, ContactValue>>({});
  const [problem, setProblem] = useState<Problem | Error | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const current = (name: string) => (name in changes ? (changes[name] ?? null) : valueOf(contact, name));
  const changed = Object.entries(changes).filter(
    ([name, value]) => shownValue(value) !== shownValue(valueOf(contact, name)),
  );

  async function save(event: FormEvent) {
    event.preventDefault();
    if (changed.length === 0) return onCancel();
    setIsSaving(true);
    setProblem(null);
    try {
      await onSave(Object.fromEntries(changed));
    } catch (error) {
      setProblem(error as Error);
      setIsSaving(false);
    }
    return undefined;
  }

  const fieldProblems = problem instanceof Problem ? (problem.answer.fields ?? {}) : {};
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      sx={{ display: 'grid', gap: 2, paddingBlock: 1 }}
    >
      <Box sx={fieldGrid}>
        {group.fields.map((field) => (
          <Box key={field.name} sx={spanOf(field.span)}>
            <FieldInput
              field={field}
              value={current(field.name)}
              problem={fieldProblems[field.name]}
              onChange={(value) => setChanges((all) => ({ ...all, [field.name]: value }))}
            />
          </Box>
        ))}
      </Box>
      {problem && <Alert severity="error">{problem.message}</Alert>}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button type="submit" variant="contained" disabled={isSaving}>
          Save
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </Box>
    </Box>
  );
}
