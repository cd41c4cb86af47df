import CrmIcon from '@mui/icons-material/CloudSyncOutlined';
import { Box, Button, Card, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { HealthChip } from './Health.js';
import { useConnectors, useStandingConnections } from './useConnection.js';

const namedOf = 4;

/** The card "From your CRM" of Import Contacts: leads to the gallery, and shows what is connected already. */
export function FromYourCrm() {
  const { data: connectors } = useConnectors();
  const { data: connections } = useStandingConnections();
  const known = connectors?.data.filter(({ isSandbox }) => !isSandbox) ?? [];
  const hasSandbox = connectors?.data.some(({ isSandbox }) => isSandbox) ?? false;
  const standing = connections?.data ?? [];
  return (
    <Card
      component="section"
      aria-labelledby="from-crm"
      sx={{ p: 3, display: 'grid', gap: 2, alignContent: 'start', gridTemplateRows: 'auto 1fr auto' }}
    >
      <Box>
        <Typography id="from-crm" variant="h2">
          From your CRM
        </Typography>
        <Typography color="text.secondary" variant="body2">
          {known
            .slice(0, namedOf)
            .map(({ label }) => label)
            .join(', ')}
          {known.length > namedOf && ` and ${known.length - namedOf} more`}
        </Typography>
      </Box>
      {standing.length > 0 ? (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1, alignContent: 'start' }}>
          {standing.map((connection) => (
            <Box component="li" key={connection.id} sx={{ display: 'flex', gap: 1, justifyContent: 'space-between' }}>
              <Link component={RouterLink} to={`/connections/${connection.id}`}>
                {connection.label}
              </Link>
              <HealthChip of={connection} />
            </Box>
          ))}
        </Box>
      ) : (
        <Box sx={{ display: 'grid', justifyItems: 'center', alignContent: 'center', gap: 1.5, textAlign: 'center' }}>
          <CrmIcon aria-hidden sx={{ fontSize: 36, color: 'text.secondary' }} />
          <Typography>Connect it once: people come in, and changes follow by themselves.</Typography>
        </Box>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
        <Button variant="outlined" component={RouterLink} to="/connections/create">
          Get Started
        </Button>
        {hasSandbox && standing.length === 0 && (
          <Typography variant="body2">
            Only trying? <RouterLink to="/connections/create/sandbox">Take the Sandbox CRM</RouterLink>
          </Typography>
        )}
      </Box>
    </Card>
  );
}
