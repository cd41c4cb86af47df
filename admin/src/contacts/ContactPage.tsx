import { Alert, Box, Button, Card } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { useNavigate, useParams } from 'react-router';
import { request } from '../api.js';
import { When } from '../fields/When.js';
import { ConfirmDialog } from '../frame/ConfirmDialog.js';
import { Page } from '../frame/Page.js';
import { Waiting } from '../frame/Waiting.js';
import { ConflictDialog } from './ConflictDialog.js';
import { type Contact, type ContactValue, bodyOf, fullName, groupsWith } from './contact.js';
import { ErasureWords } from './ErasureWords.js';
import { ContactGroupCard } from './ContactGroupCard.js';
import { ContactTabs } from './ContactTabs.js';
import { HubButton } from './HubButton.js';
import { staleContact, useCustomFields, useSaveContact } from './verbs.js';

interface Conflict {
  mine: Record<string, ContactValue>;
  theirs: Contact;
}

/** Left the person, edited in place; right what happened, their Hubs and their mails. */
export function ContactPage() {
  const { id = '' } = useParams();
  const { data: contact, error } = useQuery({
    queryKey: ['contacts', 'one', id],
    queryFn: () => request<Contact>(`/contacts/${id}`),
  });
  if (error) {
    return (
      <Page title="This contact cannot be shown">
        <Alert severity="error">{error.message}</Alert>
      </Page>
    );
  }
  return contact ? <Person contact={contact} /> : <Waiting>Fetching the contact.</Waiting>;
}

function Person({ contact }: { contact: Contact }) {
  const [opened, setOpened] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const groups = groupsWith(useCustomFields());
  const save = useSaveContact(contact.id);

  async function saveChanges(changes: Record<string, ContactValue>, base: Contact) {
    try {
      await save.mutateAsync({ body: bodyOf(changes, base.custom), version: base.version });
      setConflict(null);
    } catch (failure) {
      const theirs = staleContact(failure);
      if (!theirs) throw failure;
      setConflict({ mine: changes, theirs });
    }
  }

  return (
    <Page
      title={fullName(contact)}
      lead={
        <>
          Added <When at={contact.createdAt} />, changed <When at={contact.updatedAt} />
        </>
      }
      actions={
        <>
          <DeleteButton contact={contact} />
          <Button variant="outlined" onClick={() => setOpened('person')}>
            Edit
          </Button>
          <HubButton contactId={contact.id} />
        </>
      }
    >
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
          alignItems: 'start',
        }}
      >
        <Card>
          {groups.map((group) => (
            <ContactGroupCard
              key={group.id}
              group={group}
              contact={contact}
              isOpened={opened === group.id}
              onClosed={() => setOpened(null)}
              onSave={(changes) => saveChanges(changes, contact)}
            />
          ))}
        </Card>
        <ContactTabs contact={contact} groups={groups} />
      </Box>
      {conflict && (
        <ConflictDialog
          {...conflict}
          groups={groups}
          onChoose={(changes) => saveChanges(changes, conflict.theirs)}
          onClose={() => setConflict(null)}
        />
      )}
    </Page>
  );
}

function DeleteButton({ contact }: { contact: Contact }) {
  const [isAsking, setIsAsking] = useState(false);
  const navigate = useNavigate();
  const notify = useNotify();
  const client = useQueryClient();

  async function remove() {
    await request(`/contacts/${contact.id}`, { method: 'DELETE', headers: { 'if-match': `"${contact.version}"` } });
    void client.invalidateQueries({ queryKey: ['contacts'], refetchType: 'none' });
    notify(`${fullName(contact)} deleted.`, { type: 'success' });
    void navigate('/contacts');
  }

  return (
    <>
      <Button variant="outlined" color="error" onClick={() => setIsAsking(true)}>
        Delete…
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={`Delete ${fullName(contact)}`}
          verb="Delete for good"
          onConfirm={remove}
          onClose={() => setIsAsking(false)}
        >
          <ErasureWords />
        </ConfirmDialog>
      )}
    </>
  );
}
