import { Alert, Button } from '@mui/material';
import { useState } from 'react';
import { When } from '../../fields/When.js';
import { ReleaseDialog } from '../../sending/HoldList.js';
import { useMayDecide } from '../../sending/useSending.js';
import type { CampaignHold } from '../types.js';

const scopeWords: Record<CampaignHold['scope'], string> = {
  platform: 'All sending is held',
  account: 'Sending of your account is held',
  campaign: 'This campaign is held',
  domain: 'Sending from this domain is held',
  provider: 'Mail to one mailbox provider is held',
};

/** Why nothing leaves, in the words of whoever held it: a person of the platform, or a brake with its figures. */
export const HoldNotices = ({ holds }: { holds: readonly CampaignHold[] }) => (
  <>
    {holds.map(({ id, scope, kind, reason, placedAt, until }) => (
      <Alert key={id} severity="warning" action={<Release holdId={id} name={scopeWords[scope] ?? scope} />}>
        <b>{scopeWords[scope]}</b> since <When at={placedAt} />: {reason}{' '}
        {until ? (
          <>
            It is tried again <When at={until} />.
          </>
        ) : kind === 'operator' ? (
          'Operations release it; nothing is lost, and it goes on by itself then.'
        ) : (
          'A brake did this by itself. Operations look at it and release it; nothing is lost.'
        )}
      </Alert>
    ))}
  </>
);

/** Those who may hold may release. */
function Release({ holdId, name }: { holdId: string; name: string }) {
  const mayDecide = useMayDecide();
  const [isAsking, setIsAsking] = useState(false);
  if (!mayDecide) return null;
  return (
    <>
      <Button color="inherit" onClick={() => setIsAsking(true)}>
        Release…
      </Button>
      {isAsking && <ReleaseDialog holdId={holdId} name={name} onClose={() => setIsAsking(false)} />}
    </>
  );
}
