import CrmIcon from '@mui/icons-material/CloudSyncOutlined';
import { Alert, Box, Button, Link, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router';
import { type ContactGroup, type ContactValue, shownValue, spacedPhone } from '../../contacts/contact.js';
import { StatusField } from '../../fields/StatusField.js';
import { When } from '../../fields/When.js';
import { EmptyState } from '../../frame/EmptyState.js';
import { Waiting } from '../../frame/Waiting.js';
import { crmApi } from '../api.js';
import type { ContactLink } from '../types.js';

/** Where a contact stands in CRMs, what they say, and what of it is used here. */
export function CrmTab({ contactId, groups }: { contactId: string; groups: ContactGroup[] }) {
  const { data, error } = useQuery({
    queryKey: ['connections', 'links of', contactId],
    queryFn: () => crmApi.linksOf(contactId),
  });
  // In the order of the contact's own page.
  const labels = new Map(groups.flatMap((group) => group.fields).map(({ name, label }) => [name, label]));
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!data) return <Waiting>Fetching what the CRMs say.</Waiting>;
  if (data.data.length === 0)
    return (
      <EmptyState
        icon={CrmIcon}
        title="In no CRM that is connected"
        action={
          <Button component={RouterLink} to="/connections" variant="outlined">
            CRM
          </Button>
        }
      >
        The record that this contact is in your CRM stands here, with what it says field by field.
      </EmptyState>
    );
  return (
    <>
      {data.data.map((link) => (
        <LinkCard key={link.id} link={link} labels={labels} />
      ))}
    </>
  );
}

function LinkCard({ link, labels }: { link: ContactLink; labels: Map<string, string> }) {
  const { connectionId, label, recordId, recordUrl, state, isCreator, recordUpdatedAt, linkedAt } = link;
  return (
    <Box
      component="section"
      sx={{ px: 2.5, py: 2, display: 'grid', gap: 1.5, '& + &': { borderTop: 1, borderColor: 'divider' } }}
    >
      <Box>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <Link component={RouterLink} to={`/connections/${connectionId}`} sx={{ fontWeight: 560 }}>
            {label}
          </Link>
          <StatusField of="link" state={state} />
          {recordUrl && (
            <Link
              href={recordUrl}
              target="_blank"
              rel="noopener noreferrer"
              variant="body2"
              sx={{ ml: { sm: 'auto' } }}
            >
              Open in {label}
            </Link>
          )}
        </Box>
        <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
          Record {recordId} · {isCreator ? 'came from there' : 'was here before'} · linked <When at={linkedAt} />
          {recordUpdatedAt && (
            <>
              {' · changed there '}
              <When at={recordUpdatedAt} />
            </>
          )}
        </Typography>
      </Box>
      <Box
        component="ul"
        aria-label={`What ${label} says`}
        sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}
      >
        {inOrder(link.fields, [...labels.keys()]).map((field) => (
          <FieldLine key={field.property} field={field} name={labels.get(field.property) ?? field.property} />
        ))}
      </Box>
    </Box>
  );
}

function inOrder(fields: ContactLink['fields'], names: string[]): ContactLink['fields'] {
  const place = ({ property }: ContactLink['fields'][number]) =>
    names.includes(property) ? names.indexOf(property) : names.length;
  return fields.toSorted((a, b) => place(a) - place(b));
}

/** What the CRM says of one field; said aside where it is not what stands here, and why. */
function FieldLine({ field, name }: { field: ContactLink['fields'][number]; name: string }) {
  const { value, since, isInUse, isHandEdited } = field;
  const text = shownValue((value ?? null) as ContactValue) || 'blank';
  return (
    <Box
      component="li"
      sx={{ display: 'grid', gridTemplateColumns: '112px minmax(0, 1fr)', columnGap: 2, alignItems: 'baseline' }}
    >
      <Typography variant="body2" color="text.secondary">
        {name}
      </Typography>
      <Box sx={{ minWidth: 0 }}>
        <Typography sx={{ overflowWrap: 'anywhere' }}>{spacedPhone(text)}</Typography>
        {!isInUse && (
          <Typography variant="body2" color="warning.main">
            {isHandEdited ? 'Not used: written by hand here' : 'Not used: something else stands here'}
            {since && (
              <>
                {' · says so since '}
                <When at={since} />
              </>
            )}
          </Typography>
        )}
      </Box>
    </Box>
  );
}
