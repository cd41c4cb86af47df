import { Button } from '@mui/material';
import HubsIcon from '@mui/icons-material/HolidayVillageOutlined';
import { useListContext } from 'react-admin';
import { Link } from 'react-router';
import { EmptyState } from '../frame/EmptyState.js';
import { ListPage } from '../frame/ListPage.js';
import { HubFilters } from './HubFilters.js';
import { HubTable } from './HubTable.js';

/** Every list of the console polls a little; events of Hubs refresh it at once. */
const lookMs = 20_000;

function Actions() {
  const { data, filterValues } = useListContext();
  const isEmpty = data?.length === 0 && Object.keys(filterValues as object).length === 0;
  if (isEmpty) return null;
  return (
    <Button component={Link} to="/hubs/new" variant="contained">
      New Hub
    </Button>
  );
}

/** The Hubs of the account, by what moved last. */
export const HubsPage = () => (
  <ListPage
    resource="hubs"
    title="Hubs"
    sort={{ field: 'updatedAt', order: 'DESC' }}
    queryOptions={{ refetchInterval: lookMs }}
    actions={<Actions />}
    toolbar={<HubFilters />}
    empty={
      <EmptyState
        icon={HubsIcon}
        title="No Hubs yet"
        action={
          <Button component={Link} to="/hubs/new" variant="contained">
            New Hub
          </Button>
        }
      >
        A Hub is a homeowner’s own page about their home, with you beside it. Invite somebody, and it stands here with
        how far it is.
      </EmptyState>
    }
  >
    <HubTable />
  </ListPage>
);
