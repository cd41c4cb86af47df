import NextIcon from '@mui/icons-material/ChevronRight';
import PreviousIcon from '@mui/icons-material/ChevronLeft';
import { Box, Card, IconButton, TextField, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { inFigures } from '../../fields/numbers.js';
import { importsApi } from '../api.js';
import { valueLines } from '../contact.js';
import { IssueSentence } from '../../grid/IssueSentence.js';
import type { ContactImport, FieldChoice } from '../types.js';

interface BecomesProps {
  contactImport: ContactImport;
  fields: readonly FieldChoice[];
  /** False while a choice is still being saved: the answer would show the mapping before it. */
  isSaved: boolean;
}

/** "Row ◂ 128 ▸ becomes": any row of the file as the contact that it turns into under the choices made. */
export function Becomes({
  contactImport: { id, mapping, options, file, rowCount, estimatedRows },
  fields,
  isSaved,
}: BecomesProps) {
  const [row, setRow] = useState(1);
  const last = rowCount ?? estimatedRows ?? Infinity;
  const { data, error } = useQuery({
    queryKey: ['import', id, 'becomes', row, mapping, options, file],
    queryFn: () => importsApi.previewRow(id, row),
    placeholderData: keepPreviousData,
    enabled: isSaved,
  });
  const lines = data ? valueLines(data.contact, fields) : [];
  return (
    <Card component="section" aria-label="What a row becomes" sx={{ p: { xs: 2, md: 3 }, display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, flexWrap: 'wrap' }}>
        <Typography>Row</Typography>
        <IconButton aria-label="Row before" disabled={row <= 1} onClick={() => setRow(row - 1)}>
          <PreviousIcon />
        </IconButton>
        <TextField
          value={row}
          onChange={(event) =>
            setRow(Math.max(1, Math.min(last, Number(event.target.value.replaceAll(/\D/g, '')) || 1)))
          }
          slotProps={{
            htmlInput: { 'aria-label': 'Row', inputMode: 'numeric', style: { width: '5ch', textAlign: 'center' } },
          }}
        />
        <IconButton aria-label="Next row" disabled={row >= last} onClick={() => setRow(row + 1)}>
          <NextIcon />
        </IconButton>
        <Typography>becomes</Typography>
        {data && data.rowNumber !== row && (
          <Typography variant="body2" color="text.secondary">
            (row {inFigures(data.rowNumber)} of the file)
          </Typography>
        )}
      </Box>
      {error && <Typography color="error">{error.message}</Typography>}
      {data && !error && (
        <Box aria-live="polite" sx={{ display: 'grid', gap: 1.5 }}>
          {lines.length === 0 ? (
            <Typography color="text.secondary">Nothing yet: no column of this row fills a contact field.</Typography>
          ) : (
            <Box
              component="dl"
              sx={{ m: 0, display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))' }}
            >
              {lines.map(({ label, text }) => (
                <Box key={label} sx={{ minWidth: 0 }}>
                  <Typography component="dt" variant="body2" color="text.secondary">
                    {label}
                  </Typography>
                  <Typography component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
                    {text}
                  </Typography>
                </Box>
              ))}
            </Box>
          )}
          {data.issues.map((issue) => (
            <IssueSentence key={`${issue.code}.${issue.column}`} issue={issue} />
          ))}
        </Box>
      )}
    </Card>
  );
}
