import { Alert, Button } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../api.js';
import type { CustomField } from '../contacts/contact.js';
import { AskDialog } from '../frame/AskDialog.js';
import { Waiting } from '../frame/Waiting.js';
import { Line, Lines, Section } from './Lines.js';
import { useList } from '../frame/useList.js';

/** Fields that this account keeps beside the usual ones. */
export function CustomFields() {
  const { data, error } = useList<CustomField>('custom-fields');
  const client = useQueryClient();
  const [isAdding, setIsAdding] = useState(false);

  async function add({ label = '' }: Record<string, string>) {
    await request('/custom-fields', { method: 'POST', body: { label } });
    await client.invalidateQueries({ queryKey: ['custom-fields'] });
  }

  return (
    <Section
      lead="Your own fields stand on every contact's page under More, and in the list when you map a file."
      action={
        <Button variant="contained" onClick={() => setIsAdding(true)}>
          Add a field
        </Button>
      }
    >
      {error && <Alert severity="error">{error.message}</Alert>}
      {!data && !error && <Waiting>Fetching the fields.</Waiting>}
      <Lines>
        {data?.length === 0 && <Line title="No custom fields" note="You can also make one while you map a file." />}
        {data?.map(({ key, label }) => (
          <Line key={key} title={label} note={`In files and the API: custom:${key}`} />
        ))}
      </Lines>
      {isAdding && (
        <AskDialog
          title="Add a field"
          verb="Add field"
          fields={[{ name: 'label', label: 'Name of the field', autoComplete: 'off' }]}
          onAnswer={add}
          onClose={() => setIsAdding(false)}
        />
      )}
    </Section>
  );
}
