import CrmIcon from '@mui/icons-material/HubOutlined';
import { Box } from '@mui/material';
import { useGetList, useListContext } from 'react-admin';
import { stateWords } from '../../fields/states.js';
import { ChoiceChip, whoIsNeeded } from '../../frame/ChoiceChip.js';
import { EmptyState } from '../../frame/EmptyState.js';
import { ListPage } from '../../frame/ListPage.js';
import { ConnectionLines } from '../ConnectionLine.js';
import type { Connection } from '../types.js';
import { useConnectors } from '../useConnection.js';

/** Connections of all accounts, for support and administrators. */
export const SupportSyncs = () => (
  <ListPage
    resource="connections"
    title="Syncs"
    lead="Every account’s connections to a CRM. Personal data is masked until you reveal it with a reason."
    sort={{ field: 'createdAt', order: 'DESC' }}
    toolbar={<Toolbar />}
    empty={
      <EmptyState icon={CrmIcon} title="No CRM is connected yet">
        Connections of every account stand here as soon as somebody connects a CRM.
      </EmptyState>
    }
  >
    <Lines />
  </ListPage>
);

function Lines() {
  const { data } = useListContext<Connection>();
  return <ConnectionLines of={data ?? []} showsAccount />;
}

/** Every kind of health that a sentence can have, and what is open besides. */
const healths = [
  ...Object.entries(stateWords.connection).map(([value, { label }]) => ({ value, label })),
  { value: 'open_problems', label: 'Records need somebody' },
];

function Toolbar() {
  const { data: connectors } = useConnectors();
  const { data: accounts = [] } = useGetList<{ id: string; name: string }>('accounts', {
    pagination: { page: 1, perPage: 100 },
    sort: { field: 'name', order: 'ASC' },
  });
  return (
    <Box role="search" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <ChoiceChip name="health" label="Health" choices={healths} />
      <ChoiceChip name="needs" label="Needs" choices={whoIsNeeded} />
      <ChoiceChip
        name="connector"
        label="CRM"
        choices={connectors?.data.map(({ id, label }) => ({ value: id, label })) ?? []}
      />
      <ChoiceChip
        name="accountId"
        label="Account"
        choices={accounts.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Box>
  );
}
