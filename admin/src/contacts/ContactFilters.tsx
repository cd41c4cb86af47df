import { Box, Chip, Menu, MenuItem, Typography } from '@mui/material';
import ExpandIcon from '@mui/icons-material/ExpandMore';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Import } from '../../../apps/api/imports/imports.schemas.js';
import type { ListAnswer } from '../answers.js';
import { request } from '../api.js';
import { inFigures } from '../fields/numbers.js';
import { SearchBox, useListFilter } from '../frame/SearchBox.js';
import { useFacets } from './verbs.js';

interface Choice {
  value: string;
  label: string;
  count?: number;
}

/** "Tag ▾", or "Tag: past client ×" once chosen. */
function ChoiceChip({ name, label, choices }: { name: string; label: string; choices: Choice[] }) {
  const { values, set } = useListFilter();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const chosen = values[name] === undefined ? null : String(values[name]);
  if (choices.length === 0 && chosen === null) return null;
  const word = choices.find(({ value }) => value === chosen)?.label ?? chosen;
  return (
    <>
      <Chip
        label={chosen === null ? label : `${label}: ${word}`}
        variant={chosen === null ? 'outlined' : 'filled'}
        color={chosen === null ? 'default' : 'primary'}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        {...(chosen === null ? { icon: <ExpandIcon /> } : { onDelete: () => set(name, undefined) })}
        sx={{ height: 36, maxWidth: 260 }}
      />
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { sx: { maxHeight: 400 } } }}
      >
        {choices.map(({ value, label: text, count }) => (
          <MenuItem
            key={value}
            selected={value === chosen}
            onClick={() => {
              set(name, value);
              setAnchor(null);
            }}
            sx={{ gap: 3, justifyContent: 'space-between' }}
          >
            {text}
            {count !== undefined && (
              <Typography component="span" variant="body2" color="text.secondary">
                {inFigures(count)}
              </Typography>
            )}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

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

function useImportChoices(): Choice[] {
  const { data } = useQuery({
    queryKey: ['imports', 'choices'],
    queryFn: () => request<ListAnswer<Import>>('/imports?page=1&perPage=25&sort=createdAt&order=DESC'),
  });
  return (data?.data ?? []).map(({ id, fileName }) => ({ value: id, label: fileName }));
}

const asChoices = (facet: { name: string; count: number }[] | undefined): Choice[] =>
  (facet ?? []).map(({ name, count }) => ({ value: name, label: name, count }));

export function ContactFilters() {
  const { data } = useFacets();
  const imports = useImportChoices();
  return (
    <Box role="search" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <SearchBox label="Search contacts" placeholder="Search name, e-mail, phone, address" />
      <ChoiceChip name="tag" label="Tag" choices={asChoices(data?.tags)} />
      <ChoiceChip name="source" label="Source" choices={asChoices(data?.sources)} />
      <ChoiceChip name="importId" label="Import" choices={imports} />
      <EmailChip />
    </Box>
  );
}
