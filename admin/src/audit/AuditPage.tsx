import { Box, Button, MenuItem, TextField } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import AuditIcon from '@mui/icons-material/FactCheckOutlined';
import type { AuditEvent } from '../answers.js';
import { When } from '../fields/When.js';
import { EmptyState } from '../frame/EmptyState.js';
import { ListPage } from '../frame/ListPage.js';
import { RecordTable } from '../frame/RecordTable.js';
import { roleNames } from '../frame/roles.js';
import { useListFilter } from '../frame/SearchBox.js';
import { useList } from '../frame/useList.js';
import { useMe } from '../frame/useMe.js';
import { SubjectLink } from './SubjectLink.js';
import { actionSentences, actionWords, actorName } from './words.js';

type AuditRow = AuditEvent & { id: string };

/** Who did what to which thing, newest first. Nothing here can be changed, by anybody. */
export const AuditPage = () => (
  <ListPage
    resource="audit"
    title="Audit"
    lead="Each event was written in the same breath as the change it tells of, and chained to the one before."
    sort={{ field: 'at', order: 'DESC' }}
    perPage={50}
    actions={
      <Button component={RouterLink} to="/audit/heads" variant="outlined">
        Is it whole?
      </Button>
    }
    toolbar={<Filters />}
    empty={<EmptyState icon={AuditIcon} title="No events yet" />}
  >
    <RecordTable<AuditRow> bulkActionButtons={false}>
      <RecordTable.Col
        label="When"
        render={(record) => <When at={(record as AuditRow).at} />}
        sx={{ whiteSpace: 'nowrap' }}
      />
      <RecordTable.Col label="Who" render={(record) => <Who event={record as AuditRow} />} />
      <RecordTable.Col label="Did" render={(record) => actionWords((record as AuditRow).action)} />
      <RecordTable.Col label="To" render={(record) => <Subject event={record as AuditRow} />} />
      <RecordTable.Col label="Reason" render={(record) => (record as AuditRow).reason} sx={{ maxWidth: 280 }} />
      <RecordTable.Col
        label="Change"
        render={(record) => <Change event={record as AuditRow} />}
        sx={{ maxWidth: 320 }}
      />
    </RecordTable>
  </ListPage>
);

function Who({ event }: { event: AuditEvent }) {
  return (
    <>
      {actorName(event)}
      {event.role && (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {' '}
          · {roleNames[event.role]}
        </Box>
      )}
    </>
  );
}

/** Operations opens accounts, but neither imports nor contacts. */
function Subject({ event }: { event: AuditEvent }) {
  const me = useMe();
  return <SubjectLink event={event} except={me?.user.role === 'ops' ? ['import', 'contact'] : ['contact']} />;
}

const shown = (value: unknown) =>
  typeof value === 'object' ? JSON.stringify(value) : String(value).replaceAll('_', ' ');

/** States before and after, side by side; never personal data, so all of it may be shown. */
function Change({ event }: { event: AuditEvent }) {
  const names = [...new Set([...Object.keys(event.before ?? {}), ...Object.keys(event.after ?? {})])];
  return (
    <Box sx={{ fontSize: '0.8125rem', color: 'text.secondary', overflowWrap: 'anywhere' }}>
      {names.map((name) => (
        <div key={name}>
          {name}: {event.before?.[name] !== undefined && `${shown(event.before[name])} → `}
          {event.after?.[name] === undefined ? 'none' : shown(event.after[name])}
        </div>
      ))}
    </Box>
  );
}

const subjectKinds = {
  import: 'Imports',
  contact: 'Contacts',
  user: 'Users',
  account: 'Accounts',
  api_key: 'API keys',
  invitation: 'Invitations',
  campaign: 'Campaigns',
  sending_hold: 'Holds',
  sending_limit: 'Limits',
  send_attempt: 'Mails',
  inbound_event: 'What came back',
};

function Filters() {
  const { values, set } = useListFilter();
  const { data: accounts } = useList<{ id: string; name: string }>('accounts');
  return (
    <Box role="search" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      <Choice
        label="What happened"
        name="action"
        choices={actionSentences}
        value={values.action}
        onChoose={(value) => set('action', value)}
      />
      <Choice
        label="About"
        name="subjectKind"
        choices={subjectKinds}
        value={values.subjectKind}
        onChoose={(value) => set('subjectKind', value)}
      />
      <Choice
        label="Account"
        name="accountId"
        choices={Object.fromEntries((accounts ?? []).map(({ id, name }) => [id, name]))}
        value={values.accountId}
        onChoose={(value) => set('accountId', value)}
      />
    </Box>
  );
}

interface ChoiceProps {
  label: string;
  name: string;
  choices: Record<string, string>;
  value: unknown;
  onChoose: (value: string) => void;
}

const Choice = ({ label, name, choices, value, onChoose }: ChoiceProps) => (
  <TextField
    select
    label={label}
    name={name}
    value={typeof value === 'string' && value in choices ? value : ''}
    onChange={(event) => onChoose(event.target.value)}
    sx={{ minWidth: 160 }}
  >
    <MenuItem value="">All</MenuItem>
    {Object.entries(choices).map(([key, text]) => (
      <MenuItem key={key} value={key}>
        {text}
      </MenuItem>
    ))}
  </TextField>
);
