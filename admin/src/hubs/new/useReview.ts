import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { hubsApi } from '../api.js';
import type { InvitationInput } from '../types.js';

const typingMs = 400;

/** The very mail as it would leave now, and the checks it must pass; follows what is typed. */
export function useReview(hubId: string, words: InvitationInput) {
  const typed = JSON.stringify(words);
  const [asked, setAsked] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed), typingMs);
    return () => clearTimeout(timer);
  }, [typed]);
  const review = useQuery({
    queryKey: ['hubs', 'review', hubId, asked],
    queryFn: ({ signal }) => hubsApi.preview(hubId, JSON.parse(asked) as InvitationInput, signal),
    placeholderData: keepPreviousData,
    // The way to mend a check may lead to another tab.
    refetchOnWindowFocus: 'always',
    staleTime: 0,
  });
  const blocks = review.data?.checks.filter(({ level }) => level === 'block') ?? [];
  return { ...review, blocks, isBehind: asked !== typed || review.isPlaceholderData };
}
