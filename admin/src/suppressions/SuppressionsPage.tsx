import { Box, Chip, MenuItem, TextField, Typography } from '@mui/material';
import BlockIcon from '@mui/icons-material/DoNotDisturbOnOutlined';
import type { ShownSuppression } from '../../../apps/api/suppressions/suppressions.schemas.js';
import { When } from '../fields/When.js';
import { EmptyState } from '../frame/EmptyState.js';
import { ListPage } from '../frame/ListPage.js';
import { RecordTable } from '../frame/RecordTable.js';
import { SearchBox, useListFilter } from '../frame/SearchBox.js';
import { useMe } from '../frame/useMe.js';
import { AddSuppression, ExportButton, ImportSuppressions } from './actions.js';
import { RemoveButton } from './RemoveButton.js';
import { erasedWords, reasonWords, scopeWords, sourceWords } from './words.js';

const leads = {
  own: 'Nothing is mailed to these addresses, whatever an invitation, an import or a CRM says.',
  all: 'Nothing is mailed to these addresses. What you add holds for every account; addresses are masked.',
};

const fromTablet = { display: { xs: 'none', md: 'table-cell' } };

/** Whom nobody mails, why, since when and who said so. */
export function SuppressionsPage() {
  const isStaff = useMe()?.account === null;
  return (
    <ListPage
      resource="suppressions"
      title="Suppressions"
      lead={isStaff ? leads.all : leads.own}
      sort={{ field: 'createdAt', order: 'DESC' }}
      actions={<Actions />}
      toolbar={<Filters />}
      empty={
        <EmptyState icon={BlockIcon} title="Nobody yet" action={<AddSuppression />}>
          Whoever unsubscribes stands here, and so do addresses that you add or bring along as a list.
        </EmptyState>
      }
    >
      <RecordTable<ShownSuppression> bulkActionButtons={false}>
        <RecordTable.Col label="Address" render={(record) => <Address of={record as ShownSuppression} />} />
        <RecordTable.Col label="Why" render={(record) => <Why of={record as ShownSuppression} />} sx={fromTablet} />
        {isStaff && (
          <RecordTable.Col
            label="Holds for"
            render={(record) => scopeWords(record as ShownSuppression)}
            sx={fromTablet}
          />
        )}
        <RecordTable.Col
          label="Since"
          render={(record) => <When at={(record as ShownSuppression).since} />}
          sx={{ ...fromTablet, whiteSpace: 'nowrap' }}
        />
        <RecordTable.Col label="Until" render={(record) => <End of={record as ShownSuppression} />} />
      </RecordTable>
    </ListPage>
  );
}

const Actions = () => (
  <>
    <ExportButton />
    <ImportSuppressions />
    <AddSuppression />
  </>
);

/** On a phone the reason and the time stand under the address. */
function Address({ of: suppression }: { of: ShownSuppression }) {
  const { email, note, since } = suppression;
  return (
    <>
      <Box component="span" sx={{ overflowWrap: 'anywhere', ...(!email && { color: 'text.secondary' }) }}>
        {email ?? erasedWords}
      </Box>
      {note && (
        <Typography variant="body2" color="text.secondary">
          {note}
        </Typography>
      )}
      <Box sx={{ display: { md: 'none' }, fontSize: '0.875rem' }}>
        <Why of={suppression} />
        <Typography variant="body2" color="text.secondary">
          Since <When at={since} />
        </Typography>
      </Box>
    </>
  );
}

export function Why({ of: { reason, source, by } }: { of: ShownSuppression }) {
  return (
    <>
      {reasonWords[reason]}
      <Typography variant="body2" color="text.secondary">
        {sourceWords[source]}
        {by && ` · ${by}`}
      </Typography>
    </>
  );
}

function End({ of: suppression }: { of: ShownSuppression }) {
  const { removed } = suppression;
  if (!removed) return <RemoveButton suppression={suppression} />;
  return (
    <Typography variant="body2" color="text.secondary">
      Lifted <When at={removed.at} />
      {removed.by && ` by ${removed.by}`}
      {removed.reason && `: ${removed.reason}`}
    </Typography>
  );
}

function Filters() {
  const { values, set } = useListFilter();
  const isLifted = values.removed === true;
  return (
    <Box role="search" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <AddressSearch />
      <TextField
        select
        label="Why"
        value={typeof values.reason === 'string' ? values.reason : ''}
        onChange={(event) => set('reason', event.target.value)}
        sx={{ minWidth: 180 }}
      >
        <MenuItem value="">All</MenuItem>
        {Object.entries(reasonWords).map(([value, text]) => (
          <MenuItem key={value} value={value}>
            {text}
          </MenuItem>
        ))}
      </TextField>
      <Chip
        label="Lifted"
        aria-pressed={isLifted}
        variant={isLifted ? 'filled' : 'outlined'}
        color={isLifted ? 'primary' : 'default'}
        onClick={() => set('removed', isLifted ? undefined : true)}
        sx={{ height: 36 }}
      />
    </Box>
  );
}

/** Only a whole address can be looked for: what is compared is its fingerprint. */
const AddressSearch = () => (
  <SearchBox name="address" label="Find a whole address" placeholder="name@example.com" isReady={isWhole} />
);

const isWhole = (text: string): boolean => text === '' || /^\S+@\S+\.\S{2,}$/.test(text);
