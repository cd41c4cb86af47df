import { Box, Button, Card, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { When } from '../../fields/When.js';
import { RevealButton } from '../../fields/PersonField.js';
import { Page } from '../../frame/Page.js';
import { Freshness } from '../../frame/Freshness.js';
import { ImportEquation, ImportStatus } from '../ImportLine.js';
import { ImportMenu } from '../ImportMenu.js';
import { ProgressLine } from '../run/ProgressLine.js';
import type { ContactImport } from '../types.js';
import { useRevealed } from './useRevealed.js';
import { Batches } from './Batches.js';
import { Facts } from './Facts.js';
import { SupportCommands } from './SupportCommands.js';
import { SupportRows } from './SupportRows.js';
import { ImportTimeline } from './ImportTimeline.js';
import { WhatStopped } from './WhatStopped.js';

interface SupportImportPageProps {
  contactImport: ContactImport;
  isLive: boolean;
  updatedAt: number;
}

/** An import as support sees it: what stopped it in words, what ran, and the levers, each with a reason. */
export function SupportImportPage({ contactImport, isLive, updatedAt }: SupportImportPageProps) {
  const { id, accountName, createdAt, state, progress, masked } = contactImport;
  const reveal = useRevealed(id);
  const isWorking = state === 'scanning' || state === 'importing' || state === 'undoing';
  return (
    <Page
      title={contactImport.fileName}
      lead={
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mt: 0.5 }}>
          <ImportStatus of={contactImport} />
          <span>
            {accountName} · began <When at={createdAt} />
          </span>
          <Freshness isLive={isLive} updatedAt={updatedAt} />
        </Box>
      }
      actions={
        <>
          {masked && <RevealButton onReveal={reveal} />}
          <SupportCommands contactImport={contactImport} />
          <ImportMenu contactImport={contactImport} />
        </>
      }
    >
      <WhatStopped contactImport={contactImport} />
      <Card component="section" aria-label="Where it stands" sx={{ p: 3, display: 'grid', gap: 2 }}>
        <ImportEquation of={contactImport} />
        {contactImport.rowCount === null && (
          <Typography color="text.secondary">Rows are counted by the scan.</Typography>
        )}
        {isWorking && progress && <ProgressLine contactImport={contactImport} waiting="Waiting for a worker" />}
      </Card>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 2fr) minmax(260px, 1fr)' },
          alignItems: 'start',
        }}
      >
        <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
          <ImportTimeline importId={id} canTry />
          {contactImport.openFailed > 0 && <SupportRows contactImport={contactImport} />}
        </Box>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <Batches importId={id} />
          <Facts contactImport={contactImport} />
          <Button component={RouterLink} to={`/imports/${id}/rows`} disabled={contactImport.rowCount === null}>
            All rows
          </Button>
        </Box>
      </Box>
    </Page>
  );
}
