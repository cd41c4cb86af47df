import { useQuery } from '@tanstack/react-query';
import { hubsApi } from './api.js';

/** Counts of an agent's Hubs; lives under the key `hubs`, which every event of a Hub refreshes. */
export const useOverview = () => useQuery({ queryKey: ['hubs', 'overview'], queryFn: hubsApi.overview });
