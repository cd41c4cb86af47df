import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { campaignsApi } from '../api.js';
import type { Campaign } from '../types.js';

export type Wave = 0 | 1 | 2;

/** The very mail for the person in the address (`?person=`), else for the first who gets one; follows what was saved. */
export function usePreview({ id, version, candidateCount, state }: Campaign, wave: Wave = 0) {
  const [search] = useSearchParams();
  const person = search.get('person');
  return useQuery({
    queryKey: ['campaign preview', id, person, version, wave],
    queryFn: ({ signal }) => campaignsApi.preview(id, { contactId: person, wave }, signal),
    placeholderData: keepPreviousData,
    enabled: candidateCount > 0 && state !== 'freezing',
  });
}
