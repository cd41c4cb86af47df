import { Button, Link } from '@mui/material';
import AccountsIcon from '@mui/icons-material/BusinessOutlined';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { request } from '../api.js';
import { inFigures } from '../fields/numbers.js';
import { When } from '../fields/When.js';
import { AskDialog } from '../frame/AskDialog.js';
import { EmptyState } from '../frame/EmptyState.js';
import { ListPage } from '../frame/ListPage.js';
import { RecordTable } from '../frame/RecordTable.js';
import { SearchBox } from '../frame/SearchBox.js';
import { useMe } from '../frame/useMe.js';

export interface AccountLine {
  id: string;
  slug: string;
  name: string;
  createdAt: string;
  users: number;
  /** Imports that need someone. */
  importsNeedingSomeone: number;
}

function NewAccount() {
  const [isAsking, setIsAsking] = useState(false);
  const client = useQueryClient();
  async function make({ name = '', slug = '' }: Record<string, string>) {
    await request('/accounts', { method: 'POST', body: slug === '' ? { name } : { name, slug } });
    await client.invalidateQueries({ queryKey: ['accounts'] });
  }
  return (
    <>
      <Button variant="contained" onClick={() => setIsAsking(true)}>
        New account
      </Button>
      {isAsking && (
        <AskDialog
          title="New account"
          verb="Make account"
          fields={[
            { name: 'name', label: 'Name', autoComplete: 'off', help: 'The agent or the office.' },
            {
              name: 'slug',
              label: 'Short name',
              autoComplete: 'off',
              isOptional: true,
              help: 'For the command line; made from the name if left blank.',
            },
          ]}
          onAnswer={make}
          onClose={() => setIsAsking(false)}
        />
      )}
    </>
  );
}

/** Every account, for the people of the platform. */
export function AccountsPage() {
  const me = useMe();
  const isAdmin = me?.user.role === 'admin';
  return (
    <ListPage
      resource="accounts"
      title="Accounts"
      sort={{ field: 'name', order: 'ASC' }}
      actions={isAdmin && <NewAccount />}
      toolbar={<SearchBox label="Search accounts" />}
      empty={<EmptyState icon={AccountsIcon} title="No accounts yet" />}
    >
      <RecordTable<AccountLine> bulkActionButtons={false}>
        <RecordTable.Col
          source="name"
          label="Account"
          render={(record) => (
            <Link component={RouterLink} to={`/accounts/${record.id}`} sx={{ fontWeight: 560 }}>
              {(record as AccountLine).name}
            </Link>
          )}
        />
        <RecordTable.Col source="slug" label="Short name" disableSort />
        <RecordTable.NumberCol label="Users" source="users" disableSort />
        <RecordTable.Col
          label="Needs someone"
          align="right"
          render={(record) => <NeedsSomeone account={record as AccountLine} />}
        />
        <RecordTable.Col
          source="createdAt"
          label="Since"
          render={(record) => <When at={(record as AccountLine).createdAt} />}
        />
      </RecordTable>
    </ListPage>
  );
}

function NeedsSomeone({ account }: { account: AccountLine }) {
  const count = account.importsNeedingSomeone;
  if (count === 0) return <>0</>;
  const filter = encodeURIComponent(JSON.stringify({ accountId: account.id, state: 'failed' }));
  return (
    <Link component={RouterLink} to={`/imports?filter=${filter}`} sx={{ color: 'warning.main', fontWeight: 620 }}>
      {inFigures(count)}
    </Link>
  );
}
