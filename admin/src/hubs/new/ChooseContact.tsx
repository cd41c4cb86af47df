import { Alert, Box, Button, Card, InputAdornment, Link, TextField, Typography } from '@mui/material';
import SearchIcon from '@mui/icons-material/Search';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { ListAnswer } from '../../answers.js';
import { request } from '../../api.js';
import { type Contact, fullName, homeLine, shownValue, valueOf } from '../../contacts/contact.js';
import { listQuery } from '../../dataProvider.js';
import { Page } from '../../frame/Page.js';
import { Waiting } from '../../frame/Waiting.js';

const shown = 10;

/** Whom a new Hub is for: those without one come first to mind, so they alone are listed until somebody searches. */
export function ChooseContact() {
  const [q, setQ] = useState('');
  const asked = useDeferredValue(q.trim());
  const { data, error } = useQuery({
    queryKey: ['contacts', 'to invite', asked],
    queryFn: ({ signal }) =>
      request<ListAnswer<Contact>>(
        `/contacts?${listQuery({
          pagination: { page: 1, perPage: shown },
          sort: { field: 'lastName', order: 'ASC' },
          filter: asked ? { q: asked } : { hub: 'none' },
        })}`,
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title="New Hub" lead="Whom is it for?" width="narrow">
      <Card sx={{ padding: { xs: 2, sm: 3 }, display: 'grid', gap: 2 }}>
        <TextField
          type="search"
          value={q}
          autoFocus
          placeholder="Search name, e-mail, phone, address"
          onChange={(event) => setQ(event.target.value)}
          slotProps={{
            htmlInput: { 'aria-label': 'Search contacts' },
            input: {
              startAdornment: (
                <InputAdornment position="start">
                  <SearchIcon fontSize="small" aria-hidden />
                </InputAdornment>
              ),
            },
          }}
        />
        {error && <Alert severity="error">{error.message}</Alert>}
        {!data && !error && <Waiting>Fetching your contacts.</Waiting>}
        {data && (
          <Box>
            <Typography variant="body2" color="text.secondary">
              {asked ? 'Found' : 'Without a Hub'}
            </Typography>
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {data.data.map((contact) => (
                <Line key={contact.id} contact={contact} />
              ))}
            </Box>
            {data.data.length === 0 && (
              <Typography sx={{ paddingBlock: 1 }}>
                {asked ? 'Nobody matches.' : 'Every contact has a Hub.'}{' '}
                <Button component={RouterLink} to="/contacts/create" size="small">
                  Add a contact
                </Button>
              </Typography>
            )}
            {data.hasNextPage && (
              <Typography variant="body2" color="text.secondary" sx={{ paddingTop: 1 }}>
                There are more: type a name to find them.
              </Typography>
            )}
          </Box>
        )}
      </Card>
    </Page>
  );
}

function Line({ contact }: { contact: Contact }) {
  const under = [shownValue(valueOf(contact, 'email')) || 'no e-mail', homeLine(contact) || 'no home'].join(' · ');
  return (
    <Box component="li" sx={{ paddingBlock: 1, '& + &': { borderTop: 1, borderColor: 'divider' } }}>
      <Link component={RouterLink} to={`/hubs/new?contact=${contact.id}`} sx={{ fontWeight: 560 }}>
        {fullName(contact)}
      </Link>
      <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
        {under}
      </Typography>
    </Box>
  );
}
