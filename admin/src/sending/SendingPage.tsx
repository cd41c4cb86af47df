import { Alert, Box, Button, Link, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { SendingHealth } from '../../../apps/api/sending/sending.schemas.js';
import { counted } from '../fields/numbers.js';
import { Page } from '../frame/Page.js';
import { Section } from '../frame/Section.js';
import { Waiting } from '../frame/Waiting.js';
import { AccountRates } from './AccountRates.js';
import { type Days, HealthTable } from './HealthTable.js';
import { HoldDialog } from './HoldDialog.js';
import { HoldList } from './HoldList.js';
import { Limits } from './Limits.js';
import { useHealth, useHolds, useMayDecide } from './useSending.js';

/** Whether mails arrive, what keeps them from leaving, and how fast they may. */
export function SendingPage() {
  const { data, error } = useHealth();
  const mayDecide = useMayDecide();
  const [isHolding, setIsHolding] = useState(false);
  if (!data && !error) return <Waiting>Adding up what was sent.</Waiting>;
  return (
    <Page
      title="Sending health"
      lead="By domain that sends and family of mailbox providers, days in UTC."
      actions={
        mayDecide && (
          <Button variant="outlined" color="error" onClick={() => setIsHolding(true)}>
            Hold…
          </Button>
        )
      }
    >
      {error && <Alert severity="error">{error.message}</Alert>}
      {data && <Unknown count={data.unknown} />}
      <Held />
      {data && <ByDomain health={data} />}
      {data && data.accounts.length > 0 && (
        <Section title="Accounts that sent in the last seven days" isFlush>
          <AccountRates accounts={data.accounts} />
        </Section>
      )}
      <Limits />
      <Released />
      {isHolding && <HoldDialog onClose={() => setIsHolding(false)} />}
    </Page>
  );
}

function Unknown({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <Alert
      severity="warning"
      action={
        <Button component={RouterLink} to="/sending/unknown" color="inherit">
          Look at them
        </Button>
      }
    >
      <Link component={RouterLink} to="/sending/unknown" color="inherit">
        {counted(count, 'mail')}
      </Link>{' '}
      of which nobody knows whether {count === 1 ? 'it arrived. It is' : 'they arrived. They are'} not sent again by
      {count === 1 ? ' itself' : ' themselves'}.
    </Alert>
  );
}

function Held() {
  const { data } = useHolds({ live: true });
  if (!data) return null;
  return (
    <Section title="Held now" isFlush>
      {data.data.length === 0 ? (
        <Typography color="text.secondary" sx={{ paddingInline: 2.5, paddingBottom: 1.5 }}>
          Nothing is held: everything sends within its windows and limits.
        </Typography>
      ) : (
        <HoldList holds={data.data} />
      )}
    </Section>
  );
}

function ByDomain({ health: { domains } }: { health: SendingHealth }) {
  const [days, setDays] = useState<Days>('7');
  return (
    <Section
      title="Domains and mailbox providers"
      isFlush
      aside={
        <ToggleButtonGroup
          exclusive
          size="small"
          value={days}
          onChange={(_, value: Days | null) => value && setDays(value)}
          aria-label="Of how many days"
        >
          <ToggleButton value="1">Today</ToggleButton>
          <ToggleButton value="7">7 days</ToggleButton>
          <ToggleButton value="30">30 days</ToggleButton>
        </ToggleButtonGroup>
      }
    >
      {domains.length === 0 ? (
        <Typography color="text.secondary" sx={{ paddingInline: 2.5, paddingBottom: 1.5 }}>
          No campaign has sent yet. Each domain stands here from its first mail on.
        </Typography>
      ) : (
        <HealthTable domains={domains} days={days} />
      )}
    </Section>
  );
}

/** What was held before, for whoever asks why mails came late. */
function Released() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Section
      title="Held before"
      isFlush
      aside={<Button onClick={() => setIsOpen(!isOpen)}>{isOpen ? 'Close' : 'Show'}</Button>}
    >
      {isOpen && <ReleasedList />}
    </Section>
  );
}

function ReleasedList() {
  const { data } = useHolds({ live: false });
  if (!data) return <Waiting>Fetching what was held.</Waiting>;
  return (
    <Box>
      {data.data.length === 0 ? (
        <Typography color="text.secondary" sx={{ paddingInline: 2.5, paddingBottom: 1.5 }}>
          Nothing was ever held.
        </Typography>
      ) : (
        <HoldList holds={data.data} />
      )}
    </Box>
  );
}
