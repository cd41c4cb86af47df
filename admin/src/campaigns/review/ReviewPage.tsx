import { Alert, Box, Button, Link } from '@mui/material';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { counted } from '../../fields/numbers.js';
import { StatusField } from '../../fields/StatusField.js';
import { When } from '../../fields/When.js';
import { Page } from '../../frame/Page.js';
import { campaignsApi } from '../api.js';
import { audienceWords, contactsPathOf } from '../audience.js';
import { CancelDialog } from '../page/CancelDialog.js';
import type { Campaign } from '../types.js';
import { useCampaignVerb } from '../useCampaign.js';
import { CampaignChecks } from './CampaignChecks.js';
import { Changed } from './Changed.js';
import { MailSection } from './MailSection.js';
import { SendBar } from './SendBar.js';
import { LeftOutSettings, WhenSettings } from './Settings.js';
import { useReview } from './useReview.js';
import { useSeen } from './useSeen.js';
import { WhoGetsIt } from './WhoGetsIt.js';
import { WordsSection } from './WordsSection.js';

/** Easy Invite: left the settings and the very mail, right who gets it, what must be mended, and the button. */
export function ReviewPage({ campaign }: { campaign: Campaign }) {
  const review = useReview(campaign);
  const seen = useSeen(campaign, review.isDirty);
  const { shown } = review;
  return (
    <Page title={shown.name} lead={<Lead campaign={campaign} />} actions={<Discard campaign={campaign} />}>
      {campaign.state === 'expired' && <Expired campaign={campaign} onAgain={seen.expectChange} />}
      {seen.isOther && <Changed changes={seen.changes} onSeen={seen.accept} />}
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 7fr) minmax(0, 5fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 2, order: { xs: 2, lg: 1 } }}>
          <WordsSection campaign={campaign} review={review} />
          <MailSection campaign={campaign} />
          <WhenSettings review={review} />
          <LeftOutSettings review={review} />
        </Box>
        <Box sx={{ display: 'grid', gap: 2, order: { xs: 1, lg: 2 }, position: { lg: 'sticky' }, top: { lg: 72 } }}>
          <WhoGetsIt campaign={campaign} />
          <CampaignChecks checks={campaign.checks} />
          <SendBar campaign={campaign} review={review} seen={seen} />
        </Box>
      </Box>
    </Page>
  );
}

function Lead({ campaign }: { campaign: Campaign }) {
  const listed = contactsPathOf(campaign.audience);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, rowGap: 0.5, alignItems: 'center', mt: 0.5 }}>
      <StatusField of="campaign" state={campaign.state} />
      <span>
        {listed ? (
          <Link component={RouterLink} to={listed} underline="always">
            {audienceWords(campaign.audience)}
          </Link>
        ) : (
          audienceWords(campaign.audience)
        )}
        {' · begun '}
        <When at={campaign.createdAt} />
      </span>
    </Box>
  );
}

function Discard({ campaign }: { campaign: Campaign }) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      {campaign.state !== 'expired' && (
        <Button variant="outlined" color="error" onClick={() => setIsAsking(true)}>
          Discard…
        </Button>
      )}
      {isAsking && <CancelDialog campaign={campaign} onClose={() => setIsAsking(false)} />}
    </>
  );
}

/** Nobody approved it in time: the counts are old, so everybody is looked at again. */
function Expired({ campaign, onAgain }: { campaign: Campaign; onAgain: () => void }) {
  const { run, isRunning } = useCampaignVerb();
  return (
    <Alert
      severity="warning"
      action={
        <Button
          color="inherit"
          disabled={isRunning}
          onClick={() => {
            onAgain();
            run({ verb: () => campaignsApi.command(campaign.id, 'refreeze') });
          }}
        >
          Look at everybody again
        </Button>
      }
    >
      This list of {counted(campaign.candidateCount, 'contact')} is more than 7 days old and was not approved. Nothing
      was sent. Settings and words are kept.
    </Alert>
  );
}
