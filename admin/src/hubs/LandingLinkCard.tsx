import { Alert, Box, Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyField } from '../fields/CopyField.js';
import { counted } from '../fields/numbers.js';
import { When } from '../fields/When.js';
import { ConfirmDialog } from '../frame/ConfirmDialog.js';
import { hubsApi } from './api.js';
import type { LandingLink } from './types.js';
import { useHubVerb, useRefreshHubs } from './useHub.js';

/** A link to hand over in person, on paper, in a chat: works many times, and asks for a mailed code before anybody joins. */
export function LandingLinkCard({ contactId }: { contactId: string }) {
  const { data, error } = useQuery({
    queryKey: ['hubs', 'landing links', contactId],
    queryFn: () => hubsApi.landingLinks(contactId),
  });
  const { run, isRunning } = useHubVerb();
  const live = data?.data.find(({ revokedAt }) => revokedAt === null);
  return (
    <Box
      component="section"
      aria-labelledby="landing-link"
      sx={{ paddingInline: 2.5, paddingBlock: 2, display: 'grid', gap: 1.5 }}
    >
      <Box>
        <Typography variant="h3" component="h2" id="landing-link">
          Personal landing link
        </Typography>
        <Typography variant="body2" color="text.secondary">
          To hand over in another way than by mail. It works as often as wished; whoever opens it proves with a mailed
          code that the address is theirs.
        </Typography>
      </Box>
      {error && <Alert severity="error">{error.message}</Alert>}
      {data && !live && (
        <Box>
          <Button
            variant="outlined"
            disabled={isRunning}
            onClick={() => run({ verb: () => hubsApi.makeLandingLink(contactId), done: 'The link is made.' })}
          >
            Make a link
          </Button>
        </Box>
      )}
      {live?.url && <LiveLink link={live} url={live.url} />}
    </Box>
  );
}

function LiveLink({ link, url }: { link: LandingLink; url: string }) {
  const [isRevoking, setIsRevoking] = useState(false);
  const refresh = useRefreshHubs();
  const address = hubsApi.qrAddress(link.id);
  return (
    <>
      <CopyField value={url} label="Copy link" />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'end' }}>
        <Box
          component="img"
          src={address}
          alt="QR code of the landing link"
          width={132}
          height={132}
          sx={{ padding: 1, backgroundColor: '#fff', border: 1, borderColor: 'divider', borderRadius: '12px' }}
        />
        <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
          <Typography variant="body2" color="text.secondary">
            {link.visits === 0 ? 'Not opened yet' : `Opened ${counted(link.visits, 'time')}`}
            {link.lastVisitAt && (
              <>
                , last <When at={link.lastVisitAt} />
              </>
            )}
            {` · by ${link.agent.name}`}
          </Typography>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            <Button component="a" href={address} download="landing-link.svg" size="small" variant="outlined">
              Download QR code
            </Button>
            <Button size="small" variant="outlined" color="error" onClick={() => setIsRevoking(true)}>
              Revoke…
            </Button>
          </Box>
        </Box>
      </Box>
      {isRevoking && (
        <ConfirmDialog
          title="Revoke the landing link"
          verb="Revoke"
          onConfirm={async () => {
            await hubsApi.revokeLandingLink(link.id);
            await refresh();
          }}
          onClose={() => setIsRevoking(false)}
        >
          The link and its printed QR codes stop working at once. A new one can be made, with another address.
        </ConfirmDialog>
      )}
    </>
  );
}
