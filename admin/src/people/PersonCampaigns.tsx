import { Alert, Box, Link, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router';
import type { WhyNotMailed } from '../../../apps/api/sending/sending.schemas.js';
import type { ListAnswer } from '../answers.js';
import { request } from '../api.js';
import { StatusField } from '../fields/StatusField.js';
import { When } from '../fields/When.js';
import { Section } from '../frame/Section.js';
import { Line, Lines } from '../settings/Lines.js';

/** Over all campaigns of all accounts: what each has found of this person, and why they were not mailed. */
export function PersonCampaigns({ address }: { address: string }) {
  const { data } = useQuery({
    queryKey: ['campaigns', 'why', address],
    queryFn: () => request<ListAnswer<WhyNotMailed>>(`/sending/why?address=${encodeURIComponent(address)}`),
  });
  if (!data || data.data.length === 0) return null;
  return (
    <Section title="Campaigns" isFlush>
      {data.data.map((contact) => (
        <Box key={contact.contactId}>
          <Typography variant="body2" color="text.secondary" sx={{ paddingInline: 2.5, paddingBlock: 0.5 }}>
            {contact.accountName}
            {contact.campaigns.length === 0 && ': no campaign has had this contact among its candidates.'}
          </Typography>
          {contact.now.map((sentence) => (
            <Alert key={sentence} severity="info" sx={{ marginInline: 2.5, marginBottom: 1 }}>
              {`Today: ${sentence}`}
            </Alert>
          ))}
          <Lines>
            {contact.campaigns.map((campaign) => (
              <CampaignLine key={campaign.campaignId} campaign={campaign} contactId={contact.contactId} />
            ))}
          </Lines>
        </Box>
      ))}
    </Section>
  );
}

function CampaignLine({ campaign, contactId }: { campaign: WhyNotMailed['campaigns'][number]; contactId: string }) {
  const { campaignId, name, verdict, verdictSentence, state, stateSentence, judgedAt, sentAt } = campaign;
  const wasToBeMailed = verdict === 'eligible';
  const to = wasToBeMailed ? `/campaigns/${campaignId}/recipients/${contactId}` : `/campaigns/${campaignId}/left-out`;
  return (
    <Line
      title={
        <Link component={RouterLink} to={to}>
          {name}
        </Link>
      }
      note={
        <>
          {wasToBeMailed ? (stateSentence ?? (sentAt ? '' : 'Was to be mailed.')) : verdictSentence}{' '}
          {sentAt ? (
            <>
              First mailed <When at={sentAt} />.
            </>
          ) : (
            judgedAt && (
              <>
                Looked at <When at={judgedAt} />.
              </>
            )
          )}
        </>
      }
    >
      <StatusField of="recipient" state={state} />
    </Line>
  );
}
