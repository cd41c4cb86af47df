import { Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewLimit, ShownLimit } from '../../../apps/api/sending/sending.schemas.js';
import { counted } from '../fields/numbers.js';
import { When } from '../fields/When.js';
import { AskDialog } from '../frame/AskDialog.js';
import { ReasonDialog } from '../frame/ReasonDialog.js';
import { Section } from '../frame/Section.js';
import { Line, Lines } from '../settings/Lines.js';
import { sendingApi, sendingKey } from './api.js';
import { useMayDecide, useRefreshSending } from './useSending.js';
import { holdName } from './words.js';

/** How many mails an hour may leave, where somebody has said so. */
export function Limits() {
  const mayDecide = useMayDecide();
  const [isSetting, setIsSetting] = useState(false);
  const { data } = useQuery({ queryKey: [...sendingKey, 'limits'], queryFn: sendingApi.limits });
  return (
    <Section
      title="Limits"
      isFlush
      aside={mayDecide && <Button onClick={() => setIsSetting(true)}>Set a limit…</Button>}
    >
      {data?.data.length === 0 && (
        <Typography color="text.secondary" sx={{ paddingInline: 2.5, paddingBottom: 1.5 }}>
          Nobody has set one: mails leave as fast as the settings of the platform allow.
        </Typography>
      )}
      <Lines>
        {data?.data.map((limit) => (
          <LimitLine key={limit.key} limit={limit} />
        ))}
      </Lines>
      {isSetting && <SetLimit onClose={() => setIsSetting(false)} />}
    </Section>
  );
}

function LimitLine({ limit }: { limit: ShownLimit }) {
  const mayDecide = useMayDecide();
  const refresh = useRefreshSending();
  const [isAsking, setIsAsking] = useState(false);
  const { scope, scopeId, perHour, reason, setAt, setBy } = limit;
  const name = holdName(limit);
  return (
    <Line
      title={`${name}: ${counted(perHour, 'mail')} an hour`}
      note={
        <>
          {reason && `“${reason}” · `}
          {setBy && `${setBy} `}
          <When at={setAt} />
        </>
      }
    >
      {mayDecide && (
        <Button variant="outlined" aria-label={`Take the limit of ${name} away…`} onClick={() => setIsAsking(true)}>
          Take away…
        </Button>
      )}
      {isAsking && (
        <ReasonDialog
          title={`No limit of its own: ${name}`}
          verb="Take the limit away"
          onReason={async (why) => {
            await sendingApi.setLimit({ scope, scopeId, perHour: null, reason: why });
            await refresh();
          }}
          onClose={() => setIsAsking(false)}
        >
          It then sends as fast as the settings of the platform allow.
        </ReasonDialog>
      )}
    </Line>
  );
}

const scopes: Record<string, string> = {
  domain: 'A sending domain',
  provider: 'A family of mailbox providers (google, microsoft, yahoo, apple, comcast, other)',
  account: 'An account, by its number',
  platform: 'Everybody',
};

function SetLimit({ onClose }: { onClose: () => void }) {
  const refresh = useRefreshSending();
  return (
    <AskDialog
      title="Set a limit"
      verb="Set the limit"
      fields={[
        { name: 'scope', label: 'What is limited', choices: scopes, initial: 'domain' },
        {
          name: 'scopeId',
          label: 'Which one',
          isOptional: true,
          help: 'For example mail.example.com; blank for everybody.',
        },
        { name: 'perHour', label: 'Mails an hour' },
        { name: 'reason', label: 'Reason', help: 'Kept in the audit with your name.' },
      ]}
      onAnswer={async ({ scope, scopeId = '', perHour, reason = '' }) => {
        await sendingApi.setLimit({ scope: scope as NewLimit['scope'], scopeId, perHour: Number(perHour), reason });
        await refresh();
      }}
      onClose={onClose}
    />
  );
}
