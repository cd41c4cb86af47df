import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { request } from '../api.js';
import { useIsVisible } from './useIsVisible.js';

export interface EngineState {
  state: 'ok' | 'away';
  /** Imports that a worker is at work on now. */
  running: number;
}

interface Live {
  engine: EngineState | null;
  /** When the server last said anything; set while the line is down. */
  downSince: Date | null;
}

const LiveContext = createContext<Live>({ engine: null, downSince: null });
export const useLive = (): Live => useContext(LiveContext);

const pollMs = 10_000;

/**
 * One line to the server for the whole console: engine, running count, and which imports, connections, Hubs and campaigns moved. Polls while the line is
 * down, and hangs up while nobody looks at the tab.
 */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [engine, setEngine] = useState<EngineState | null>(null);
  const [downSince, setDownSince] = useState<Date | null>(null);

  const isVisible = useIsVisible();
  useEffect(() => {
    if (!isVisible) return undefined;
    const line = new EventSource('/api/events');
    line.addEventListener('open', () => {
      setDownSince(null);
      // What moved while the line was down is not told again.
      void client.invalidateQueries({ queryKey: ['imports'] });
      void client.invalidateQueries({ queryKey: ['connections'] });
      void client.invalidateQueries({ queryKey: ['hubs'] });
      void client.invalidateQueries({ queryKey: ['campaigns'] });
    });
    line.addEventListener('error', () => setDownSince((since) => since ?? new Date()));
    line.addEventListener('engine', (event) => setEngine(JSON.parse(event.data as string) as EngineState));
    line.addEventListener('imports', () => void client.invalidateQueries({ queryKey: ['imports'] }));
    line.addEventListener('connections', () => void client.invalidateQueries({ queryKey: ['connections'] }));
    line.addEventListener('campaigns', () => void client.invalidateQueries({ queryKey: ['campaigns'] }));
    line.addEventListener('hubs', () => {
      void client.invalidateQueries({ queryKey: ['hubs'] });
      void client.invalidateQueries({ queryKey: ['mail'] });
    });
    return () => line.close();
  }, [client, isVisible]);

  useEffect(() => {
    if (!downSince || !isVisible) return undefined;
    const timer = setInterval(() => {
      void request<EngineState>('/engine').then(setEngine, () => undefined);
      void client.invalidateQueries({ queryKey: ['imports'] });
      void client.invalidateQueries({ queryKey: ['connections'] });
      void client.invalidateQueries({ queryKey: ['hubs'] });
      void client.invalidateQueries({ queryKey: ['campaigns'] });
    }, pollMs);
    return () => clearInterval(timer);
  }, [downSince, client, isVisible]);

  const live = useMemo(() => ({ engine, downSince }), [engine, downSince]);
  return <LiveContext value={live}>{children}</LiveContext>;
}
