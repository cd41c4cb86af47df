import { useQuery } from '@tanstack/react-query';
import type { ListAnswer } from '../answers.js';
import { request } from '../api.js';

interface Colleague {
  id: string;
  name: string;
}

/** Agents of the account; alone in it, there is nothing to choose. */
export function useAgentChoices() {
  const { data } = useQuery({
    queryKey: ['colleagues', 'choices'],
    queryFn: () => request<ListAnswer<Colleague> | Colleague[]>('/colleagues?page=1&perPage=100'),
    staleTime: 60_000,
  });
  const agents = Array.isArray(data) ? data : (data?.data ?? []);
  return agents.length < 2 ? [] : agents.map(({ id, name }) => ({ value: id, label: name }));
}
