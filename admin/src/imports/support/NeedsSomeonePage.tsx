import DoneIcon from '@mui/icons-material/CheckCircleOutlined';
import { Alert, Box, Button, Card } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router';
import { counted } from '../../fields/numbers.js';
import { EmptyState } from '../../frame/EmptyState.js';
import { Page } from '../../frame/Page.js';
import { Waiting } from '../../frame/Waiting.js';
import { NeedyConnections, useNeedyEverywhere } from '../../crm/support/NeedyConnections.js';
import { NeedyCampaigns, useCampaignsThatNeedSomeone } from '../../campaigns/NeedyCampaigns.js';
import { importsApi } from '../api.js';
import { ImportLine } from '../ImportLine.js';

/** Imports, syncs and campaigns that stand still until somebody looks: stopped, records open for long, or work that fails again and again. */
export function NeedsSomeonePage() {
  const { data, error } = useQuery({
    queryKey: ['imports', 'needs-someone'],
    queryFn: importsApi.needsSomeone,
    refetchInterval: 30_000,
  });
  const { data: syncs } = useNeedyEverywhere();
  const { data: campaigns } = useCampaignsThatNeedSomeone();
  const imports = data?.data ?? [];
  const stuck = { imports: imports.length, syncs: syncs?.data.length ?? 0, campaigns: campaigns?.data.length ?? 0 };
  const others = stuck.syncs + stuck.campaigns;
  const hasSome = imports.length + others > 0;
  const isKnown = data && syncs && campaigns;
  return (
    <Page title="Needs someone" lead={isKnown && hasSome ? leadOf(stuck) : undefined}>
      {error && <Alert severity="error">{error.message}</Alert>}
      <NeedyConnections />
      <NeedyCampaigns title="Campaigns" />
      <Card hidden={imports.length === 0 && others > 0}>
        {!data && !error && <Waiting>Looking for what needs someone…</Waiting>}
        {isKnown && !hasSome && (
          <EmptyState
            icon={DoneIcon}
            title="Nothing needs someone"
            action={
              <Button variant="outlined" component={RouterLink} to="/imports">
                All imports
              </Button>
            }
          >
            Imports, syncs and campaigns that stopped, that are held or keep failing, or whose records wait for more
            than a day stand here.
          </EmptyState>
        )}
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, '& > li:first-of-type': { borderTop: 0 } }}>
          {imports.map((contactImport) => (
            <ImportLine key={contactImport.id} of={contactImport} showsAccount />
          ))}
        </Box>
      </Card>
    </Page>
  );
}

/** "1 import, 2 syncs and 1 campaign cannot go on alone". */
function leadOf({ imports, syncs, campaigns }: Record<'imports' | 'syncs' | 'campaigns', number>): string {
  const named = [
    imports > 0 && counted(imports, 'import'),
    syncs > 0 && counted(syncs, 'sync'),
    campaigns > 0 && counted(campaigns, 'campaign'),
  ].filter((part) => typeof part === 'string');
  return `${[named.slice(0, -1).join(', '), named.at(-1)].filter(Boolean).join(' and ')} cannot go on alone`;
}
