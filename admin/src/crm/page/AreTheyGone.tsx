import { Alert, AlertTitle, Box, Button } from '@mui/material';
import { useState } from 'react';
import { counted, inFigures } from '../../fields/numbers.js';
import { ConfirmDialog } from '../../frame/ConfirmDialog.js';
import type { Connection } from '../types.js';
import { useConnectionCommand } from '../useConnection.js';

const goneMeans: Record<Connection['settings']['deleted'], string> = {
  keep: 'Their contacts stay as they are and are no longer kept in step.',
  tag: 'Their contacts stay and get a tag that says so.',
  ask: 'Their contacts stay, and each stands under Problems for you to decide.',
};

/** So many people are missing there at once that it may be a fault of the CRM or a key that sees less: nobody is touched before a person says so. */
export function AreTheyGone({ connection }: { connection: Connection }) {
  const { id, label, settings, lastRun } = connection;
  const { ask, askAndWait, isAsking } = useConnectionCommand(id);
  const [isSure, setIsSure] = useState(false);
  const question = lastRun?.question;
  const missing = question ? counted(question.missing, 'person', 'people') : 'so many people';
  return (
    <Alert severity="warning">
      <AlertTitle>
        {question
          ? `Are ${inFigures(question.missing)} of ${inFigures(question.linked)} people gone from ${label}?`
          : `Are so many people gone from ${label}?`}
      </AlertTitle>
      <Box sx={{ color: 'text.primary', display: 'grid', gap: 1.5 }}>
        <span>
          Look there first: a key that sees less than before looks just the same. Contacts are never deleted by this.
        </span>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          <Button
            variant="contained"
            disabled={isAsking}
            onClick={() => ask({ command: 'answer', body: { areGone: false } })}
          >
            No, they are still there
          </Button>
          <Button variant="outlined" disabled={isAsking} onClick={() => setIsSure(true)}>
            Yes, they are gone…
          </Button>
        </Box>
      </Box>
      {isSure && (
        <ConfirmDialog
          title={`${missing} are gone from ${label}`}
          verb="Yes, they are gone"
          onConfirm={async () => void (await askAndWait({ command: 'answer', body: { areGone: true } }))}
          onClose={() => setIsSure(false)}
        >
          {goneMeans[settings.deleted]}
        </ConfirmDialog>
      )}
    </Alert>
  );
}
