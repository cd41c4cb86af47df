import { Alert, Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyField } from '../../fields/CopyField.js';
import { Section } from '../../frame/Section.js';
import { crmApi } from '../api.js';
import type { Connection } from '../types.js';
import { useConnectors } from '../useConnection.js';

/** For a CRM that takes the address of our webhook by hand alone. The address is a secret, so it is shown when asked for. */
export function WebhookAddress({ connection }: { connection: Connection }) {
  const { data } = useConnectors();
  const [isShown, setIsShown] = useState(false);
  const { data: hook, error } = useQuery({
    queryKey: ['connection', connection.id, 'webhook'],
    queryFn: () => crmApi.webhook(connection.id),
    enabled: isShown,
    gcTime: 0,
  });
  const steps = data?.data.find(({ id }) => id === connection.connector)?.hookSteps;
  if (!steps) return null;
  return (
    <Section title="Hear of changes at once">
      <Typography variant="body2" color="text.secondary">
        {steps} Until then changes come in with the next look. Whoever has the address can ask for a look: keep it to
        yourself.
      </Typography>
      {hook ? (
        <CopyField value={hook.url} label="Copy address" />
      ) : (
        <div>
          <Button variant="outlined" onClick={() => setIsShown(true)}>
            Show the address
          </Button>
        </div>
      )}
      {error && <Alert severity="error">{error.message}</Alert>}
    </Section>
  );
}
