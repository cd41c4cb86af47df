import { useQuery } from '@tanstack/react-query';
import type { Me } from '../answers.js';
import { whoAmI } from '../authProvider.js';

/** Who is signed in; null until the answer is there. */
export function useMe(): Me | null {
  const { data } = useQuery({ queryKey: ['me'], queryFn: whoAmI, staleTime: Infinity });
  return data ?? null;
}
