import { Alert, Box, Button, Card, Typography } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { Problem, request } from '../api.js';
import { Page } from '../frame/Page.js';
import { type Contact, type ContactValue, bodyOf, groupsWith } from './contact.js';
import { FieldInput } from './FieldInput.js';
import { fieldGrid, spanOf } from './GroupForm.js';
import { useCustomFields } from './verbs.js';

const needed = new Set(['firstName', 'lastName']);

/** A contact typed by hand. */
export function AddContactPage() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const groups = groupsWith(useCustomFields());
  const [values, setValues] = useState<Record<string, ContactValue>>({});
  const [problem, setProblem] = useState<Error | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const fieldProblems = problem instanceof Problem ? (problem.answer.fields ?? {}) : {};

  async function add(event: FormEvent) {
    event.preventDefault();
    setIsSaving(true);
    setProblem(null);
    try {
      const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => shown(value)));
      const { id } = await request<Contact>('/contacts', { method: 'POST', body: bodyOf(filled) });
      void client.invalidateQueries({ queryKey: ['contacts'] });
      void navigate(`/contacts/${id}`);
    } catch (error) {
      setProblem(error as Error);
      setIsSaving(false);
    }
  }

  return (
    <Page title="Add a contact" width="narrow">
      <Card
        component="form"
        onSubmit={(event) => void add(event as FormEvent)}
        sx={{ padding: { xs: 2, sm: 3 }, display: 'grid', gap: 3 }}
      >
        {groups.map((group) => (
          <Box key={group.id} component="fieldset" sx={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
            <Typography component="legend" variant="h3" sx={{ padding: 0, marginBottom: 1.5 }}>
              {group.title}
            </Typography>
            <Box sx={fieldGrid}>
              {group.fields.map((field) => (
                <Box key={field.name} sx={spanOf(field.span)}>
                  <FieldInput
                    field={field}
                    value={values[field.name] ?? null}
                    isRequired={needed.has(field.name)}
                    problem={fieldProblems[field.name]}
                    onChange={(value) => setValues((all) => ({ ...all, [field.name]: value }))}
                  />
                </Box>
              ))}
            </Box>
          </Box>
        ))}
        {problem && <Alert severity="error">{problem.message}</Alert>}
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button type="submit" variant="contained" disabled={isSaving}>
            Add contact
          </Button>
          <Button onClick={() => void navigate(-1)}>Cancel</Button>
        </Box>
      </Card>
    </Page>
  );
}

const shown = (value: ContactValue) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
