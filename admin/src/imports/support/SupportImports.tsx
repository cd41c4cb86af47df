import ImportsIcon from '@mui/icons-material/UploadFileOutlined';
import { Box } from '@mui/material';
import { useListContext } from 'react-admin';
import { ChoiceChip, whoIsNeeded } from '../../frame/ChoiceChip.js';
import { EmptyState } from '../../frame/EmptyState.js';
import { ListPage } from '../../frame/ListPage.js';
import { SearchBox } from '../../frame/SearchBox.js';
import { stateWords } from '../../fields/states.js';
import { ImportLine } from '../ImportLine.js';
import type { ContactImport } from '../types.js';

/** Imports of all accounts, for support and administrators. */
export const SupportImports = () => (
  <ListPage
    resource="imports"
    title="Imports"
    lead="Every account’s imports. Personal data is masked until you reveal it with a reason."
    sort={{ field: 'createdAt', order: 'DESC' }}
    toolbar={<Toolbar />}
    empty={
      <EmptyState icon={ImportsIcon} title="No imports yet">
        Imports of every account stand here as soon as somebody selects a file.
      </EmptyState>
    }
  >
    <Lines />
  </ListPage>
);

function Lines() {
  const { data } = useListContext<ContactImport>();
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, '& > li:first-of-type': { borderTop: 0 } }}>
      {data?.map((contactImport) => (
        <ImportLine key={contactImport.id} of={contactImport} showsAccount />
      ))}
    </Box>
  );
}

const states = Object.entries(stateWords.import).map(([value, { label }]) => ({ value, label }));

const Toolbar = () => (
  <Box role="search" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
    <SearchBox label="Search file names" />
    <ChoiceChip name="state" label="State" choices={states} />
    <ChoiceChip name="needs" label="Needs" choices={whoIsNeeded} />
  </Box>
);
