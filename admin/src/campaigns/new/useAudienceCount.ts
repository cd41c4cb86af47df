import { useQuery } from '@tanstack/react-query';
import type { ListAnswer } from '../../answers.js';
import { request } from '../../api.js';
import { listQuery } from '../../dataProvider.js';
import { cappedCount } from '../../fields/numbers.js';
import { useOverview } from '../../hubs/useOverview.js';
import type { AudienceChoice } from '../types.js';

/** How many contacts a choice has now, capped where counting would cost; null while it is not known or said already. */
export function useAudienceCount(audience: AudienceChoice): string | null {
  const overview = useOverview();
  const filter = audience.kind === 'filter' ? audience.filter : null;
  const found = useQuery({
    queryKey: ['contacts', 'audience', filter],
    queryFn: () =>
      request<ListAnswer<object>>(
        `/contacts?${listQuery({ pagination: { page: 1, perPage: 1 }, filter: filter ?? {} })}`,
      ),
    enabled: filter !== null,
  });
  if (audience.kind === 'contacts') return null;
  if (audience.kind === 'filter') return found.data ? cappedCount(found.data) : null;
  const without = overview.data?.contactsWithoutHub;
  return without ? cappedCount({ total: without.count, totalIsCapped: without.isCapped }) : null;
}
