import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useMe } from '../frame/useMe.js';
import { sendingApi, sendingKey } from './api.js';

const lookMs = 5_000;

export const useHealth = () =>
  useQuery({ queryKey: [...sendingKey, 'health'], queryFn: sendingApi.health, refetchInterval: lookMs });

export const useHolds = (filter: object) =>
  useQuery({
    queryKey: [...sendingKey, 'holds', filter],
    queryFn: () => sendingApi.holds(filter),
    refetchInterval: lookMs,
  });

/** After a hold or a limit: what it changes is asked anew, campaigns too. */
export function useRefreshSending() {
  const client = useQueryClient();
  return useCallback(async () => {
    await client.invalidateQueries({ queryKey: sendingKey });
    await client.invalidateQueries({ queryKey: ['campaigns'] });
  }, [client]);
}

/** Support reads; operations and administrators decide. */
export function useMayDecide(): boolean {
  const role = useMe()?.user.role;
  return role === 'ops' || role === 'admin';
}
