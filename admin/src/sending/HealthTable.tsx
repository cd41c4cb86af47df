import { Box, Button, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { Fragment, useState } from 'react';
import type { DomainHealth, SendingFigures } from '../../../apps/api/sending/sending.schemas.js';
import { counted, inFigures } from '../fields/numbers.js';
import { HoldThis } from './HoldDialog.js';
import { useMayDecide } from './useSending.js';
import { isWorrying, providerWords, withRate } from './words.js';

export type Days = '1' | '7' | '30';

const heads = ['Accepted', 'Put off', 'Refused', 'Not known', 'Came back', 'Complaints'];

/** Domains that send, each with the families of mailbox providers that take their mail. */
export function HealthTable({ domains, days }: { domains: readonly DomainHealth[]; days: Days }) {
  return (
    <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label="Sending by domain and mailbox provider">
      <Table size="small" sx={{ '& td, & th': { paddingInline: 1.25 } }}>
        <TableHead>
          <TableRow>
            <TableCell>Domain and provider</TableCell>
            {heads.map((head) => (
              <TableCell key={head} align="right">
                {head}
              </TableCell>
            ))}
            <TableCell>Hold</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {domains.map((domain) => (
            <Fragment key={domain.domain}>
              <Row
                name={<DomainName domain={domain} />}
                figures={domain.total[days]}
                isHead
                isHeld={domain.holds.length > 0}
                hold={{ scope: 'domain', scopeId: domain.domain, name: domain.domain }}
              />
              {domain.providers.map((provider) => (
                <Row
                  key={provider.provider}
                  name={providerWords[provider.provider] ?? provider.provider}
                  figures={provider[days]}
                  isHeld={provider.held}
                  hold={{
                    scope: 'provider',
                    scopeId: provider.provider,
                    name: providerWords[provider.provider] ?? provider.provider,
                  }}
                />
              ))}
            </Fragment>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

function DomainName({ domain: { domain, warmUp } }: { domain: DomainHealth }) {
  return (
    <>
      {domain}
      {warmUp && (
        <Typography variant="body2" color="text.secondary">
          {`Warm-up, day ${warmUp.day}: ${inFigures(warmUp.sentToday)} of ${counted(warmUp.cap, 'mail')} today`}
        </Typography>
      )}
    </>
  );
}

interface RowProps {
  name: React.ReactNode;
  figures: SendingFigures;
  isHead?: boolean;
  isHeld: boolean;
  hold: { scope: 'domain' | 'provider'; scopeId: string; name: string };
}

function Row({ name, figures, isHead = false, isHeld, hold }: RowProps) {
  const mayDecide = useMayDecide();
  const [isAsking, setIsAsking] = useState(false);
  const worrying = isWorrying(figures);
  const weight = isHead ? 620 : 400;
  return (
    <TableRow>
      <TableCell sx={{ fontWeight: weight, '&&': { paddingLeft: isHead ? 2.5 : 4 } }}>{name}</TableCell>
      {[figures.accepted, figures.deferred, figures.rejected, figures.unknown].map((count, index) => (
        <TableCell key={heads[index]} align="right" sx={{ fontWeight: weight }}>
          {inFigures(count)}
        </TableCell>
      ))}
      <Rate count={figures.bounced} rate={figures.bounceRate} isWorrying={worrying.bounces} />
      <Rate count={figures.complained} rate={figures.complaintRate} isWorrying={worrying.complaints} />
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        {isHeld
          ? 'held'
          : mayDecide && (
              <Button size="small" aria-label={`Hold ${hold.name}…`} onClick={() => setIsAsking(true)}>
                Hold…
              </Button>
            )}
        {isAsking && <HoldThis {...hold} onClose={() => setIsAsking(false)} />}
      </TableCell>
    </TableRow>
  );
}

/** What providers judge by stands out where they would begin to mind, in colour and in weight. */
export const Rate = ({
  count,
  rate,
  isWorrying: isBad,
}: {
  count: number;
  rate: number | null;
  isWorrying: boolean;
}) => (
  <TableCell align="right" sx={{ whiteSpace: 'nowrap', ...(isBad && { color: 'error.main', fontWeight: 620 }) }}>
    {withRate(count, rate)}
  </TableCell>
);
