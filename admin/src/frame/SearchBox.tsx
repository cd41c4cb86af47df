import { InputAdornment, TextField } from '@mui/material';
import SearchIcon from '@mui/icons-material/Search';
import { useEffect, useState } from 'react';
import { useListContext } from 'react-admin';

const typingMs = 300;

/** Reads and writes one list filter; a blank value takes it away. */
export function useListFilter() {
  const { filterValues, setFilters } = useListContext();
  const set = (name: string, value: unknown) => {
    const { [name]: _old, ...rest } = filterValues as Record<string, unknown>;
    setFilters(value === undefined || value === '' ? rest : { ...rest, [name]: value }, {});
  };
  return { values: filterValues as Record<string, unknown>, set };
}

interface SearchBoxProps {
  label: string;
  placeholder?: string;
  /** The filter it sets. */
  name?: string;
  /** Whether what is typed so far can be looked for; until then nothing happens. */
  isReady?: (text: string) => boolean;
}

const anything = () => true;

/** Searches while typing, a moment after the last letter. */
export function SearchBox({ label, placeholder = label, name = 'q', isReady = anything }: SearchBoxProps) {
  const { values, set } = useListFilter();
  const stored = (values[name] as string | undefined) ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null || typed.trim() === stored || !isReady(typed.trim())) return undefined;
    const timer = setTimeout(() => set(name, typed.trim()), typingMs);
    return () => clearTimeout(timer);
  });
  const leave = () => {
    if (typed === null || !isReady(typed.trim())) return;
    if (typed.trim() !== stored) set(name, typed.trim());
    setTyped(null);
  };
  return (
    <TextField
      type="search"
      value={typed ?? stored}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
      placeholder={placeholder}
      slotProps={{
        htmlInput: { 'aria-label': label },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <SearchIcon fontSize="small" aria-hidden />
            </InputAdornment>
          ),
        },
      }}
      sx={{ flex: { xs: '1 1 100%', sm: '1 1 280px' }, maxWidth: { sm: 420 } }}
    />
  );
}
