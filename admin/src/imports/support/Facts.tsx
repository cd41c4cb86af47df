import { Box, Card, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { inBytes } from '../../fields/numbers.js';
import { When } from '../../fields/When.js';
import { request } from '../../api.js';
import { delimiters, encodings, labelOf } from '../format.js';
import type { ContactImport } from '../types.js';

interface System {
  workers: { identity: string; version: string | null; lastSeen: string | null }[];
  versions: Record<string, string>;
}

/** Small print about an import and about what it runs on. */
export function Facts({ contactImport }: { contactImport: ContactImport }) {
  const { id, file, fileSize, startedBy, createdAt, scannedAt, confirmedAt, completedAt, purgeAt } = contactImport;
  const { data: system } = useQuery({
    queryKey: ['system'],
    queryFn: () => request<System>('/system'),
    refetchInterval: 15_000,
  });
  const facts: [string, ReactNode][] = [
    ['Import', id],
    ['Started by', startedBy],
    ['File', inBytes(fileSize)],
    ['Read as', `${labelOf(encodings, file.encoding)} · ${labelOf(delimiters, file.delimiter)}`],
    ['Header', file.headerRow === null ? 'none' : `row ${file.headerRow}`],
    ['Uploaded', <When key="at" at={createdAt} />],
    ['Scanned', scannedAt && <When at={scannedAt} />],
    ['Confirmed', confirmedAt && <When at={confirmedAt} />],
    ['Completed', completedAt && <When at={completedAt} />],
    ['File is deleted', purgeAt && <When at={purgeAt} />],
    ['Workers', system && (system.workers.map(({ identity }) => identity).join(', ') || 'none seen')],
    [
      'Versions',
      system &&
        Object.entries(system.versions)
          .map(([part, version]) => `${part} ${version}`)
          .join(', '),
    ],
  ];
  return (
    <Card component="section" aria-labelledby="facts" sx={{ p: 3 }}>
      <Typography id="facts" variant="h2" sx={{ mb: 1 }}>
        Facts
      </Typography>
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', columnGap: 2, rowGap: 0.5 }}
      >
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <Box key={label} sx={{ display: 'contents' }}>
              <Typography component="dt" variant="body2" color="text.secondary">
                {label}
              </Typography>
              <Typography component="dd" variant="body2" sx={{ m: 0, overflowWrap: 'anywhere' }}>
                {value}
              </Typography>
            </Box>
          ))}
      </Box>
    </Card>
  );
}
