import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useNotify } from 'react-admin';
import { useIsVisible } from '../frame/useIsVisible.js';
import { campaignsApi } from './api.js';
import type { Campaign } from './types.js';

/** Every key begins with `campaigns`: the console's live line refreshes those that it names. */
export const campaignKeys = {
  one: (id: string) => ['campaigns', 'one', id] as const,
  /** Lists inside of one campaign: asked anew at a gentler pace than its figures. */
  rows: (id: string) => ['campaign rows', id] as const,
};

const pollMs = 3000;
/** Events can be lost on the way; now and then the page looks for itself. */
const checkMs = 15_000;
/** A campaign that sends tells of itself many times a second; nobody reads faster than this. */
const breathMs = 700;
const reopenMs = 5000;

/** Asks `look` soon after `tell`, however often it is told. */
function gathered(look: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    tell: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        look();
      }, breathMs);
    },
    stop: () => clearTimeout(timer),
  };
}

/** One campaign, kept up to date by the server's events; while that line is down it is asked every 3 s. */
export function useCampaign(id: string) {
  const client = useQueryClient();
  const [isLive, setIsLive] = useState(false);
  const isVisible = useIsVisible();
  const asked = useQuery({
    queryKey: campaignKeys.one(id),
    queryFn: () => campaignsApi.get(id),
    refetchInterval: isLive ? checkMs : pollMs,
  });

  useEffect(() => {
    if (!isVisible) return undefined;
    const look = gathered(() => void client.invalidateQueries({ queryKey: campaignKeys.one(id) }));
    let events: EventSource;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      events = new EventSource(campaignsApi.eventsAddress(id));
      events.addEventListener('open', () => setIsLive(true));
      events.addEventListener('campaign', look.tell);
      // A browser tries again by itself when the line breaks, but not when the answer was no.
      events.addEventListener('error', () => {
        setIsLive(false);
        if (events.readyState === EventSource.CLOSED) reopening = setTimeout(open, reopenMs);
      });
    };
    open();
    return () => {
      look.stop();
      clearTimeout(reopening);
      events.close();
      setIsLive(false);
    };
  }, [client, id, isVisible]);

  return { campaign: asked.data, error: asked.error, isLive };
}

/** Takes an answer that carries the whole campaign as the newest known, and has lists asked anew. */
export function useTakeCampaign() {
  const client = useQueryClient();
  return useCallback(
    (answer: Campaign) => {
      client.setQueryData(campaignKeys.one(answer.id), answer);
      void client.invalidateQueries({ queryKey: ['campaigns'], refetchType: 'active' });
      void client.invalidateQueries({ queryKey: campaignKeys.rows(answer.id) });
    },
    [client],
  );
}

/** Asks a campaign to do something; the answer is shown at once, a refusal as the server words it. */
export function useCampaignVerb() {
  const take = useTakeCampaign();
  const notify = useNotify();
  const asking = useMutation({
    mutationFn: ({ verb }: { verb: () => Promise<Campaign>; done?: string }) => verb(),
    onSuccess: (answer, { done }) => {
      take(answer);
      if (done) notify(done, { type: 'success' });
    },
    onError: (problem) => notify(problem.message, { type: 'error', autoHideDuration: 10_000 }),
  });
  return { run: asking.mutate, isRunning: asking.isPending };
}
