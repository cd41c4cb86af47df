import { useQuery } from '@tanstack/react-query';
import { campaignsApi } from './api.js';

/** The newest campaigns that fit a filter; kept live, because every event of a campaign refreshes the key `campaigns`. */
export const useCampaigns = (filter: object, perPage = 5) =>
  useQuery({
    queryKey: ['campaigns', 'some', filter, perPage],
    queryFn: () => campaignsApi.list(filter, perPage),
  });
