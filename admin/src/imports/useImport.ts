import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useFollowed } from '../frame/useFollowed.js';
import { importsApi } from './api.js';
import type { ContactImport } from './types.js';

export const importKey = (importId: string) => ['import', importId] as const;

/** One import as it moves. */
export function useImport(importId: string) {
  const { data, ...fresh } = useFollowed<ContactImport>({
    queryKey: importKey(importId),
    get: () => importsApi.get(importId),
    eventsAddress: importsApi.eventsAddress(importId),
    event: 'import',
  });
  return { contactImport: data, ...fresh };
}

/** Takes an answer that carries the whole import as the newest known. */
export function useTakeImport() {
  const client = useQueryClient();
  return useCallback((answer: ContactImport) => client.setQueryData(importKey(answer.id), answer), [client]);
}
