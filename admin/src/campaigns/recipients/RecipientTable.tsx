import { Box, Link, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { StatusField } from '../../fields/StatusField.js';
import { When } from '../../fields/When.js';
import { waveName } from '../../hubs/words.js';
import type { Recipient } from '../types.js';

const fromTablet = { display: { xs: 'none', md: 'table-cell' } };
const fromDesktop = { display: { xs: 'none', lg: 'table-cell' } };

/** The latest that is known: the claim before the visit, the visit before the delivery. */
function Latest({ recipient }: { recipient: Recipient }) {
  const { claimedAt, visitedAt, bouncedAt, deliveredAt, dueAt, state, sentence, wave } = recipient;
  if (claimedAt)
    return (
      <>
        Claimed <When at={claimedAt} />
      </>
    );
  if (bouncedAt)
    return (
      <>
        Came back <When at={bouncedAt} />
      </>
    );
  if (state !== 'sent' && state !== 'planned') return <>{sentence}</>;
  return (
    <>
      {visitedAt ? (
        <>
          Visited <When at={visitedAt} />
        </>
      ) : (
        deliveredAt && (
          <>
            Delivered <When at={deliveredAt} />
          </>
        )
      )}
      {dueAt && (
        <>
          {(visitedAt || deliveredAt) && ' · '}
          {waveName(wave)} <When at={dueAt} />
        </>
      )}
      {!dueAt && sentence && `${visitedAt || deliveredAt ? ' · ' : ''}${sentence}`}
    </>
  );
}

/** Recipients of a campaign, as agents and operations see them; the name opens the evidence. */
export function RecipientTable({ campaignId, recipients }: { campaignId: string; recipients: readonly Recipient[] }) {
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label="Recipients">
        <TableHead>
          <TableRow>
            <TableCell>Name</TableCell>
            <TableCell sx={fromTablet}>E-mail</TableCell>
            <TableCell>State</TableCell>
            <TableCell sx={fromTablet}>Latest</TableCell>
            <TableCell sx={fromDesktop}>Server’s last answer</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {recipients.map((recipient) => (
            <TableRow key={recipient.contactId} hover>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>
                <Link
                  component={RouterLink}
                  to={`/campaigns/${campaignId}/recipients/${recipient.contactId}`}
                  sx={{ fontWeight: 560 }}
                >
                  {recipient.name || recipient.email || 'Erased'}
                </Link>
                <Box sx={{ display: { md: 'none' }, color: 'text.secondary' }}>
                  <Latest recipient={recipient} />
                </Box>
              </TableCell>
              <TableCell sx={{ ...fromTablet, overflowWrap: 'anywhere' }}>{recipient.email}</TableCell>
              <TableCell>
                <RecipientStatus recipient={recipient} />
              </TableCell>
              <TableCell sx={fromTablet}>
                <Latest recipient={recipient} />
              </TableCell>
              <TableCell
                sx={{
                  ...fromDesktop,
                  maxWidth: 280,
                  overflow: 'hidden',
                  textOverflow: 'ellipsis',
                  whiteSpace: 'nowrap',
                  color: 'text.secondary',
                }}
              >
                {recipient.lastReply}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

/** The state of the mail, or of the Hub once that is claimed. */
export function RecipientStatus({ recipient: { state, claimedAt, bouncedAt } }: { recipient: Recipient }) {
  if (claimedAt) return <StatusField of="recipient" state={state} kind="well" label="Claimed" />;
  if (bouncedAt) return <StatusField of="recipient" state={state} kind="failed" label="Came back" />;
  return <StatusField of="recipient" state={state} />;
}
