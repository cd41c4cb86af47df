import { Typography } from '@mui/material';
import { cappedCount } from '../fields/numbers.js';
import { HomeCard } from '../home/HomeCard.js';
import { NeedyLine } from './NeedyLine.js';
import { useCampaigns } from './useCampaigns.js';

const someone = { needs: 'someone' };

/** Of all accounts, those that do not go on before somebody of the platform has looked. */
export const useCampaignsThatNeedSomeone = () => useCampaigns(someone, 10);

/** Campaigns of all accounts that stopped, are held, or have mails of which nobody knows; nothing while there are none. */
export function NeedyCampaigns({ title }: { title: string }) {
  const { data } = useCampaignsThatNeedSomeone();
  if (!data || data.data.length === 0) return null;
  const isMore = data.hasNextPage;
  return (
    <HomeCard
      title={title}
      aside={isMore && <Typography color="text.secondary">the newest of {cappedCount(data)}</Typography>}
    >
      {data.data.map((campaign) => (
        <NeedyLine key={campaign.id} campaign={campaign} showsAccount />
      ))}
    </HomeCard>
  );
}
