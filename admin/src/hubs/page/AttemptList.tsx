import { Box, Button, Link, Typography } from '@mui/material';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { StatusField } from '../../fields/StatusField.js';
import { When } from '../../fields/When.js';
import { SettleDialog } from '../../mail/SettleDialog.js';
import type { InvitationAttempt } from '../types.js';
import { waveName } from '../words.js';

/** Each handing-over of each mail of an invitation, the newest first; the evidence in full is with the contact. */
export function AttemptList({ attempts, contactId }: { attempts: readonly InvitationAttempt[]; contactId: string }) {
  const [settling, setSettling] = useState<string | null>(null);
  if (attempts.length === 0) return null;
  return (
    <Box>
      <Box component="ol" aria-label="Mails" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
        {attempts.map((attempt) => (
          <Line key={attempt.id} attempt={attempt} onSettle={() => setSettling(attempt.id)} />
        ))}
      </Box>
      <Link component={RouterLink} to={`/contacts/${contactId}?tab=mail`} variant="body2">
        Evidence of every mail
      </Link>
      {settling && <SettleDialog attemptId={settling} onClose={() => setSettling(null)} />}
    </Box>
  );
}

function Line({ attempt, onSettle }: { attempt: InvitationAttempt; onSettle: () => void }) {
  const { wave, attempt: nth, state, startedAt, endedAt, nextAttemptAt, sentence, reply, settledAs } = attempt;
  const isOpenQuestion = state === 'unknown' && settledAs === null;
  return (
    <Box
      component="li"
      sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, rowGap: 0.25, alignItems: 'center', minHeight: 28 }}
    >
      <Typography variant="body2" component="span" sx={{ fontWeight: 560 }}>
        {waveName(wave)}
        {nth > 1 && `, attempt ${nth}`}
      </Typography>
      <StatusField
        of="attempt"
        state={settledAs === 'accepted' || settledAs === 'rejected' ? settledAs : state}
        {...(settledAs === 'send_again' && { kind: 'early', label: 'Sent again' })}
      />
      <Typography variant="body2" component="span" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
        <When at={endedAt ?? startedAt} />
        {sentence && ` · ${sentence.replace(/\.$/, '')}`}
        {reply && ` · “${reply}”`}
        {state === 'deferred' && nextAttemptAt && (
          <>
            {' · tried again '}
            <When at={nextAttemptAt} />
          </>
        )}
      </Typography>
      {isOpenQuestion && (
        <Button size="small" variant="outlined" onClick={onSettle}>
          Settle…
        </Button>
      )}
    </Box>
  );
}
