import { useQuery } from '@tanstack/react-query';
import type { Import } from '../../../apps/api/imports/imports.schemas.js';
import type { ListAnswer } from '../answers.js';
import { request } from '../api.js';

/** Imports that fit a filter, newest first; kept live, because every event of an import refreshes the key `imports`. */
export function useImports(filter: { needs?: 'person'; state?: Import['state'][] }, perPage = 5) {
  const query = `page=1&perPage=${perPage}&sort=createdAt&order=DESC&filter=${encodeURIComponent(JSON.stringify(filter))}`;
  return useQuery({
    queryKey: ['imports', 'home', query],
    queryFn: () => request<ListAnswer<Import>>(`/imports?${query}`),
  });
}
