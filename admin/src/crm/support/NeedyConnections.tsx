import { Alert, Card, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { crmApi } from '../api.js';
import { ConnectionLines } from '../ConnectionLine.js';

/** Connections of all accounts that bring nothing in before somebody looks; nothing while there are none. */
export function NeedyConnections() {
  const { data, error } = useNeedyEverywhere();
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!data || data.data.length === 0) return null;
  return (
    <Card component="section" aria-labelledby="needy-syncs">
      <Typography id="needy-syncs" variant="h2" sx={{ px: 3, pt: 2, pb: 1 }}>
        Syncs
      </Typography>
      <ConnectionLines of={data.data} showsAccount />
    </Card>
  );
}

export const useNeedyEverywhere = () =>
  useQuery({ queryKey: ['connections', 'needs-someone'], queryFn: crmApi.needsSomeone, refetchInterval: 30_000 });
