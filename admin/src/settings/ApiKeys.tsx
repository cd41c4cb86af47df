import { Alert, Box, Button, TextField } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../api.js';
import { When } from '../fields/When.js';
import { AskDialog } from '../frame/AskDialog.js';
import { ConfirmDialog } from '../frame/ConfirmDialog.js';
import { Waiting } from '../frame/Waiting.js';
import { Line, Lines, Section } from './Lines.js';
import { useList } from '../frame/useList.js';

interface ApiKey {
  id: string;
  name: string;
  /** The first letters, to tell keys apart. */
  start: string | null;
  createdAt: string;
  lastUsedAt: string | null;
  /** The whole key; only in the answer that makes it. */
  key?: string;
}

/** Keys with which programs act for the account. */
export function ApiKeys() {
  const { data, error } = useList<ApiKey>('api-keys');
  const client = useQueryClient();
  const [isMaking, setIsMaking] = useState(false);
  const [made, setMade] = useState<ApiKey | null>(null);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: ['api-keys'] });

  async function make({ name = '' }: Record<string, string>) {
    setMade(await request<ApiKey>('/api-keys', { method: 'POST', body: { name } }));
    await refresh();
  }

  async function remove({ id }: ApiKey) {
    await request(`/api-keys/${id}`, { method: 'DELETE' });
    if (made?.id === id) setMade(null);
    await refresh();
  }

  return (
    <Section
      lead="A program with a key can do what you can: import files, read and change contacts. Every key is named in the audit."
      action={
        <Button variant="contained" onClick={() => setIsMaking(true)}>
          New key
        </Button>
      }
    >
      {error && <Alert severity="error">{error.message}</Alert>}
      {!data && !error && <Waiting>Fetching the keys.</Waiting>}
      {made?.key && <ShownOnce name={made.name} value={made.key} />}
      <Lines>
        {data?.length === 0 && (
          <Line title="No keys" note="Make one for each program, so that each can be ended alone." />
        )}
        {data?.map((key) => (
          <Line
            key={key.id}
            title={key.name}
            note={
              <>
                {key.start}… · made <When at={key.createdAt} /> · {key.lastUsedAt ? 'used ' : 'never used'}
                <When at={key.lastUsedAt} />
              </>
            }
          >
            <Button size="small" color="error" aria-label={`End key ${key.name}`} onClick={() => setEnding(key)}>
              End…
            </Button>
          </Line>
        ))}
      </Lines>
      {isMaking && (
        <AskDialog
          title="New API key"
          verb="Make key"
          fields={[
            {
              name: 'name',
              label: 'What is it for?',
              autoComplete: 'off',
              help: 'For example the program that will use it.',
            },
          ]}
          onAnswer={make}
          onClose={() => setIsMaking(false)}
        />
      )}
      {ending && (
        <ConfirmDialog
          title={`End key ${ending.name}`}
          verb="End key"
          onConfirm={() => remove(ending)}
          onClose={() => setEnding(null)}
        >
          The program that uses it is refused from now on. This cannot be taken back.
        </ConfirmDialog>
      )}
    </Section>
  );
}

function ShownOnce({ name, value }: { name: string; value: string }) {
  const [isCopied, setIsCopied] = useState(false);
  return (
    <Alert severity="warning" sx={{ marginInline: 2.5, marginBottom: 2, '& .MuiAlert-message': { flex: 1 } }}>
      Copy the key of {name} now: it is shown this once.
      <Box sx={{ display: 'flex', gap: 1, marginTop: 1 }}>
        <TextField
          value={value}
          fullWidth
          slotProps={{
            htmlInput: {
              readOnly: true,
              'aria-label': `Key of ${name}`,
              onFocus: (event: React.FocusEvent<HTMLInputElement>) => event.target.select(),
            },
          }}
        />
        <Button
          variant="outlined"
          color="inherit"
          onClick={() => void navigator.clipboard.writeText(value).then(() => setIsCopied(true))}
        >
          {isCopied ? 'Copied' : 'Copy'}
        </Button>
      </Box>
    </Alert>
  );
}
