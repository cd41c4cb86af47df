import { Box, Button, Chip, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { StatusField } from '../fields/StatusField.js';
import { When } from '../fields/When.js';
import { RecordTable } from '../frame/RecordTable.js';
import { type Contact, fullName, homeLine, shownValue, spacedPhone, valueOf } from './contact.js';

const fromTablet = { display: { xs: 'none', md: 'table-cell' } };
const fromDesktop = { display: { xs: 'none', lg: 'table-cell' } };
const fromWide = { display: { xs: 'none', xl: 'table-cell' } };

/** The name leads to the contact; on a phone e-mail and phone stand under it. */
function NameCell(contact: Contact) {
  const under = shownValue(valueOf(contact, 'email')) || spacedPhone(shownValue(valueOf(contact, 'phone')));
  return (
    <>
      <Link
        component={RouterLink}
        to={`/contacts/${contact.id}`}
        sx={{ fontWeight: 560, whiteSpace: { md: 'nowrap' } }}
      >
        {fullName(contact)}
      </Link>
      <Box sx={{ display: { md: 'none' }, color: 'text.secondary', overflowWrap: 'anywhere' }}>{under}</Box>
    </>
  );
}

const shownTags = 2;

function TagsCell({ tags }: Contact) {
  const rest = tags.length - shownTags;
  return (
    <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'center' }}>
      {tags.slice(0, shownTags).map((tag) => (
        <Chip key={tag} label={tag} size="small" sx={{ maxWidth: 140 }} />
      ))}
      {rest > 0 && (
        <Box
          component="span"
          title={tags.slice(shownTags).join(', ')}
          sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}
        >
          +{rest}
        </Box>
      )}
    </Box>
  );
}

/** How far the contact's Hub is; without one, the way to it. */
function HubCell({ contact }: { contact: Contact }) {
  const state = contact.hubState;
  if (typeof state === 'string') return <StatusField of="hub" state={state} />;
  return (
    <Button
      component={RouterLink}
      to={`/hubs/new?contact=${contact.id}`}
      size="small"
      aria-label={`Invite ${fullName(contact)}`}
      sx={{ marginBlock: -0.5 }}
    >
      Invite
    </Button>
  );
}

const cut = { maxWidth: 184, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

/** A phone has room for the whole name, over several lines. */
const cutName = { maxWidth: { md: 208 }, overflow: 'hidden', textOverflow: 'ellipsis' } as const;

export const ContactTable = () => (
  <RecordTable<Contact> bulkActionsToolbar={<></>}>
    <RecordTable.Col source="lastName" label="Name" render={(record) => NameCell(record as Contact)} sx={cutName} />
    <RecordTable.Col
      label="Hub"
      render={(record) => <HubCell contact={record as Contact} />}
      sx={{ ...fromTablet, whiteSpace: 'nowrap' }}
    />
    <RecordTable.Col source="email" label="E-mail" sx={{ ...fromTablet, ...cut }} />
    <RecordTable.Col
      source="phone"
      label="Phone"
      disableSort
      render={(record) => spacedPhone((record as Contact).phone as string | null)}
      sx={{ ...fromTablet, whiteSpace: 'nowrap' }}
    />
    <RecordTable.Col label="Home" render={(record) => homeLine(record as Contact)} sx={{ ...fromDesktop, ...cut }} />
    <RecordTable.Col label="Tags" render={(record) => TagsCell(record as Contact)} sx={fromTablet} />
    <RecordTable.Col source="source" label="Source" disableSort sx={{ ...fromWide, ...cut, maxWidth: 160 }} />
    <RecordTable.Col
      source="createdAt"
      label="Added"
      sortByOrder="DESC"
      render={(record) => <When at={(record as Contact).createdAt} />}
      sx={{ ...fromWide, whiteSpace: 'nowrap' }}
    />
  </RecordTable>
);
