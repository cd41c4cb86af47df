import { Box, Card, Typography } from '@mui/material';
import { inFigures } from '../../fields/numbers.js';
import type { ContactImport } from '../types.js';
import { ProgressLine } from './ProgressLine.js';
import { RunButtons } from './RunButtons.js';

/** Step 3: every row is read once; what is noticed appears as it is found. */
export function ScanPage({ contactImport }: { contactImport: ContactImport }) {
  const { alerts, state } = contactImport;
  return (
    <>
      <Card component="section" aria-label="Scan" sx={{ p: 3, display: 'grid', gap: 2 }}>
        <Typography variant="h2">{state === 'scanning' ? 'Scanning your file' : 'The scan stands still'}</Typography>
        <ProgressLine contactImport={contactImport} waiting="Waiting for a worker to begin" />
        <Typography color="text.secondary">
          Nothing is written to your contacts yet. {state === 'scanning' && 'You can close this page.'}
        </Typography>
        <RunButtons contactImport={contactImport} />
      </Card>
      {alerts.length > 0 && (
        <Card component="section" aria-labelledby="found" sx={{ p: 3 }}>
          <Typography id="found" variant="h2" sx={{ mb: 1 }}>
            Found so far
          </Typography>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}>
            {alerts.map(({ code, field, count, sentence }) => (
              <Box component="li" key={`${code}.${field}`} sx={{ display: 'flex', gap: 2 }}>
                <Box component="span" sx={{ minWidth: '6ch', textAlign: 'right', fontWeight: 620 }}>
                  {inFigures(count)}
                </Box>
                <span>{sentence}</span>
              </Box>
            ))}
          </Box>
        </Card>
      )}
    </>
  );
}
