import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Problem, request } from '../api.js';
import { listQuery } from '../dataProvider.js';
import { useList } from '../frame/useList.js';
import type { Contact, CustomField } from './contact.js';

export interface Facets {
  tags: { name: string; count: number }[];
  sources: { name: string; count: number }[];
}

export const useFacets = () =>
  useQuery({ queryKey: ['contacts', 'facets'], queryFn: () => request<Facets>('/contacts/facets'), staleTime: 60_000 });

export const useCustomFields = (): CustomField[] => useList<CustomField>('custom-fields').data ?? [];

export interface HistoryEntry {
  at: string;
  kind: string;
  by: {
    kind: 'import' | 'sync' | 'user' | 'api_key' | 'system' | 'agent' | 'homeowner' | 'machine';
    name: string | null;
    importId?: string;
    connectionId?: string;
    fileName?: string;
    row?: number;
  };
  changes?: Record<string, [unknown, unknown]> | null;
  /** Of what happened around a Hub: it speaks for itself. */
  sentence?: string;
  hubId?: string;
  eventId?: string;
}

export const useHistory = (id: string) =>
  useQuery({
    queryKey: ['contacts', 'history', id],
    queryFn: async () => {
      const answer = await request<HistoryEntry[] | { data: HistoryEntry[] }>(`/contacts/${id}/history`);
      return Array.isArray(answer) ? answer : answer.data;
    },
  });

/** Which contacts: those ticked, or all that the search finds. */
export type Selection = { ids: string[] } | { filter: object };
export type BulkAction = { action: 'delete' } | { action: 'addTag' | 'removeTag'; tag: string };

export function useBulk() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Selection & BulkAction) =>
      request<{ count: number }>('/contacts/bulk', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['contacts'] }),
  });
}

/** Saves against the version that was read. @throws Problem with code `stale` when another person was quicker. */
export function useSaveContact(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, version }: { body: object; version: number }) =>
      request<Contact>(`/contacts/${id}`, { method: 'PATCH', body: { ...body, version } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['contacts'] }),
  });
}

/** The contact as it now stands, when a save or delete came too late. */
export function staleContact(error: unknown): Contact | null {
  if (!(error instanceof Problem) || error.code !== 'stale') return null;
  return (error.answer.current as Contact | undefined) ?? null;
}

/** Address of the export of what a filter finds. */
export const csvAddress = (filter: object): string => `/api/contacts.csv?${listQuery({ filter })}`;
