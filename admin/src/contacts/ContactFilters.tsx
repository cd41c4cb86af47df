import { Box, Button, Chip } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useListContext } from 'react-admin';
import { Link } from 'react-router';
import type { Import } from '../../../apps/api/imports/imports.schemas.js';
import type { ListAnswer } from '../answers.js';
import { request } from '../api.js';
import { newCampaignPath } from '../campaigns/audience.js';
import { cappedCount } from '../fields/numbers.js';
import { type Choice, ChoiceChip } from '../frame/ChoiceChip.js';
import { SearchBox, useListFilter } from '../frame/SearchBox.js';
import { useStandingConnections } from '../crm/useConnection.js';
import { useFacets } from './verbs.js';

function EmailChip() {
  const { values, set } = useListFilter();
  const chosen = values.hasEmail === true;
  return (
    <Chip
      label="Has e-mail"
      aria-pressed={chosen}
      variant={chosen ? 'filled' : 'outlined'}
      color={chosen ? 'primary' : 'default'}
      onClick={() => set('hasEmail', chosen ? undefined : true)}
      sx={{ height: 36 }}
    />
  );
}

function NoHubChip() {
  const { values, set } = useListFilter();
  const chosen = values.hub === 'none';
  return (
    <Chip
      label="No Hub"
      aria-pressed={chosen}
      variant={chosen ? 'filled' : 'outlined'}
      color={chosen ? 'primary' : 'default'}
      onClick={() => set('hub', chosen ? undefined : 'none')}
      sx={{ height: 36 }}
    />
  );
}

/** Only shown where a run's number has led here: taken away, the list is whole again. */
function RunChip({ name, label }: { name: 'addedByRun' | 'changedByRun' | 'goneByRun'; label: string }) {
  const { values, set } = useListFilter();
  if (values[name] === undefined) return null;
  return <Chip label={label} color="primary" onDelete={() => set(name, undefined)} sx={{ height: 36 }} />;
}

function useImportChoices(): Choice[] {
  const { data } = useQuery({
    queryKey: ['imports', 'choices'],
    queryFn: () => request<ListAnswer<Import>>('/imports?page=1&perPage=25&sort=createdAt&order=DESC'),
  });
  return (data?.data ?? []).map(({ id, fileName }) => ({ value: id, label: fileName }));
}

const asChoices = (facet: { name: string; count: number }[] | undefined): Choice[] =>
  (facet ?? []).map(({ name, count }) => ({ value: name, label: name, count }));

/** What a search finds can be invited as it is, over all its pages. */
function InviteFound() {
  const { filterValues, data, meta, total, selectedIds } = useListContext();
  const filter = filterValues as Record<string, unknown>;
  if (Object.keys(filter).length === 0 || !data?.length || selectedIds.length > 0) return null;
  const count = cappedCount({ total, ...(meta as object) });
  return (
    <Button component={Link} to={newCampaignPath({ kind: 'filter', filter })} size="small">
      {`Invite all ${count ?? ''} that match…`.replace('  ', ' ')}
    </Button>
  );
}

function useCrmChoices(): Choice[] {
  const { data } = useStandingConnections();
  return (data?.data ?? []).map(({ id, label, who }) => ({ value: id, label: `${label}, ${who}` }));
}

export function ContactFilters() {
  const { data } = useFacets();
  const imports = useImportChoices();
  const crms = useCrmChoices();
  return (
    <Box role="search" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <SearchBox label="Search contacts" placeholder="Search name, e-mail, phone, address" />
      <ChoiceChip name="tag" label="Tag" choices={asChoices(data?.tags)} />
      <ChoiceChip name="source" label="Source" choices={asChoices(data?.sources)} />
      <ChoiceChip name="importId" label="Import" choices={imports} />
      <ChoiceChip name="connectionId" label="CRM" choices={crms} />
      <RunChip name="addedByRun" label="Brought in by one sync run" />
      <RunChip name="changedByRun" label="Changed by one sync run" />
      <RunChip name="goneByRun" label="Deleted at the CRM, found by one sync run" />
      <EmailChip />
      <NoHubChip />
      <InviteFound />
    </Box>
  );
}
