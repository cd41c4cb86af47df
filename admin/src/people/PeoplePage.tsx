import { Alert, Box, Button, Card, TextField, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Person } from '../../../apps/api/people/people.schemas.js';
import { request } from '../api.js';
import { listQuery } from '../dataProvider.js';
import { RevealButton } from '../fields/PersonField.js';
import { Page } from '../frame/Page.js';
import { Waiting } from '../frame/Waiting.js';
import { PersonCampaigns } from './PersonCampaigns.js';
import { PersonMail } from './PersonMail.js';
import { PersonParts } from './PersonParts.js';
import { PersonReturned } from './PersonReturned.js';

/**
 * Everything that was mailed to one address, on all accounts. The address stands behind the # of the page's own address, which
 * browsers send to nobody: a colleague may get the link, and no log sees it.
 */
export function PeoplePage() {
  const [params, setParams] = useSearchParams();
  const page = Number(params.get('page') ?? 1);
  const [address, setAddress] = useState(() => decodeURIComponent(window.location.hash.slice(1)));
  const find = (asked: string) => {
    setAddress(asked);
    setParams({}, { replace: true });
    window.history.replaceState(window.history.state, '', `/people#${encodeURIComponent(asked)}`);
  };
  return (
    <Page
      title="People"
      lead="Everything that was mailed to one address, with its proof, whichever account sent it. It is found by the address’s fingerprint, also after the person was erased."
    >
      <Search asked={address} onFind={find} />
      {address !== '' && (
        <Found key={address} address={address} page={page} onPage={(next) => setParams({ page: String(next) })} />
      )}
    </Page>
  );
}

function Search({ asked, onFind }: { asked: string; onFind: (address: string) => void }) {
  const [typed, setTyped] = useState(asked);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '') onFind(typed.trim());
  };
  return (
    <Box component="form" role="search" onSubmit={send} sx={{ display: 'flex', gap: 1 }}>
      <TextField
        label="Whole e-mail address"
        name="address"
        type="search"
        autoComplete="off"
        autoFocus
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        sx={{ flex: '1 1 320px', maxWidth: 480 }}
      />
      <Button type="submit" variant="contained" disabled={typed.trim() === ''}>
        Find
      </Button>
    </Box>
  );
}

const perPage = 25;

interface FoundProps {
  address: string;
  page: number;
  onPage: (page: number) => void;
}

function Found({ address, page, onPage }: FoundProps) {
  const client = useQueryClient();
  const queryKey = ['mail', 'of address', address, page];
  const query = listQuery({ filter: { address }, pagination: { page, perPage } });
  const { data: person, error } = useQuery({ queryKey, queryFn: () => request<Person>(`/people?${query}`) });
  const reveal = async (reason: string) => {
    await request('/people/reveal', { method: 'POST', body: { address, reason } });
    await client.invalidateQueries({ queryKey: queryKey.slice(0, 3) });
  };
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!person) return <Waiting>Looking on all accounts.</Waiting>;
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <Typography variant="h2">{person.address}</Typography>
        {person.masked && <RevealButton onReveal={reveal} />}
      </Box>
      {isUnknown(person) ? (
        <Card sx={{ padding: 3 }}>
          <Typography>Nobody here has had anything to do with this address: no mail, no invitation, no Hub.</Typography>
        </Card>
      ) : (
        <>
          <PersonParts person={person} />
          <PersonCampaigns address={address} />
          <PersonReturned person={person} />
          <PersonMail person={person} page={page} onPage={onPage} />
        </>
      )}
    </>
  );
}

const isUnknown = ({ contacts, hubs, invitations, suppressions, attempts, returned }: Person): boolean =>
  [contacts, hubs, invitations, suppressions, attempts, returned].every((part) => part.length === 0);
