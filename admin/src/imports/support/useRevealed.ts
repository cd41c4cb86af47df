import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { importsApi } from '../api.js';

/** Asks for the personal data of one import with a reason, then fetches what is on the page again, unmasked. */
export function useRevealed(importId: string) {
  const client = useQueryClient();
  return useCallback(
    async (reason: string) => {
      await importsApi.reveal(importId, reason);
      await client.invalidateQueries({ queryKey: ['import', importId] });
    },
    [client, importId],
  );
}
