import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { importsApi } from './api.js';
import { useTakeImport } from './useImport.js';
import type { Command } from './types.js';

/** Asks an import to do something; the answer is shown at once, a refusal as the server words it. */
export function useCommand(importId: string) {
  const take = useTakeImport();
  const client = useQueryClient();
  const notify = useNotify();
  const asking = useMutation({
    mutationFn: ({ command, body }: { command: Command; body?: Record<string, unknown> }) =>
      importsApi.command(importId, command, body),
    onSuccess: (answer) => {
      take(answer);
      return client.invalidateQueries({ queryKey: ['import', importId, 'rows'] });
    },
    onError: (problem) => notify(problem.message, { type: 'error', autoHideDuration: 10_000 }),
  });
  return { ask: asking.mutateAsync, isAsking: asking.isPending };
}
