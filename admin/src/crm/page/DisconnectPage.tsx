import { Alert, Box, Button, FormControlLabel, Radio, RadioGroup, Typography } from '@mui/material';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { Link as RouterLink, Navigate, useNavigate } from 'react-router';
import { counted } from '../../fields/numbers.js';
import { Section } from '../../frame/Section.js';
import type { Connection } from '../types.js';
import { useConnectionCommand } from '../useConnection.js';

/** `/connections/:id/disconnect`: what stops, what stays, and what becomes of what was kept. */
export function DisconnectPage({ connection }: { connection: Connection }) {
  const { id, label, contacts, commands, openProblems } = connection;
  const [data, setData] = useState<'keep' | 'erase'>('keep');
  const { askAndWait, isAsking } = useConnectionCommand(id);
  const navigate = useNavigate();
  const notify = useNotify();
  if (!commands.includes('disconnect')) return <Navigate to={`/connections/${id}`} replace />;

  async function disconnect() {
    await askAndWait({ command: 'disconnect', body: { data } });
    notify(`${label} is disconnected.`, { type: 'success' });
    void navigate(`/connections/${id}`);
  }

  return (
    <Section title={`Disconnect ${label}`}>
      <Box
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}
      >
        <WhatHappens
          title="What stops"
          lines={[
            'Nothing is read any more, neither on schedule nor by webhook.',
            `Our webhooks at ${label} are taken away.`,
            'The key or sign-in is given back where that is possible, and forgotten here.',
          ]}
        />
        <WhatHappens
          title="What stays"
          lines={[
            `${counted(contacts, 'contact')}, with their Hubs, tags and history.`,
            'The runs and what each of them did.',
            `Everything at ${label}: nothing there is changed.`,
          ]}
        />
      </Box>
      <RadioGroup
        aria-label={`What was kept of the records at ${label}`}
        value={data}
        onChange={(_event, chosen) => setData(chosen as 'keep' | 'erase')}
      >
        <FormControlLabel
          value="keep"
          control={<Radio size="small" />}
          label={`Keep what the records at ${label} said, so that connecting again finds everybody`}
        />
        <FormControlLabel
          value="erase"
          control={<Radio size="small" />}
          label={`Erase it: which contact is which record there, what it said, and the records that need you. Contacts stay`}
        />
      </RadioGroup>
      {openProblems > 0 && (
        <Alert severity="warning">
          {counted(openProblems, 'record still needs you', 'records still need you')}. Once it is disconnected, they
          cannot be retried.
        </Alert>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button component={RouterLink} to={`/connections/${id}`} variant="contained">
          Stay connected
        </Button>
        <Button variant="outlined" color="error" disabled={isAsking} onClick={() => void disconnect().catch(() => {})}>
          Disconnect · {counted(contacts, 'contact')} stay
        </Button>
      </Box>
    </Section>
  );
}

const WhatHappens = ({ title, lines }: { title: string; lines: string[] }) => (
  <div>
    <Typography variant="h3">{title}</Typography>
    <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5, display: 'grid', gap: 0.5 }}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </Box>
  </div>
);
