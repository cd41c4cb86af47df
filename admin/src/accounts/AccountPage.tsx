import { Alert, Button } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { request } from '../api.js';
import { counted } from '../fields/numbers.js';
import { When } from '../fields/When.js';
import { AskDialog } from '../frame/AskDialog.js';
import { Page } from '../frame/Page.js';
import { useMe } from '../frame/useMe.js';
import { Waiting } from '../frame/Waiting.js';
import { Line, Lines, Section } from '../settings/Lines.js';
import type { AccountLine } from './AccountsPage.js';

/** One account and the ways into it. */
export function AccountPage() {
  const { id = '' } = useParams();
  const me = useMe();
  const { data: account, error } = useQuery({
    queryKey: ['accounts', 'one', id],
    queryFn: () => request<AccountLine>(`/accounts/${id}`),
  });
  if (error) {
    return (
      <Page title="This account cannot be shown">
        <Alert severity="error">{error.message}</Alert>
      </Page>
    );
  }
  if (!account) return <Waiting>Fetching the account.</Waiting>;
  const ofAccount = encodeURIComponent(JSON.stringify({ accountId: id }));
  const role = me?.user.role;
  return (
    <Page
      title={account.name}
      width="narrow"
      lead={
        <>
          Since <When at={account.createdAt} />
        </>
      }
      actions={role === 'admin' && <Rename account={account} />}
    >
      <Section lead={`Short name ${account.slug} · ${counted(account.users, 'user')}`}>
        <Lines>
          {role !== 'ops' && (
            <Line
              title="Imports"
              note={
                account.importsNeedingSomeone
                  ? `${counted(account.importsNeedingSomeone, 'import needs', 'imports need')} someone`
                  : 'None needs someone'
              }
            >
              <Button
                component={Link}
                to={`/imports?filter=${ofAccount}`}
                variant="outlined"
                size="small"
                aria-label="Open imports"
              >
                Open
              </Button>
            </Line>
          )}
          {role !== 'support' && (
            <Line title="Audit" note="Who did what in this account">
              <Button
                component={Link}
                to={`/audit?filter=${ofAccount}`}
                variant="outlined"
                size="small"
                aria-label="Open audit"
              >
                Open
              </Button>
            </Line>
          )}
          {role === 'admin' && (
            <Line title="Users" note="Who can sign in">
              <Button
                component={Link}
                to={`/users?filter=${ofAccount}`}
                variant="outlined"
                size="small"
                aria-label="Open users"
              >
                Open
              </Button>
            </Line>
          )}
        </Lines>
      </Section>
    </Page>
  );
}

function Rename({ account }: { account: AccountLine }) {
  const [isAsking, setIsAsking] = useState(false);
  const client = useQueryClient();
  async function rename({ name = '' }: Record<string, string>) {
    await request(`/accounts/${account.id}`, { method: 'PATCH', body: { name } });
    await client.invalidateQueries({ queryKey: ['accounts'] });
  }
  return (
    <>
      <Button variant="outlined" onClick={() => setIsAsking(true)}>
        Rename
      </Button>
      {isAsking && (
        <AskDialog
          title="Rename the account"
          verb="Rename"
          fields={[{ name: 'name', label: 'Name', initial: account.name }]}
          onAnswer={rename}
          onClose={() => setIsAsking(false)}
        />
      )}
    </>
  );
}
