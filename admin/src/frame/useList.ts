import { useQuery } from '@tanstack/react-query';
import type { ListAnswer } from '../answers.js';
import { request } from '../api.js';

/** A short list that needs no pages. */
export function useList<Item>(path: string) {
  return useQuery({
    queryKey: [path],
    queryFn: async () => {
      const answer = await request<ListAnswer<Item> | Item[]>(`/${path}?page=1&perPage=100`);
      return Array.isArray(answer) ? answer : answer.data;
    },
  });
}
