import { Alert, Button } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { request } from '../api.js';
import { StatusField } from '../fields/StatusField.js';
import { When } from '../fields/When.js';
import { AskDialog } from '../frame/AskDialog.js';
import { ConfirmDialog } from '../frame/ConfirmDialog.js';
import { useMe } from '../frame/useMe.js';
import { Waiting } from '../frame/Waiting.js';
import { Line, Lines, Section } from './Lines.js';
import { useList } from '../frame/useList.js';

interface Colleague {
  id: string;
  name: string;
  email: string;
  state: 'active' | 'invited';
  lastSeenAt: string | null;
}

/** Everybody who works in the account, and those who were asked to. */
export function Colleagues() {
  const { data, error } = useList<Colleague>('colleagues');
  const me = useMe();
  const [isInviting, setIsInviting] = useState(false);
  const [leaving, setLeaving] = useState<Colleague | null>(null);
  const client = useQueryClient();
  const notify = useNotify();
  const refresh = () => client.invalidateQueries({ queryKey: ['colleagues'] });

  async function invite({ name = '', email = '' }: Record<string, string>) {
    await request('/colleagues', { method: 'POST', body: { name, email } });
    await refresh();
    notify(`An invitation is on its way to ${email}.`, { type: 'success' });
  }

  async function remove({ id }: Colleague) {
    await request(`/colleagues/${id}`, { method: 'DELETE' });
    await refresh();
  }

  return (
    <Section
      lead={`People who work in ${me?.account?.name ?? 'this account'}. Everybody here sees the same contacts and imports.`}
      action={
        <Button variant="contained" onClick={() => setIsInviting(true)}>
          Invite a colleague
        </Button>
      }
    >
      {error && <Alert severity="error">{error.message}</Alert>}
      {!data && !error && <Waiting>Fetching your colleagues.</Waiting>}
      <Lines>
        {data?.map((colleague) => (
          <Line
            key={colleague.id}
            title={colleague.name}
            note={
              <>
                {colleague.email}
                {colleague.lastSeenAt && (
                  <>
                    {' · seen '}
                    <When at={colleague.lastSeenAt} />
                  </>
                )}
              </>
            }
          >
            <StatusField of="user" state={colleague.state} />
            {colleague.id !== me?.user.id && (
              <Button
                size="small"
                color="error"
                aria-label={`Remove ${colleague.name}`}
                onClick={() => setLeaving(colleague)}
              >
                Remove…
              </Button>
            )}
          </Line>
        ))}
      </Lines>
      {isInviting && (
        <AskDialog
          title="Invite a colleague"
          verb="Send invitation"
          fields={[
            { name: 'name', label: 'Name', autoComplete: 'off' },
            { name: 'email', label: 'E-mail', type: 'email', autoComplete: 'off' },
          ]}
          onAnswer={invite}
          onClose={() => setIsInviting(false)}
        >
          They get a mail with a link that works for seven days, and choose their own password.
        </AskDialog>
      )}
      {leaving && (
        <ConfirmDialog
          title={`Remove ${leaving.name}`}
          verb={leaving.state === 'invited' ? 'Take the invitation back' : 'Remove from the account'}
          onConfirm={() => remove(leaving)}
          onClose={() => setLeaving(null)}
        >
          {leaving.state === 'invited'
            ? 'The link in the mail stops working.'
            : 'They are signed out at once and cannot sign in again. What they did stays, with their name.'}
        </ConfirmDialog>
      )}
    </Section>
  );
}
