import { Alert, Box, Typography } from '@mui/material';
import { useNow, When } from '../../fields/When.js';
import { Facts, Section } from '../../frame/Section.js';
import type { Campaign } from '../types.js';
import { nextWords, rateWords, reminderWords, windowWords } from '../words.js';
import { CampaignEquation } from './CampaignEquation.js';
import { FunnelBars } from './FunnelBars.js';
import { HoldNotices } from './HoldNotices.js';
import { Parts } from './Parts.js';
import { RateLine } from './RateLine.js';
import { UnknownNotice } from './UnknownNotice.js';

/** Where it stands, what comes next and when, why it is not faster, and what became of everybody. */
export function Overview({ campaign }: { campaign: Campaign }) {
  const now = useNow();
  const { state, failure, startedAt } = campaign;
  return (
    <>
      {state === 'failed' && (
        <Alert severity="error">
          {failure?.sentence ?? 'It stopped. Nothing was lost: Resume goes on where it was.'}
        </Alert>
      )}
      <HoldNotices holds={campaign.holds} />
      <UnknownNotice campaign={campaign} />
      <Section title="Where it stands">
        <Typography role="status" sx={{ fontWeight: 560 }}>
          {state === 'failed' ? 'Nothing is sent until it is resumed.' : nextWords(campaign, now)}
        </Typography>
        <CampaignEquation campaign={campaign} />
        <RateLine campaign={campaign} />
      </Section>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' },
        }}
      >
        <Section title="From invitation to Hub">
          <FunnelBars campaign={campaign} />
        </Section>
        <Section title="Settings">
          <Facts
            facts={[
              ['Mails arrive', windowWords(campaign.settings.window)],
              ['Speed', rateWords(campaign.settings.perHour)],
              ['Reminders', reminderWords[campaign.settings.reminders]],
              ['Begun', startedAt && <When at={startedAt} />],
            ]}
          />
        </Section>
      </Box>
      <Parts campaign={campaign} />
    </>
  );
}
