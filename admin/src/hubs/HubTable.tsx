import { Box, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { StatusField } from '../fields/StatusField.js';
import { useNow, When } from '../fields/When.js';
import { counted } from '../fields/numbers.js';
import { RecordTable } from '../frame/RecordTable.js';
import type { Hub } from './types.js';
import { hubTitle, nextStepWords, personName } from './words.js';

const fromTablet = { display: { xs: 'none', md: 'table-cell' } };
const fromDesktop = { display: { xs: 'none', lg: 'table-cell' } };

/** Something of a Hub that waits for the agent goes before its state. */
export function HubStatus({ hub }: { hub: Hub }) {
  const { openQuestions, openCorrections, invitation, state } = hub;
  if (openQuestions > 0)
    return <StatusField of="hub" state={state} kind="person" label={counted(openQuestions, 'question')} />;
  if (openCorrections > 0)
    return <StatusField of="hub" state={state} kind="person" label={counted(openCorrections, 'correction')} />;
  if (state === 'invited' && invitation?.blocked)
    return <StatusField of="hub" state={state} kind="person" label="Not sent" />;
  return <StatusField of="hub" state={state} />;
}

/** What is going on, in a few words. */
function Step({ hub }: { hub: Hub }) {
  const now = useNow();
  const { invitation, state, claimedAt } = hub;
  if (state === 'claimed' && claimedAt)
    return (
      <>
        Claimed <When at={claimedAt} />
      </>
    );
  if (state === 'draft') return <>The home is missing.</>;
  if (state === 'ready') return <>Nobody is invited yet.</>;
  if (invitation?.blocked) return <>{invitation.blocked.sentence}</>;
  return <>{invitation ? nextStepWords(invitation.nextStep, now) : ''}</>;
}

/** The home leads to the Hub; on a phone the homeowner and what is next stand under it. */
function HomeCell({ hub }: { hub: Hub }) {
  return (
    <>
      <Link component={RouterLink} to={`/hubs/${hub.id}`} sx={{ fontWeight: 560, overflowWrap: 'anywhere' }}>
        {hubTitle(hub)}
      </Link>
      <Box sx={{ display: { md: 'none' }, color: 'text.secondary', overflowWrap: 'anywhere' }}>
        {personName(hub.contact)}
      </Box>
    </>
  );
}

const cut = { maxWidth: 240, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
const asHub = (record: unknown) => record as Hub;

export const HubTable = () => (
  <RecordTable<Hub> bulkActionButtons={false}>
    <RecordTable.Col label="Home" render={(record) => <HomeCell hub={asHub(record)} />} />
    <RecordTable.Col
      label="Homeowner"
      render={(record) => {
        const { contact } = asHub(record);
        return (
          <Link component={RouterLink} to={`/contacts/${contact.id}`} color="inherit">
            {personName(contact) || contact.email}
          </Link>
        );
      }}
      sx={{ ...fromTablet, ...cut }}
    />
    <RecordTable.Col label="State" render={(record) => <HubStatus hub={asHub(record)} />} />
    <RecordTable.Col
      label="Next"
      render={(record) => <Step hub={asHub(record)} />}
      sx={{ ...fromTablet, maxWidth: 320 }}
    />
    <RecordTable.Col label="Agent" render={(record) => asHub(record).agent.name} sx={{ ...fromDesktop, ...cut }} />
    <RecordTable.Col
      source="updatedAt"
      label="Changed"
      sortByOrder="DESC"
      render={(record) => <When at={asHub(record).updatedAt} />}
      sx={{ ...fromDesktop, whiteSpace: 'nowrap' }}
    />
  </RecordTable>
);
