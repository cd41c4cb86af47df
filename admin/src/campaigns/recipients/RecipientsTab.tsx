import { Alert, Box, Card, Chip, MenuItem, TextField, Typography } from '@mui/material';
import { stateWords } from '../../fields/states.js';
import { Pager } from '../../frame/Pager.js';
import { Waiting } from '../../frame/Waiting.js';
import { AddressSearch } from '../AddressSearch.js';
import { campaignsApi, type Filter } from '../api.js';
import type { Campaign, Recipient } from '../types.js';
import { useFilterOfAddress, useRows } from '../useRows.js';
import { RecipientTable } from './RecipientTable.js';

/** People move while a campaign sends; the list looks at a pace that one can read at. */
const lookMs = 5000;
const isMoving = ({ state }: Campaign) => state === 'preparing' || state === 'sending' || state === 'reminding';

/** The filter in the address, as the API takes it. */
export function recipientFilter(get: (name: string) => string | null): Filter {
  const [state, claimed, wave, part, search] = ['state', 'claimed', 'wave', 'part', 'q'].map(get);
  return {
    ...(state && { state }),
    ...(claimed && { claimed: claimed === 'yes' }),
    ...(wave && { wave: Number(wave) }),
    ...(part && { part: Number(part) }),
    ...(search && { search }),
  };
}

/** Everybody who gets a mail, with what became of it; each opens their evidence. */
export function RecipientsTab({ campaign }: { campaign: Campaign }) {
  const { get, set } = useFilterOfAddress();
  const filter = recipientFilter(get);
  const { data, error, page, perPage, setPage, isPlaceholderData } = useRows<Recipient>({
    campaignId: campaign.id,
    name: 'recipients',
    filter,
    lookMs: isMoving(campaign) ? lookMs : 0,
    ask: (asked, signal) => campaignsApi.recipients(campaign.id, asked, signal),
  });
  const part = get('part');
  return (
    <>
      <Filters />
      {part && (
        <Box>
          <Chip label={`Part ${Number(part) + 1}`} color="primary" onDelete={() => set('part', null)} />
        </Box>
      )}
      <Card component="section" aria-label="Recipients">
        {error && <Alert severity="error">{error.message}</Alert>}
        {!data && !error && <Waiting>Fetching the recipients.</Waiting>}
        {data?.data.length === 0 && (
          <Typography color="text.secondary" sx={{ padding: 2.5 }}>
            {Object.keys(filter).length > 0 ? 'Nobody matches.' : 'Nobody is to be invited.'}
          </Typography>
        )}
        {data && data.data.length > 0 && (
          <Box sx={{ opacity: isPlaceholderData ? 0.6 : 1 }}>
            <RecipientTable campaignId={campaign.id} recipients={data.data} />
          </Box>
        )}
        {data && <Pager list={data} page={page} perPage={perPage} onPage={setPage} />}
      </Card>
    </>
  );
}

const states = Object.entries(stateWords.recipient).map(([value, { label }]) => [value, label] as const);
const mails = [
  ['0', 'Waits for the invitation'],
  ['1', 'Waits for reminder 1'],
  ['2', 'Waits for reminder 2'],
] as const;
const claims = [
  ['yes', 'Claimed'],
  ['no', 'Not claimed'],
] as const;

function Filters() {
  return (
    <Box role="search" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <AddressSearch label="Search recipients" />
      <Choice name="state" label="State" choices={states} />
      <Choice name="claimed" label="Hub" choices={claims} />
      <Choice name="wave" label="Next mail" choices={mails} />
    </Box>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  choices: readonly (readonly [value: string, label: string])[];
}

function Choice({ name, label, choices }: ChoiceProps) {
  const { get, set } = useFilterOfAddress();
  return (
    <TextField
      select
      label={label}
      value={get(name) ?? ''}
      onChange={(event) => set(name, event.target.value)}
      sx={{ minWidth: 132, flex: { xs: '1 1 30%', sm: '0 0 auto' } }}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
    >
      <MenuItem value="">All</MenuItem>
      {choices.map(([value, text]) => (
        <MenuItem key={value} value={value}>
          {text}
        </MenuItem>
      ))}
    </TextField>
  );
}
