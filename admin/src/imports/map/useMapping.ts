import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { importsApi, type MappingChange } from '../api.js';
import type { ContactImport } from '../types.js';
import { importKey } from '../useImport.js';

/**
 * Keeps each choice as it is made: shown at once, saved in order, taken back with the server's sentence when refused.
 * `saved()` resolves when nothing is on its way any more.
 */
export function useMapping(importId: string) {
  const client = useQueryClient();
  const notify = useNotify();
  const scope = `mapping-${importId}`;
  const saving = useMutation({
    mutationKey: [scope],
    scope: { id: scope },
    mutationFn: (change: MappingChange) => importsApi.saveMapping(importId, change),
    onMutate: ({ columns, options }) => {
      client.setQueryData<ContactImport>(
        importKey(importId),
        (known) =>
          known && {
            ...known,
            mapping: { ...known.mapping, ...(columns as ContactImport['mapping']) },
            options: { ...known.options, ...options } as ContactImport['options'],
          },
      );
    },
    onSuccess: (answer) => {
      if (client.isMutating({ mutationKey: [scope] }) === 1) client.setQueryData(importKey(importId), answer);
    },
    onError: async (problem) => {
      notify(problem.message, { type: 'error', autoHideDuration: 10_000 });
      await client.invalidateQueries({ queryKey: importKey(importId) });
    },
  });
  return { save: saving.mutate, saved: saving.mutateAsync, isSaving: saving.isPending };
}
