import { Alert, Box, Button, Card, Link, TextField, Typography } from '@mui/material';
import { type FormEvent, useState } from 'react';
import { Link as RouterLink, useNavigate, useSearchParams } from 'react-router';
import { Page } from '../../frame/Page.js';
import { Facts } from '../../frame/Section.js';
import { campaignsApi } from '../api.js';
import { audienceOf, audienceWords, contactsPathOf } from '../audience.js';
import type { AudienceChoice } from '../types.js';
import { useTakeCampaign } from '../useCampaign.js';
import { OpenReviews } from './OpenReviews.js';
import { useAudienceCount } from './useAudienceCount.js';

/** Easy Invite begins: whom it is about. Looking at this page makes nothing; the button freezes the list and leads to the review. */
export function NewCampaign() {
  const [search] = useSearchParams();
  const audience = audienceOf(search);
  return (
    <Page
      title="Easy Invite"
      lead="You see who gets an invitation, who does not and why, and the very mail, before anything is sent."
      width="narrow"
    >
      {audience ? (
        <Begin key={search.toString()} audience={audience} />
      ) : (
        <Alert
          severity="warning"
          action={
            <Button component={RouterLink} to="/contacts" color="inherit">
              Choose contacts
            </Button>
          }
        >
          This address does not say whom to invite.
        </Alert>
      )}
      <OpenReviews />
    </Page>
  );
}

const dated = new Intl.DateTimeFormat('en-US', { month: 'long', day: 'numeric' });

function Begin({ audience }: { audience: AudienceChoice }) {
  const navigate = useNavigate();
  const take = useTakeCampaign();
  const [name, setName] = useState(() => `Invitations of ${dated.format(new Date())}`);
  const [onceKey] = useState(() => crypto.randomUUID());
  const [refusal, setRefusal] = useState<Error | null>(null);
  const [isMaking, setIsMaking] = useState(false);
  const count = useAudienceCount(audience);
  const listed = contactsPathOf(audience);
  const isEmpty = count === '0';

  async function begin(event: FormEvent) {
    event.preventDefault();
    setIsMaking(true);
    setRefusal(null);
    try {
      const campaign = await campaignsApi.create({ audience, ...(name.trim() && { name: name.trim() }) }, onceKey);
      take(campaign);
      // Back leads to where the choice was made, not to a page that would make another one.
      await navigate(`/campaigns/${campaign.id}/review`, { replace: true });
    } catch (error) {
      setRefusal(error as Error);
      setIsMaking(false);
    }
  }

  return (
    <Card
      component="form"
      onSubmit={(event) => void begin(event as FormEvent)}
      sx={{ padding: { xs: 2, sm: 3 }, display: 'grid', gap: 2.5 }}
    >
      <Facts
        facts={[
          [
            'Whom',
            <Box key="whom" component="span" sx={{ fontWeight: 560 }}>
              {audienceWords(audience)}
              {count && ` · ${count}`}
              {listed && (
                <>
                  {' '}
                  <Link component={RouterLink} to={listed} variant="body2" sx={{ fontWeight: 400 }}>
                    See them
                  </Link>
                </>
              )}
            </Box>,
          ],
          ['Each gets', 'one mail with a link to claim the Hub of their home. Missing Hubs are made.'],
          ['Never written to', 'who unsubscribed, complained or bounced, who is invited already or has a Hub'],
        ]}
      />
      <TextField
        name="name"
        label="Name of this campaign"
        value={name}
        onChange={(event) => setName(event.target.value)}
        helperText="For your own lists; no recipient sees it."
        slotProps={{ htmlInput: { maxLength: 120 } }}
      />
      {refusal && <Alert severity="error">{refusal.message}</Alert>}
      {isEmpty && <Nobody audience={audience} />}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
        <Button type="submit" variant="contained" disabled={isMaking || isEmpty} autoFocus>
          See who gets it
        </Button>
        <Typography variant="body2" color="text.secondary" role="status">
          {isMaking ? 'Looking at every contact…' : 'Nothing is sent yet.'}
        </Typography>
      </Box>
    </Card>
  );
}

/** There is nobody to invite: said before anything is made, with the way out. */
const Nobody = ({ audience }: { audience: AudienceChoice }) => (
  <Alert
    severity="info"
    action={
      <Button component={RouterLink} to={audience.kind === 'no_hub' ? '/imports' : '/contacts'} color="inherit">
        {audience.kind === 'no_hub' ? 'Import contacts' : 'Choose contacts'}
      </Button>
    }
  >
    {audience.kind === 'no_hub'
      ? 'You have no contact without a Hub, so there is nobody to invite.'
      : 'No contact fits this choice, so there is nobody to invite.'}
  </Alert>
);
