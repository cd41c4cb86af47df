import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useIsVisible } from '../frame/useIsVisible.js';
import { importsApi } from './api.js';
import type { ContactImport } from './types.js';

const pollMs = 3000;
/** Events can be lost on the way; now and then the page looks for itself. */
const checkMs = 15_000;
const reopenMs = 5000;
export const importKey = (importId: string) => ['import', importId] as const;

/**
 * One import, kept up to date by the server's events; while that line is down it is asked every 3 s.
 * `updatedAt` (ms) and `isLive` tell the reader how fresh the page is.
 */
export function useImport(importId: string) {
  const client = useQueryClient();
  const [isLive, setIsLive] = useState(false);
  const asked = useQuery({
    queryKey: importKey(importId),
    queryFn: () => importsApi.get(importId),
    refetchInterval: isLive ? checkMs : pollMs,
  });

  const isVisible = useIsVisible();
  useEffect(() => {
    if (!isVisible) return undefined;
    let events: EventSource;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      events = new EventSource(importsApi.eventsAddress(importId));
      events.addEventListener('open', () => setIsLive(true));
      events.addEventListener('import', (event: MessageEvent<string>) => {
        const news = JSON.parse(event.data) as Partial<ContactImport>;
        client.setQueryData<ContactImport>(importKey(importId), (known) => (known ? { ...known, ...news } : known));
      });
      // A browser tries again by itself when the line breaks, but not when the answer was no.
      events.addEventListener('error', () => {
        setIsLive(false);
        if (events.readyState === EventSource.CLOSED) reopening = setTimeout(open, reopenMs);
      });
    };
    open();
    return () => {
      clearTimeout(reopening);
      events.close();
      setIsLive(false);
    };
  }, [client, importId, isVisible]);

  return { contactImport: asked.data, error: asked.error, isLive, updatedAt: asked.dataUpdatedAt };
}

/** Takes an answer that carries the whole import as the newest known. */
export function useTakeImport() {
  const client = useQueryClient();
  return useCallback((answer: ContactImport) => client.setQueryData(importKey(answer.id), answer), [client]);
}
