import { Alert, Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ActionBar } from '../../frame/ActionBar.js';
import { fieldsKey, importsApi } from '../api.js';
import type { ContactImport } from '../types.js';
import { useCommand } from '../useCommand.js';
import { Becomes } from './Becomes.js';
import { Columns } from './Columns.js';
import { Options } from './Options.js';
import { RequiredMeter } from './RequiredMeter.js';
import { useMapping } from './useMapping.js';

/** Step 2: which column fills which contact field, and how rows meet the contacts that are already here. */
export function MapPage({ contactImport }: { contactImport: ContactImport }) {
  const { id, mappingProblems } = contactImport;
  const navigate = useNavigate();
  const { save, saved, isSaving } = useMapping(id);
  const { ask, isAsking } = useCommand(id);
  const [isTrying, setIsTrying] = useState(false);
  const { data: catalogue } = useQuery({ queryKey: fieldsKey, queryFn: importsApi.fields, staleTime: 60_000 });
  const fields = catalogue?.fields ?? [];

  async function scan() {
    const mustSave = isSaving || !contactImport.commands.includes('scan');
    const latest = mustSave ? await saved({}) : contactImport;
    setIsTrying(true);
    if (latest.mappingProblems.length > 0) return;
    await ask({ command: 'scan' });
    void navigate(`/imports/${id}`);
  }

  return (
    <>
      <RequiredMeter contactImport={contactImport} />
      <Columns contactImport={contactImport} fields={fields} onChange={(columns) => save({ columns })} />
      <Becomes contactImport={contactImport} fields={fields} isSaved={!isSaving} />
      <Options contactImport={contactImport} fields={fields} onChange={(options) => save({ options })} />
      {isTrying && mappingProblems.length > 0 && (
        <Alert severity="warning" role="alert">
          {mappingProblems.map((problem) => (
            <div key={problem}>{problem}</div>
          ))}
        </Alert>
      )}
      <ActionBar>
        <Typography variant="body2" color="text.secondary" role="status">
          {isSaving ? 'Saving…' : 'Every choice is saved.'}
        </Typography>
        <Button variant="contained" disabled={isAsking} onClick={() => void scan()}>
          Scan My File
        </Button>
      </ActionBar>
    </>
  );
}
