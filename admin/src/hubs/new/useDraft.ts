import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { hubsApi } from '../api.js';
import type { InvitationDraft, InvitationInput } from '../types.js';

const typingMs = 600;
const draftKey = (hubId: string) => ['hubs', 'draft', hubId] as const;

export const useSavedDraft = (hubId: string) =>
  useQuery({ queryKey: draftKey(hubId), queryFn: () => hubsApi.draft(hubId), staleTime: Infinity });

/** What is typed of the mail; the server has it a moment after the last letter. */
export function useDraft(hubId: string, saved: InvitationDraft) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(saved);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const isSaved = JSON.stringify(draft) === JSON.stringify(saved);

  async function save(): Promise<boolean> {
    try {
      await hubsApi.saveDraft(hubId, draft);
      client.setQueryData(draftKey(hubId), draft);
      setRefusal(null);
      return true;
    } catch (error) {
      setRefusal(error as Error);
      return false;
    }
  }

  useEffect(() => {
    if (isSaved) return undefined;
    const timer = setTimeout(() => void save(), typingMs);
    return () => clearTimeout(timer);
  });

  const change = (changes: Partial<InvitationDraft>) => setDraft((all) => ({ ...all, ...changes }));
  return { draft, change, save, isSaved, refusal };
}

/** The words of a draft, as previews and sending take them: what is blank is left to the template. */
export const wordsOf = ({ subject, message }: InvitationDraft): InvitationInput => ({
  ...(subject?.trim() && { subject: subject.trim() }),
  ...(message?.trim() && { message: message.trim() }),
});
