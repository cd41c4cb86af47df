import { type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useIsVisible } from './useIsVisible.js';

const pollMs = 3000;
/** Events can be lost on the way; now and then the page looks for itself. */
const checkMs = 15_000;
const reopenMs = 5000;

interface Followed<Thing> {
  queryKey: QueryKey;
  get: () => Promise<Thing>;
  eventsAddress: string;
  /** Name of the events that carry what has moved of the thing. */
  event: string;
}

/**
 * One thing, kept up to date by the server's events; while that line is down it is asked every 3 s.
 * `updatedAt` (ms) and `isLive` tell the reader how fresh the page is.
 */
export function useFollowed<Thing extends object>({ queryKey, get, eventsAddress, event }: Followed<Thing>) {
  const client = useQueryClient();
  const [isLive, setIsLive] = useState(false);
  const asked = useQuery({ queryKey, queryFn: get, refetchInterval: isLive ? checkMs : pollMs });
  const key = JSON.stringify(queryKey);

  const isVisible = useIsVisible();
  useEffect(() => {
    if (!isVisible) return undefined;
    let events: EventSource;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      events = new EventSource(eventsAddress);
      events.addEventListener('open', () => setIsLive(true));
      events.addEventListener(event, (message: MessageEvent<string>) => {
        const news = JSON.parse(message.data) as Partial<Thing>;
        const known = JSON.parse(key) as QueryKey;
        client.setQueryData<Thing>(known, (before) => (before ? { ...before, ...news } : before));
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
  }, [client, key, eventsAddress, event, isVisible]);

  return { data: asked.data, error: asked.error, isLive, updatedAt: asked.dataUpdatedAt };
}
