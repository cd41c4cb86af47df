import { Box, Button, Card, Chip, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import type { Connector } from '../types.js';
import { comesInWords, howSoonWords, kindWords, waysIn } from '../words.js';

/** One CRM of the gallery: what comes in, how soon, and how one connects. Said from the connector's own data. */
export function CrmCard({ connector, isConnected }: { connector: Connector; isConnected: boolean }) {
  const { id, label, kind, capabilities, isSandbox, signIn, fields } = connector;
  const isClosed = !fields && signIn === 'unset';
  return (
    <Card
      component="li"
      sx={{ p: 2.5, display: 'grid', gap: 1.5, gridTemplateRows: 'auto 1fr auto', alignContent: 'start' }}
    >
      <Box sx={{ display: 'flex', gap: 1, justifyContent: 'space-between', alignItems: 'flex-start' }}>
        <Box>
          <Typography variant="h2">{label}</Typography>
          <Typography variant="body2" color="text.secondary">
            {isSandbox
              ? 'To practise: invented people, on this machine'
              : `${kindWords[kind] ?? kind} · ${waysIn(connector)}`}
          </Typography>
        </Box>
        {isConnected && <Chip size="small" variant="outlined" label="Connected" />}
      </Box>
      <Box sx={{ display: 'grid', gap: 0.5, alignContent: 'start' }}>
        <Typography variant="body2">
          <Box component="span" sx={{ fontWeight: 620 }}>
            Comes in:
          </Box>{' '}
          {comesInWords(connector)}.
        </Typography>
        <Typography variant="body2" color="text.secondary">
          {howSoonWords(connector)} {capabilities.deletions}
        </Typography>
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
        <Button
          variant="outlined"
          component={RouterLink}
          to={`/connections/create/${id}`}
          aria-label={`${isClosed ? 'See' : 'Connect'} ${label}`}
        >
          {isClosed ? 'See' : 'Connect'}
        </Button>
        {isClosed && (
          <Typography variant="body2" color="text.secondary">
            Not set up on this platform
          </Typography>
        )}
      </Box>
    </Card>
  );
}
