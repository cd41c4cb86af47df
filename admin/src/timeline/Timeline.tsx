import { Alert, Box, Button, Card, Typography } from '@mui/material';
import { type QueryKey, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { When } from '../fields/When.js';
import { counted, inFigures } from '../fields/numbers.js';
import { ReasonDialog } from '../frame/ReasonDialog.js';
import { Waiting } from '../frame/Waiting.js';
import type { TimelineEntry } from '../answers.js';

/** Lines shown before somebody asks for all. */
const shownFirst = 12;

const dots: Record<TimelineEntry['kind'], string> = {
  audit: 'primary.main',
  batch: 'success.main',
  activity: 'warning.main',
};

/** Which worker did it is of use to support alone. */
const withoutWorker = (actor: TimelineEntry['actor']) => (actor?.startsWith('worker ') ? 'Porchlight' : actor);

interface TimelineProps {
  queryKey: QueryKey;
  get: () => Promise<TimelineEntry[]>;
  /** Given to people of the platform: has a step that waits tried at once. */
  tryNow?: ((body: { activityId?: string; reason: string }) => Promise<unknown>) | undefined;
}

/** What ran and who asked for it, newest first; attempts of one activity are one line. */
export function Timeline({ queryKey, get, tryNow }: TimelineProps) {
  const [isWhole, setIsWhole] = useState(false);
  const [trying, setTrying] = useState<TimelineEntry | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: get,
    refetchInterval: 4000,
  });
  const shown = isWhole ? data : data?.slice(0, shownFirst);
  const hidden = (data?.length ?? 0) - (shown?.length ?? 0);
  return (
    <Card component="section" aria-labelledby="timeline">
      <Typography id="timeline" variant="h2" sx={{ px: 3, pt: 2, pb: 1 }}>
        Timeline
      </Typography>
      {error && <Alert severity="error">{error.message}</Alert>}
      {!data && !error && <Waiting>Fetching what ran…</Waiting>}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, pb: 1 }}>
        {shown?.map((entry) => (
          <Entry
            key={`${entry.at}.${entry.activityId}.${entry.text}`}
            entry={tryNow ? entry : { ...entry, actor: withoutWorker(entry.actor) }}
            onTry={tryNow && entry.activityId ? () => setTrying(entry) : undefined}
          />
        ))}
      </Box>
      {hidden > 0 && (
        <Button onClick={() => setIsWhole(true)} sx={{ ml: 1.5, mb: 1 }}>
          Show {counted(hidden, 'earlier line')}
        </Button>
      )}
      {trying && (
        <ReasonDialog
          title="Try now"
          verb="Try now"
          onReason={async (reason) => {
            await tryNow?.({ reason, ...(trying.activityId && { activityId: trying.activityId }) });
            await refetch();
          }}
          onClose={() => setTrying(null)}
        >
          The next attempt starts at once instead of waiting for its time.
        </ReasonDialog>
      )}
    </Card>
  );
}

function Entry({ entry, onTry }: { entry: TimelineEntry; onTry: (() => void) | undefined }) {
  const { at, actor, kind, text, reason, attempt, nextAttemptAt, lastError } = entry;
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: '12px minmax(0, 1fr) auto',
        columnGap: 1.5,
        px: 3,
        py: 1,
        alignItems: 'baseline',
      }}
    >
      <Box aria-hidden sx={{ width: 8, height: 8, borderRadius: '50%', bgcolor: dots[kind] }} />
      <Box sx={{ minWidth: 0 }}>
        <Typography sx={{ overflowWrap: 'anywhere' }}>
          {actor && <strong>{actor} </strong>}
          {text}
          {attempt && attempt > 1 ? ` · attempt ${inFigures(attempt)}` : ''}
          {nextAttemptAt && (
            <>
              {' · next '}
              <When at={nextAttemptAt} />
            </>
          )}
        </Typography>
        {(reason ?? lastError) && (
          <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
            {[reason && `“${reason}”`, lastError].filter(Boolean).join(' · ')}
          </Typography>
        )}
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
        {onTry && (
          <Button size="small" variant="outlined" onClick={onTry}>
            Try now
          </Button>
        )}
        <Typography variant="body2" color="text.secondary" component="span" sx={{ whiteSpace: 'nowrap' }}>
          <When at={at} />
        </Typography>
      </Box>
    </Box>
  );
}
