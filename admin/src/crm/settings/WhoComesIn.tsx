import { Alert, Autocomplete, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Section } from '../../frame/Section.js';
import { crmApi } from '../api.js';
import type { Choices, Connection, FilterName } from '../types.js';
import type { SettingsPartProps } from './SettingsTab.js';
import { filterWords } from './words.js';

const names = Object.keys(filterWords) as FilterName[];

/** What can be filtered by: what the CRM lists, and tags and stages wherever its records carry them. */
function offered({ fields, settings }: Connection, choices: Choices | undefined): FilterName[] {
  const carries = (field: string) => fields.some((known) => known.field === field);
  return names.filter(
    (name) =>
      settings.filter[name].length > 0 ||
      Boolean(choices?.[name]) ||
      (name === 'tags' && carries('tags')) ||
      (name === 'stages' && carries('stage')),
  );
}

/** Filters in the CRM's own words. Whoever they leave out is counted as skipped. */
export function WhoComesIn({ connection, draft, onChange }: SettingsPartProps) {
  const { id, label } = connection;
  const { data: choices, error } = useQuery({
    queryKey: ['connection', id, 'choices'],
    queryFn: () => crmApi.choices(id),
    staleTime: 60_000,
  });
  const shown = offered(connection, choices);
  return (
    <Section title="Who comes in">
      <Typography variant="body2" color="text.secondary">
        {shown.length > 0
          ? 'Everybody, unless you narrow it here. Whoever is left out is counted as skipped.'
          : `Everybody: ${label} has nothing to choose by.`}
      </Typography>
      {error && (
        <Alert severity="warning">
          What {label} offers to choose from cannot be fetched: {error.message}
        </Alert>
      )}
      {shown.map((name) => (
        <Autocomplete
          key={name}
          multiple
          freeSolo={!choices?.[name]}
          autoSelect={!choices?.[name]}
          options={choices?.[name] ?? []}
          value={draft.filter[name]}
          onChange={(_event, words) => onChange({ filter: { ...draft.filter, [name]: words } })}
          renderInput={(params) => (
            <TextField
              {...params}
              label={filterWords[name].label}
              placeholder={draft.filter[name].length === 0 ? 'Everybody' : ''}
              helperText={
                choices && !choices[name]
                  ? `${label} does not list them: type each ${filterWords[name].one} as it stands there, and press Enter.`
                  : undefined
              }
            />
          )}
        />
      ))}
    </Section>
  );
}
