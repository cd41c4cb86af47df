import { Alert, Box, Link, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router';
import { inFigures } from '../fields/numbers.js';
import { When } from '../fields/When.js';
import { Waiting } from '../frame/Waiting.js';
import { type ContactGroup, type ContactValue, shownValue } from './contact.js';
import { type HistoryEntry, useHistory } from './verbs.js';

const verbs: Record<string, string> = {
  created: 'Created',
  updated: 'Changed',
  tagged: 'Tagged',
  restored: 'Put back by an undo',
};

/** "by import spring-open-house.csv, row 340, by Maria", "from Follow Up Boss" */
function byWhom({ by }: HistoryEntry): ReactNode {
  if (by.kind === 'sync')
    return (
      <>
        from{' '}
        <Link component={RouterLink} to={`/connections/${by.connectionId}`}>
          {by.name}
        </Link>
      </>
    );
  if (by.kind !== 'import') return by.name ? `by ${by.name}` : by.kind === 'api_key' ? 'by an API key' : '';
  return (
    <>
      by import{' '}
      {by.importId ? (
        <Link component={RouterLink} to={`/imports/${by.importId}`} sx={{ fontStyle: 'italic' }}>
          {by.fileName ?? by.importId}
        </Link>
      ) : (
        <i>{by.fileName}</i>
      )}
      {by.row !== undefined && by.row !== null && `, row ${inFigures(by.row)}`}
      {by.name && `, by ${by.name}`}
    </>
  );
}

/** What happened to the contact, newest first, in sentences. */
export function HistoryTab({ contactId, groups }: { contactId: string; groups: ContactGroup[] }) {
  const { data, error } = useHistory(contactId);
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!data) return <Waiting>Fetching the history.</Waiting>;
  if (data.length === 0)
    return (
      <Typography sx={{ padding: 2.5 }} color="text.secondary">
        Nothing has happened since it was added.
      </Typography>
    );
  const labels = new Map(groups.flatMap((group) => group.fields).map(({ name, label }) => [name, label]));
  return (
    <Box component="ol" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {data.map((entry) => (
        <Box
          component="li"
          key={`${entry.at} ${entry.kind} ${entry.eventId ?? ''}`}
          sx={{ paddingInline: 2.5, paddingBlock: 1.5, '& + &': { borderTop: 1, borderColor: 'divider' } }}
        >
          <Typography sx={{ overflowWrap: 'anywhere' }}>
            {entry.sentence ? (
              <Link component={RouterLink} to={`/hubs/${entry.hubId}`} color="inherit">
                {entry.sentence}
              </Link>
            ) : (
              <>
                {verbs[entry.kind] ?? entry.kind} {byWhom(entry)}
              </>
            )}
          </Typography>
          <Typography variant="body2" color="text.secondary">
            <When at={entry.at} />
          </Typography>
          {entry.changes && <Changes changes={entry.changes} labels={labels} />}
        </Box>
      ))}
    </Box>
  );
}

const words = (value: unknown) => shownValue((value ?? null) as ContactValue) || 'blank';

function Changes({ changes, labels }: { changes: NonNullable<HistoryEntry['changes']>; labels: Map<string, string> }) {
  return (
    <Box
      component="ul"
      sx={{ margin: 0, marginTop: 0.5, paddingLeft: 2, fontSize: '0.875rem', overflowWrap: 'anywhere' }}
    >
      {Object.entries(changes).map(([name, [before, after]]) => (
        <li key={name}>
          {labels.get(name) ?? name}:{' '}
          <Box component="s" sx={{ color: 'text.secondary' }}>
            {words(before)}
          </Box>{' '}
          → {words(after)}
        </li>
      ))}
    </Box>
  );
}
