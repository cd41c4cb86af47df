import { Alert, Box, Button, Card, MenuItem, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { ShownAuditDay } from '../../../apps/api/audit/audit.schemas.js';
import type { ListAnswer } from '../answers.js';
import { request } from '../api.js';
import { counted, inFigures } from '../fields/numbers.js';
import { When } from '../fields/When.js';
import { Page } from '../frame/Page.js';
import { Section } from '../frame/Section.js';
import { useList } from '../frame/useList.js';
import { Waiting } from '../frame/Waiting.js';
import { Line, Lines } from '../settings/Lines.js';
import { useChainCheck } from './useChainCheck.js';

/** Whether the audit is as it was written: each chain computed again, and held to what was noted outside of the database. */
export const HeadsPage = () => (
  <Page
    title="Is the audit whole?"
    width="middle"
    lead="Every account has a chain of its own: each event carries the hash of the one before."
    actions={
      <Button component={RouterLink} to="/audit" variant="outlined">
        All events
      </Button>
    }
  >
    <CheckCard />
    <Days />
  </Page>
);

function CheckCard() {
  const { data: accounts } = useList<{ id: string; name: string }>('accounts');
  const [accountId, setAccountId] = useState('0');
  const { check, progress, result, problem } = useChainCheck();
  return (
    <Section title="Check a chain">
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
        <TextField
          select
          label="Chain"
          name="accountId"
          value={accountId}
          onChange={(event) => setAccountId(event.target.value)}
          sx={{ minWidth: 260 }}
        >
          <MenuItem value="0">Porchlight itself</MenuItem>
          {accounts?.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <Button variant="contained" disabled={progress !== null} onClick={() => check(accountId)}>
          Check
        </Button>
      </Box>
      <Box role="status" aria-live="polite" sx={{ display: 'grid', gap: 1 }}>
        {progress && (
          <Typography color="text.secondary">
            {`Computing every hash again: ${inFigures(progress.checked)} of ${counted(progress.of, 'event')}`}
          </Typography>
        )}
        {problem && <Alert severity="error">{problem}</Alert>}
        {result?.broken && (
          <Alert severity="error">
            <b>This chain is broken.</b> {result.broken.sentence}
          </Alert>
        )}
        {result && !result.broken && (
          <Alert severity="success">
            {`Whole: ${counted(result.events, 'event')}, each as it was written, `}
            {result.days === 0
              ? 'and no daily heads yet to hold them to.'
              : `and what ${counted(result.days, 'day’s head', 'daily heads')} outside of the database say.`}
          </Alert>
        )}
        {result?.fileProblem && <Alert severity="warning">{result.fileProblem}</Alert>}
      </Box>
    </Section>
  );
}

function Days() {
  const { data, error } = useQuery({
    queryKey: ['audit', 'heads'],
    queryFn: () => request<ListAnswer<ShownAuditDay>>('/audit/heads?page=1&perPage=100'),
  });
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!data) return <Waiting>Fetching the daily heads.</Waiting>;
  return (
    <Section title="Daily heads" isFlush>
      <Typography color="text.secondary" sx={{ paddingInline: 2.5, paddingBottom: 1 }}>
        Once a day the end of every chain is written down in a file outside of the database. Whoever rewrote a chain
        here could not rewrite that.
      </Typography>
      {data.data.length === 0 ? (
        <Card sx={{ padding: 2.5 }}>The first is taken within minutes after the platform has started.</Card>
      ) : (
        <Lines>
          {data.data.map((day) => (
            <Line
              key={day.day}
              title={day.day}
              note={
                <>
                  {`${counted(day.chains, 'chain')}, ${counted(day.events, 'event')} · `}
                  {day.storedAt ? (
                    <>
                      stored <When at={day.storedAt} />
                    </>
                  ) : (
                    'waits to be stored'
                  )}
                  {day.isMailOwed && ' · its mail waits for the mail server'}
                  {day.mailedAt && (
                    <>
                      {' · mailed '}
                      <When at={day.mailedAt} />
                    </>
                  )}
                </>
              }
            >
              <Box component="code" sx={{ fontSize: '0.75rem', color: 'text.secondary', overflowWrap: 'anywhere' }}>
                {`SHA-256 ${day.digest}`}
              </Box>
            </Line>
          ))}
        </Lines>
      )}
    </Section>
  );
}
