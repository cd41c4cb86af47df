import { Box, Chip, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router';
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

const cut = { maxWidth: 220, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

export const ContactTable = () => (
  <RecordTable<Contact> bulkActionsToolbar={<></>}>
    <RecordTable.Col source="lastName" label="Name" render={(record) => NameCell(record as Contact)} />
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
    <RecordTable.Col source="source" label="Source" disableSort sx={{ ...fromDesktop, ...cut, maxWidth: 160 }} />
    <RecordTable.Col
      source="createdAt"
      label="Added"
      sortByOrder="DESC"
      render={(record) => <When at={(record as Contact).createdAt} />}
      sx={{ ...fromWide, whiteSpace: 'nowrap' }}
    />
  </RecordTable>
);
