import { Button } from '@mui/material';
import AddIcon from '@mui/icons-material/Add';
import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import ContactsIcon from '@mui/icons-material/PeopleAltOutlined';
import { useListContext } from 'react-admin';
import { Link } from 'react-router';
import { EmptyState } from '../frame/EmptyState.js';
import { ListPage } from '../frame/ListPage.js';
import { InviteBanner } from '../hubs/InviteBanner.js';
import { BulkBar } from './BulkBar.js';
import { ContactFilters } from './ContactFilters.js';
import { ContactTable } from './ContactTable.js';
import { csvAddress } from './verbs.js';

/** Three buttons fit beside each other at 390 px. */
const phoneTight = { '& .MuiButton-startIcon': { display: { xs: 'none', sm: 'inherit' } } };

function Actions() {
  const { filterValues, data } = useListContext();
  return (
    <>
      {(data?.length ?? 0) > 0 && (
        <Button
          component="a"
          href={csvAddress(filterValues)}
          download
          startIcon={<DownloadIcon />}
          variant="outlined"
          sx={phoneTight}
        >
          Export
        </Button>
      )}
      <Button component={Link} to="/contacts/create" variant="outlined" startIcon={<AddIcon />} sx={phoneTight}>
        Add
      </Button>
      <Button component={Link} to="/imports" variant="contained">
        Import Contacts
      </Button>
    </>
  );
}

export const ContactsPage = () => (
  <ListPage
    resource="contacts"
    title="Contacts"
    sort={{ field: 'createdAt', order: 'DESC' }}
    actions={<Actions />}
    toolbar={
      <>
        <InviteBanner />
        <ContactFilters />
      </>
    }
    empty={
      <EmptyState
        icon={ContactsIcon}
        title="No contacts yet"
        action={
          <Button component={Link} to="/imports" variant="outlined">
            Import from a .csv file
          </Button>
        }
      >
        Your people stand here: names, e-mail, phone, home. Bring them in from a file, or add them one by one.
      </EmptyState>
    }
  >
    <BulkBar />
    <ContactTable />
  </ListPage>
);
