import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { hubsApi } from './api.js';

/** Every key begins with `hubs`: the console's live line refreshes them all when a Hub moved. */
export const hubKeys = {
  one: (id: string) => ['hubs', 'one', id] as const,
  ofContact: (contactId: string) => ['hubs', 'of contact', contactId] as const,
};

/** Live lines can lose an event; a Hub that waits for mail is looked at now and then. */
const checkMs = 15_000;

export const useHub = (id: string) =>
  useQuery({
    queryKey: hubKeys.one(id),
    queryFn: () => hubsApi.get(id),
    enabled: id !== '',
    refetchInterval: checkMs,
  });

export const useHubsOfContact = (contactId: string) =>
  useQuery({
    queryKey: hubKeys.ofContact(contactId),
    queryFn: () => hubsApi.ofContact(contactId),
    enabled: contactId !== '',
  });

/** After a command everything that shows Hubs is asked anew, lists of contacts too. */
export function useRefreshHubs() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['hubs'] }),
      client.invalidateQueries({ queryKey: ['contacts'] }),
      client.invalidateQueries({ queryKey: ['mail'] }),
    ]);
}

/** Does something to a Hub, says so, and shows the refusal as the server words it. */
export function useHubVerb() {
  const refresh = useRefreshHubs();
  const notify = useNotify();
  const doing = useMutation({
    mutationFn: ({ verb }: { verb: () => Promise<unknown>; done: string }) => verb(),
    onSuccess: (_answer, { done }) => {
      notify(done, { type: 'success' });
      return refresh();
    },
    onError: (problem) => {
      notify(problem.message, { type: 'error', autoHideDuration: 10_000 });
      return refresh();
    },
  });
  return { run: doing.mutate, isRunning: doing.isPending };
}
