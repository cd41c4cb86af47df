import { Button, Link } from '@mui/material';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { ShownHold } from '../../../apps/api/sending/sending.schemas.js';
import { When } from '../fields/When.js';
import { ReasonDialog } from '../frame/ReasonDialog.js';
import { Line, Lines } from '../settings/Lines.js';
import { sendingApi } from './api.js';
import { useMayDecide, useRefreshSending } from './useSending.js';
import { holdName, kindWords } from './words.js';

/** What may not send, why, since when and by whom; each with the way out. */
export const HoldList = ({ holds }: { holds: readonly ShownHold[] }) => (
  <Lines>
    {holds.map((hold) => (
      <HoldLine key={hold.id} hold={hold} />
    ))}
  </Lines>
);

function HoldLine({ hold }: { hold: ShownHold }) {
  const mayDecide = useMayDecide();
  const [isAsking, setIsAsking] = useState(false);
  const name = holdName(hold);
  return (
    <Line
      title={
        hold.scope === 'campaign' ? (
          <Link component={RouterLink} to={`/campaigns/${hold.scopeId}`}>
            {name}
          </Link>
        ) : (
          name
        )
      }
      note={<Story hold={hold} />}
    >
      {mayDecide && !hold.released && (
        <Button variant="outlined" aria-label={`Release ${name}…`} onClick={() => setIsAsking(true)}>
          Release…
        </Button>
      )}
      {isAsking && <ReleaseDialog holdId={hold.id} name={name} onClose={() => setIsAsking(false)} />}
    </Line>
  );
}

function Story({ hold: { reason, kind, placedAt, placedBy, until, released } }: { hold: ShownHold }) {
  return (
    <>
      “{reason}” · {kindWords[kind]} {placedBy && `by ${placedBy} `}
      <When at={placedAt} />
      {until && !released && (
        <>
          , tried again <When at={until} />
        </>
      )}
      {released && (
        <>
          {' · released '}
          {released.by ? `by ${released.by} ` : 'by itself '}
          <When at={released.at} />
          {released.reason && `: “${released.reason}”`}
        </>
      )}
    </>
  );
}

/** Why it may send again; a brake is released by people alone. */
export function ReleaseDialog({ holdId, name, onClose }: { holdId: string; name: string; onClose: () => void }) {
  const refresh = useRefreshSending();
  return (
    <ReasonDialog
      title={`Release: ${name}`}
      verb="Release"
      onReason={async (reason) => {
        await sendingApi.release(holdId, reason);
        await refresh();
      }}
      onClose={onClose}
    >
      Campaigns that waited for it go on by themselves, within their windows and limits.
    </ReasonDialog>
  );
}
