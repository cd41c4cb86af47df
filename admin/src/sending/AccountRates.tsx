import { Box, Button, Link, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { AccountHealth } from '../../../apps/api/sending/sending.schemas.js';
import { inFigures } from '../fields/numbers.js';
import { Rate } from './HealthTable.js';
import { HoldThis } from './HoldDialog.js';
import { useMayDecide } from './useSending.js';
import { isWorrying } from './words.js';

/** Who sent in the last seven days, the worst rates first. */
export const AccountRates = ({ accounts }: { accounts: readonly AccountHealth[] }) => (
  <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label="Sending by account">
    <Table size="small" sx={{ '& td, & th': { paddingInline: 1.25 } }}>
      <TableHead>
        <TableRow>
          <TableCell>Account</TableCell>
          {['Accepted', 'Refused', 'Not known', 'Came back', 'Complaints'].map((head) => (
            <TableCell key={head} align="right">
              {head}
            </TableCell>
          ))}
          <TableCell>Hold</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {accounts.map((account) => (
          <Row key={account.accountId} account={account} />
        ))}
      </TableBody>
    </Table>
  </Box>
);

function Row({ account }: { account: AccountHealth }) {
  const mayDecide = useMayDecide();
  const [isAsking, setIsAsking] = useState(false);
  const { accountId, accountName, accepted, rejected, unknown, bounced, complained, holds } = account;
  const worrying = isWorrying(account);
  const campaigns = `/campaigns?filter=${encodeURIComponent(JSON.stringify({ accountId }))}`;
  return (
    <TableRow>
      <TableCell>
        <Link component={RouterLink} to={campaigns}>
          {accountName}
        </Link>
      </TableCell>
      {[accepted, rejected, unknown].map((count, index) => (
        <TableCell key={['accepted', 'rejected', 'unknown'][index]} align="right">
          {inFigures(count)}
        </TableCell>
      ))}
      <Rate count={bounced} rate={account.bounceRate} isWorrying={worrying.bounces} />
      <Rate count={complained} rate={account.complaintRate} isWorrying={worrying.complaints} />
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        {holds.length > 0
          ? 'held'
          : mayDecide && (
              <Button size="small" aria-label={`Hold ${accountName}…`} onClick={() => setIsAsking(true)}>
                Hold…
              </Button>
            )}
        {isAsking && (
          <HoldThis scope="account" scopeId={accountId} name={accountName} onClose={() => setIsAsking(false)} />
        )}
      </TableCell>
    </TableRow>
  );
}
