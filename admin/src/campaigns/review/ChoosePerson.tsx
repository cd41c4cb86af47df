import { Autocomplete, TextField } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useSearchParams } from 'react-router';
import { campaignsApi } from '../api.js';
import type { Campaign, Candidate } from '../types.js';

const shown = 20;
const nameOf = ({ name, email, contactId }: Candidate) => name || email || `Contact ${contactId}`;

/** Finds one of those who get the mail, among a million too; the choice stands in the address. */
export function ChoosePerson({ campaign }: { campaign: Campaign }) {
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<Candidate | null>(null);
  const asked = useDeferredValue(typed.trim());
  const { data, isFetching } = useQuery({
    queryKey: ['campaign rows', campaign.id, 'to preview', asked, campaign.version],
    queryFn: ({ signal }) =>
      campaignsApi.candidates(
        campaign.id,
        { page: 1, perPage: shown, filter: { verdict: 'eligible', ...(asked && { search: asked }) } },
        signal,
      ),
    placeholderData: keepPreviousData,
    enabled: campaign.state !== 'freezing',
  });
  const found = data?.data ?? [];
  const person = search.get('person');
  const value = chosen?.contactId === person ? chosen : (found.find(({ contactId }) => contactId === person) ?? null);
  return (
    <Autocomplete
      size="small"
      sx={{ flex: '1 1 220px', maxWidth: 320, paddingBlock: 1 }}
      options={found}
      value={value}
      loading={isFetching}
      filterOptions={(all) => all}
      getOptionLabel={nameOf}
      getOptionKey={({ contactId }) => contactId}
      isOptionEqualToValue={(one, other) => one.contactId === other.contactId}
      noOptionsText="Nobody who gets it matches."
      loadingText="Looking…"
      onInputChange={(_event, text, why) => setTyped(why === 'input' ? text : '')}
      onChange={(_event, choice) => {
        setChosen(choice);
        setSearch(
          (known) => {
            if (choice) known.set('person', choice.contactId);
            else known.delete('person');
            return known;
          },
          { replace: true },
        );
      }}
      renderOption={({ key, ...props }, option) => (
        <li key={key} {...props}>
          <span>
            {nameOf(option)}
            {option.email && option.name ? ` · ${option.email}` : ''}
          </span>
        </li>
      )}
      renderInput={(params) => <TextField {...params} label="Shown as" placeholder="The first recipient" />}
    />
  );
}
