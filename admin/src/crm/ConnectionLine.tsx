import { Box, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { counted } from '../fields/numbers.js';
import { When } from '../fields/When.js';
import { HealthChip, HealthSentence } from './Health.js';
import type { Connection } from './types.js';

/** One connection in a list: which CRM, whose login, how it does, when it looks next; reads well at 390 px. */
export function ConnectionLine({ of, showsAccount = false }: { of: Connection; showsAccount?: boolean }) {
  const isOver = of.state === 'disconnected';
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gap: 0.5,
        px: 3,
        py: 2,
        borderTop: 1,
        borderColor: 'divider',
        gridTemplateColumns: 'minmax(0, 1fr) auto',
      }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Link component={RouterLink} to={`/connections/${of.id}`} sx={{ fontWeight: 600 }}>
          {of.label}
        </Link>
        <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
          {showsAccount && of.accountName ? `${of.accountName} · ` : ''}
          {of.who} · {counted(of.contacts, 'contact')}
          {of.nextRunAt && (
            <>
              {' · next look '}
              <When at={of.nextRunAt} />
            </>
          )}
          {isOver && (
            <>
              {' · ended '}
              <When at={of.disconnectedAt} />
            </>
          )}
        </Typography>
      </Box>
      <Box>
        <HealthChip of={of} />
      </Box>
      {!isOver && (
        <Typography sx={{ gridColumn: '1 / -1' }} variant="body2">
          <HealthSentence of={of} />
        </Typography>
      )}
    </Box>
  );
}

/** Connections one below the other. */
export const ConnectionLines = ({ of, showsAccount = false }: { of: Connection[]; showsAccount?: boolean }) => (
  <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, '& > li:first-of-type': { borderTop: 0 } }}>
    {of.map((connection) => (
      <ConnectionLine key={connection.id} of={connection} showsAccount={showsAccount} />
    ))}
  </Box>
);
