import { Alert, Box, Button, TextField } from '@mui/material';
import type { FormEvent, ReactNode } from 'react';
import type { Form } from './useForm.js';

interface FormBoxProps {
  form: Form;
  verb: string;
  done: string;
  children: ReactNode;
}

/** Fields one below the other, then one button, then how it went. */
export function FormBox({ form, verb, done, children }: FormBoxProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.submit();
  };
  return (
    <Box
      component="form"
      noValidate
      onSubmit={submit}
      sx={{ display: 'grid', gap: 2, paddingInline: 2.5, paddingBottom: 2.5 }}
    >
      {children}
      {form.sentence && <Alert severity="error">{form.sentence}</Alert>}
      {form.state === 'saved' && (
        <Alert severity="success" role="status">
          {done}
        </Alert>
      )}
      <Button
        type="submit"
        variant="contained"
        disabled={!form.isChanged || form.state === 'saving'}
        sx={{ justifySelf: 'start' }}
      >
        {form.state === 'saving' ? 'Saving' : verb}
      </Button>
    </Box>
  );
}

interface FormFieldProps {
  form: Form;
  name: string;
  label: string;
  help?: string;
  lines?: number;
  type?: 'text' | 'email' | 'tel' | 'url';
  autoComplete?: string;
}

export function FormField({ form, name, label, help, lines, type = 'text', autoComplete = 'off' }: FormFieldProps) {
  const problem = form.problemAt(name);
  return (
    <TextField
      name={name}
      label={label}
      type={type}
      autoComplete={autoComplete}
      value={form.value(name)}
      onChange={(event) => form.set(name, event.target.value)}
      error={problem !== undefined}
      helperText={problem ?? help}
      fullWidth
      {...(lines && { multiline: true, minRows: lines })}
    />
  );
}
