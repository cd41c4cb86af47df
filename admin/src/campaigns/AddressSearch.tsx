import { InputAdornment, TextField } from '@mui/material';
import SearchIcon from '@mui/icons-material/Search';
import { useEffect, useState } from 'react';
import { useFilterOfAddress } from './useRows.js';

const typingMs = 350;

/** Looks for people a moment after the last letter; what is looked for stands in the address. */
export function AddressSearch({ label }: { label: string }) {
  const { get, set } = useFilterOfAddress();
  const stored = get('q') ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null || typed.trim() === stored) return undefined;
    const timer = setTimeout(() => set('q', typed.trim()), typingMs);
    return () => clearTimeout(timer);
  });
  return (
    <TextField
      type="search"
      value={typed ?? stored}
      placeholder="Name, e-mail, address"
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => typed !== null && typed.trim() === stored && setTyped(null)}
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
      sx={{ flex: { xs: '1 1 100%', sm: '1 1 240px' }, maxWidth: { sm: 360 } }}
    />
  );
}
