import { Box, Button, Card, MenuItem, TextField, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { Link as RouterLink, useSearchParams } from 'react-router';
import { ImportEquation } from '../ImportLine.js';
import type { ContactImport, RowFilter } from '../types.js';
import { RowList } from './RowList.js';

const outcomes = [
  ['created', 'Created'],
  ['updated', 'Updated'],
  ['unchanged', 'Unchanged'],
  ['skipped', 'Skipped'],
  ['failed', 'Failed'],
  ['notProcessed', 'Not imported'],
] as const;

/** Every row of the file and what became of it: what the numbers of the equation lead to. */
export function RowsPage({ contactImport }: { contactImport: ContactImport }) {
  const [search, setSearch] = useSearchParams();
  const outcome = search.get('outcome') ?? '';
  const intent = search.get('intent') ?? '';
  const issue = search.get('issue') ?? '';
  const q = search.get('q') ?? '';
  const set = (key: string, value: string) =>
    setSearch(
      (known) => {
        if (value) known.set(key, value);
        else known.delete(key);
        known.delete('page');
        return known;
      },
      { replace: true },
    );
  const filter = {
    ...(outcome && { outcome }),
    ...(intent && { intent }),
    ...(issue && { issue }),
    ...(q && { q }),
  } as RowFilter;
  return (
    <>
      <ImportEquation of={contactImport} />
      <Card component="section" aria-labelledby="rows">
        <Box sx={{ p: { xs: 2, md: 3 }, display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
          <Typography id="rows" variant="h2" sx={{ flex: '1 1 120px' }}>
            Rows
          </Typography>
          <SearchBox key={q} value={q} onSearch={(text) => set('q', text)} />
          <TextField
            select
            label="What became of it"
            value={outcome}
            onChange={(event) => set('outcome', event.target.value)}
            sx={{ minWidth: 180 }}
          >
            <MenuItem value="">Everything</MenuItem>
            {outcomes.map(([value, label]) => (
              <MenuItem key={value} value={value}>
                {label}
              </MenuItem>
            ))}
          </TextField>
          {contactImport.alerts.length > 0 && (
            <TextField
              select
              label="Noticed"
              value={issue}
              onChange={(event) => set('issue', event.target.value)}
              sx={{ minWidth: 180, maxWidth: 320 }}
            >
              <MenuItem value="">Anything</MenuItem>
              {contactImport.alerts.map(({ code, field, sentence }) => (
                <MenuItem key={`${code}.${field}`} value={code}>
                  {sentence}
                </MenuItem>
              ))}
            </TextField>
          )}
          <Button component={RouterLink} to={`/imports/${contactImport.id}`}>
            Back to the import
          </Button>
        </Box>
        <RowList
          contactImport={contactImport}
          filter={filter}
          shows={contactImport.confirmedAt === null ? 'intent' : 'outcome'}
          empty="No row matches."
        />
      </Card>
    </>
  );
}

/** Searches when the person stops typing or presses Enter. */
function SearchBox({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => onSearch(text), 400);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <TextField
      type="search"
      label="Search rows"
      placeholder="Name or e-mail begins with, or row number"
      sx={{ minWidth: { sm: 320 } }}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
