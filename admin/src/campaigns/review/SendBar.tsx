import { Alert, Box, Button, Card, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { useNavigate, useSearchParams } from 'react-router';
import { Problem } from '../../api.js';
import { counted, inFigures } from '../../fields/numbers.js';
import { When } from '../../fields/When.js';
import { useLive } from '../../frame/live.js';
import { campaignsApi } from '../api.js';
import type { Campaign } from '../types.js';
import { useTakeCampaign } from '../useCampaign.js';
import { eligibleOf } from '../verdicts.js';
import { windowWords } from '../words.js';
import type { Review } from './useReview.js';
import type { useSeen } from './useSeen.js';

interface SendBarProps {
  campaign: Campaign;
  review: Review;
  seen: ReturnType<typeof useSeen>;
}

/** What keeps it from being sent now; null when nothing does. */
function whyNot({ campaign, review, seen }: SendBarProps): string | null {
  const blocks = campaign.checks.filter(({ level }) => level === 'block').length;
  if (campaign.state === 'expired') return 'Everybody has to be looked at again first.';
  if (campaign.state === 'freezing') return 'Everybody is being looked at.';
  if (review.refusal) return 'A setting is not saved: see the sentence at it.';
  if (review.isDirty) return 'Your change is being saved.';
  if (seen.isOther) return 'It changed: look at what changed first.';
  if (eligibleOf(campaign.verdicts) === 0) return 'There is nobody to send it to.';
  if (blocks > 0) return `${counted(blocks, 'check')} must be mended before it may leave.`;
  return null;
}

export function SendBar(props: SendBarProps) {
  const { campaign, seen } = props;
  const navigate = useNavigate();
  const notify = useNotify();
  const take = useTakeCampaign();
  const { engine } = useLive();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const eligible = eligibleOf(campaign.verdicts);
  const reason = whyNot(props);
  const { window, startAt } = campaign.settings;

  async function send() {
    if (!seen.digest) return;
    setIsSending(true);
    setRefusal(null);
    try {
      const approved = await campaignsApi.approve(campaign.id, seen.digest);
      notify('Approved. You can close this page.', { type: 'success' });
      await navigate(`/campaigns/${campaign.id}`, { replace: true });
      take(approved);
    } catch (error) {
      // The page fetches what there is now, and the notice above says what changed.
      if (error instanceof Problem && error.code === 'snapshot_changed')
        await campaignsApi.get(campaign.id).then(take, () => undefined);
      setRefusal((error as Error).message);
      setIsSending(false);
    }
  }

  return (
    <Card sx={{ padding: 2.5, display: 'grid', gap: 1.5 }}>
      {engine?.state === 'away' && (
        <Alert severity="warning">
          The workflow engine is away. You can send now: it is saved and begins by itself as soon as it is back.
        </Alert>
      )}
      {refusal && <Alert severity="error">{refusal}</Alert>}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Button
          variant="contained"
          size="large"
          disabled={reason !== null || isSending || !seen.digest}
          aria-describedby="why-not"
          onClick={() => void send()}
        >
          Send Invitations to {inFigures(eligible)}
        </Button>
        <TestMail campaign={campaign} />
      </Box>
      <Typography id="why-not" variant="body2" color="text.secondary" role="status">
        {reason ?? (
          <>
            {startAt ? (
              <>
                Begins <When at={startAt} />.{' '}
              </>
            ) : null}
            Mails arrive {windowWords(window)}. You can pause or cancel at any time.
          </>
        )}
      </Typography>
    </Card>
  );
}

/** The mail as the person shown in the preview would get it, to the agent alone; its links lead nowhere. */
function TestMail({ campaign }: { campaign: Campaign }) {
  const notify = useNotify();
  const [search] = useSearchParams();
  const sending = useMutation({
    mutationFn: () => campaignsApi.test(campaign.id, search.get('person')),
    onSuccess: ({ outcome, sentence }) =>
      notify(sentence, outcome === 'accepted' ? { type: 'success' } : { type: 'warning', autoHideDuration: 10_000 }),
    onError: (problem) => notify(problem.message, { type: 'error', autoHideDuration: 10_000 }),
  });
  return (
    <Button disabled={sending.isPending || campaign.candidateCount === 0} onClick={() => sending.mutate()}>
      Send me a test
    </Button>
  );
}
