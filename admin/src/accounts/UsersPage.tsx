import { Button, MenuItem, Select } from '@mui/material';
import UsersIcon from '@mui/icons-material/ManageAccountsOutlined';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import type { Role } from '../answers.js';
import { request } from '../api.js';
import { StatusField } from '../fields/StatusField.js';
import { AskDialog } from '../frame/AskDialog.js';
import { ConfirmDialog } from '../frame/ConfirmDialog.js';
import { EmptyState } from '../frame/EmptyState.js';
import { ListPage } from '../frame/ListPage.js';
import { RecordTable } from '../frame/RecordTable.js';
import { roleNames } from '../frame/roles.js';
import { SearchBox } from '../frame/SearchBox.js';
import { useList } from '../frame/useList.js';
import { useMe } from '../frame/useMe.js';
import type { AccountLine } from './AccountsPage.js';

interface UserLine {
  id: string;
  name: string;
  email: string;
  role: Role;
  state: 'active' | 'invited' | 'banned';
  accountId: string | null;
  accountName: string | null;
}

/** Everybody who can sign in. */
export const UsersPage = () => (
  <ListPage
    resource="users"
    title="Users"
    sort={{ field: 'name', order: 'ASC' }}
    actions={<NewUser />}
    toolbar={<SearchBox label="Search users" placeholder="Search name or e-mail" />}
    empty={<EmptyState icon={UsersIcon} title="No users yet" />}
  >
    <RecordTable<UserLine> bulkActionButtons={false}>
      <RecordTable.Col source="name" label="Name" />
      <RecordTable.Col source="email" label="E-mail" />
      <RecordTable.Col label="Account" render={(record) => (record as UserLine).accountName ?? '—'} />
      <RecordTable.Col label="Role" render={(record) => <RoleChoice user={record as UserLine} />} />
      <RecordTable.Col
        label="State"
        render={(record) => <StatusField of="user" state={(record as UserLine).state} />}
      />
      <RecordTable.Col label="Lock" render={(record) => <LockButton user={record as UserLine} />} />
    </RecordTable>
  </ListPage>
);

function useChangeUser() {
  const client = useQueryClient();
  return async (id: string, body: { role?: Role; banned?: boolean }) => {
    await request(`/users/${id}`, { method: 'PATCH', body });
    await client.invalidateQueries({ queryKey: ['users'] });
  };
}

const staffRoles = ['support', 'ops', 'admin'] as const;

/** People of the platform change between its roles; an agent belongs to an account and stays one. */
function RoleChoice({ user }: { user: UserLine }) {
  const me = useMe();
  const notify = useNotify();
  const change = useChangeUser();
  if (user.role === 'agent' || user.state === 'invited' || user.id === me?.user.id) return <>{roleNames[user.role]}</>;
  const choose = (role: Role) =>
    change(user.id, { role }).catch((error: Error) => notify(error.message, { type: 'error' }));
  return (
    <Select
      variant="standard"
      disableUnderline
      value={user.role}
      inputProps={{ 'aria-label': `Role of ${user.name}` }}
      onChange={(event) => void choose(event.target.value)}
      sx={{ fontSize: 'inherit' }}
    >
      {staffRoles.map((role) => (
        <MenuItem key={role} value={role}>
          {roleNames[role]}
        </MenuItem>
      ))}
    </Select>
  );
}

function LockButton({ user }: { user: UserLine }) {
  const me = useMe();
  const [isAsking, setIsAsking] = useState(false);
  const change = useChangeUser();
  if (user.id === me?.user.id || user.state === 'invited') return null;
  if (user.state === 'banned') {
    return (
      <Button size="small" aria-label={`Unlock ${user.name}`} onClick={() => void change(user.id, { banned: false })}>
        Unlock
      </Button>
    );
  }
  return (
    <>
      <Button size="small" color="error" aria-label={`Lock ${user.name}`} onClick={() => setIsAsking(true)}>
        Lock…
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={`Lock ${user.name}`}
          verb="Lock out"
          onConfirm={() => change(user.id, { banned: true })}
          onClose={() => setIsAsking(false)}
        >
          They are signed out everywhere at once and cannot sign in until unlocked.
        </ConfirmDialog>
      )}
    </>
  );
}

function NewUser() {
  const [isAsking, setIsAsking] = useState(false);
  const client = useQueryClient();
  const { data: accounts } = useList<AccountLine>('accounts');
  async function make({ accountId = '', ...user }: Record<string, string>) {
    await request('/users', { method: 'POST', body: { ...user, accountId: accountId === '' ? null : accountId } });
    await client.invalidateQueries({ queryKey: ['users'] });
  }
  return (
    <>
      <Button variant="contained" onClick={() => setIsAsking(true)}>
        Invite a user
      </Button>
      {isAsking && (
        <AskDialog
          title="Invite a user"
          verb="Send invitation"
          fields={[
            { name: 'name', label: 'Name', autoComplete: 'off' },
            { name: 'email', label: 'E-mail', type: 'email', autoComplete: 'off' },
            { name: 'role', label: 'Role', choices: roleNames, initial: 'agent' },
            {
              name: 'accountId',
              label: 'Account',
              choices: { '': 'None', ...Object.fromEntries((accounts ?? []).map(({ id, name }) => [id, name])) },
              isOptional: true,
              help: 'Agents belong to an account, the others to none.',
            },
          ]}
          onAnswer={make}
          onClose={() => setIsAsking(false)}
        >
          They get a mail with a link that works for seven days, and choose their own password.
        </AskDialog>
      )}
    </>
  );
}
