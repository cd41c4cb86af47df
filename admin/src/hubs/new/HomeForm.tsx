import { Alert, Box, Button, Card } from '@mui/material';
import { type FormEvent, type ReactNode, useState } from 'react';
import { type HomeInput, homeBody } from '../home.js';
import { HomeFields } from './HomeFields.js';
import { problemsAtFields } from './problems.js';

interface HomeFormProps {
  initial: HomeInput;
  verb: string;
  /** Said above the fields, as long as nothing else is wrong. */
  notice?: ReactNode;
  /** Rejects with a Problem: its field sentences stand at the fields. */
  onSave: (body: ReturnType<typeof homeBody>) => Promise<void>;
}

const needed = 'Nobody can be invited without it.';

/** What an invitation needs of an address; said here so that nothing has to be sent to learn it. */
function missingOf({ street, city, zip }: HomeInput): Record<string, string> {
  return {
    ...(street.trim() === '' && { street: `The street is missing. ${needed}` }),
    ...(city.trim() === '' && zip.trim() === '' && { zip: `City or zip code is missing. ${needed}` }),
  };
}

/** Address and details of a home, saved as a whole. */
export function HomeForm({ initial, verb, notice, onSave }: HomeFormProps) {
  const [values, setValues] = useState(initial);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);

  async function save(event: FormEvent) {
    event.preventDefault();
    const missing = missingOf(values);
    setProblems(missing);
    setRefusal(null);
    if (Object.keys(missing).length > 0) return;
    setIsSaving(true);
    try {
      await onSave(homeBody(values));
    } catch (error) {
      const atFields = problemsAtFields(error);
      setProblems(atFields);
      setRefusal((error as Error).message);
    } finally {
      setIsSaving(false);
    }
  }

  return (
    <Card
      component="form"
      noValidate
      onSubmit={(event) => void save(event as FormEvent)}
      sx={{ padding: { xs: 2, sm: 3 }, display: 'grid', gap: 3 }}
    >
      {notice}
      <HomeFields
        values={values}
        problems={problems}
        onChange={(name, value) => setValues((all) => ({ ...all, [name]: value }))}
      />
      {refusal && <Alert severity="error">{refusal}</Alert>}
      <Box>
        <Button type="submit" variant="contained" disabled={isSaving}>
          {verb}
        </Button>
      </Box>
    </Card>
  );
}
