import { Chip, Menu, MenuItem, Typography } from '@mui/material';
import ExpandIcon from '@mui/icons-material/ExpandMore';
import { useState } from 'react';
import { inFigures } from '../fields/numbers.js';
import { useListFilter } from './SearchBox.js';

export interface Choice {
  value: string;
  label: string;
  count?: number;
}

/** Whether a thing goes on by itself, or waits. */
export const whoIsNeeded: Choice[] = [{ value: 'person', label: 'a person' }];

/** "Tag ▾", or "Tag: past client ×" once chosen. */
export function ChoiceChip({ name, label, choices }: { name: string; label: string; choices: Choice[] }) {
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
