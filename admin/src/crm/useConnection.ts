import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useNotify } from 'react-admin';
import { useFollowed } from '../frame/useFollowed.js';
import { type ConnectionVerb, crmApi } from './api.js';
import type { Connection } from './types.js';

export const connectionKey = (connectionId: string) => ['connection', connectionId] as const;

/** One connection as it moves. */
export function useConnection(connectionId: string) {
  const { data, ...fresh } = useFollowed<Connection>({
    queryKey: connectionKey(connectionId),
    get: () => crmApi.get(connectionId),
    eventsAddress: crmApi.eventsAddress(connectionId),
    event: 'connection',
  });
  return { connection: data, ...fresh };
}

/** Takes an answer that carries the whole connection as the newest known; lists that show it are asked anew. */
export function useTakeConnection() {
  const client = useQueryClient();
  return useCallback(
    (answer: Connection) => {
      client.setQueryData(connectionKey(answer.id), answer);
      void client.invalidateQueries({ queryKey: ['connections'] });
    },
    [client],
  );
}

/** Asks a connection to do something; the answer is shown at once, a refusal as the server words it. */
export function useConnectionCommand(connectionId: string) {
  const take = useTakeConnection();
  const notify = useNotify();
  const asking = useMutation({
    mutationFn: ({ command, body }: { command: ConnectionVerb; body?: Record<string, unknown> }) =>
      crmApi.command(connectionId, command, body),
    onSuccess: take,
    onError: (problem) => notify(problem.message, { type: 'error', autoHideDuration: 10_000 }),
  });
  return { ask: asking.mutate, askAndWait: asking.mutateAsync, isAsking: asking.isPending };
}

/** The CRMs that can be connected here. */
export const useConnectors = () =>
  useQuery({ queryKey: ['connectors'], queryFn: crmApi.connectors, staleTime: 60_000 });

/** Connections that do not go on, or not fully, before somebody has done something. */
export const useNeedyConnections = () =>
  useQuery({ queryKey: ['connections', 'needs you'], queryFn: () => crmApi.list({ needs: 'person' }) });

const standing: Connection['state'][] = ['active', 'paused', 'needs_reconnect', 'failed'];

/** Connections that have not been ended, newest first; kept live, because every event of one refreshes the key `connections`. */
export const useStandingConnections = () =>
  useQuery({ queryKey: ['connections', 'standing'], queryFn: () => crmApi.list({ state: standing }) });
