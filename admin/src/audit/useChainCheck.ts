import { useCallback, useEffect, useRef, useState } from 'react';
import type { ChainCheck } from '../../../apps/api/audit/audit.schemas.js';

interface Progress {
  checked: number;
  of: number;
}

/** One chain computed again on the server, followed while it goes on. */
export function useChainCheck() {
  const line = useRef<EventSource | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [result, setResult] = useState<ChainCheck | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => () => line.current?.close(), []);

  const check = useCallback((accountId: string) => {
    line.current?.close();
    setProgress({ checked: 0, of: 0 });
    setResult(null);
    setProblem(null);
    const events = new EventSource(`/api/audit/check?accountId=${accountId}`);
    line.current = events;
    const end = () => {
      events.close();
      setProgress(null);
    };
    events.addEventListener('progress', (event) => setProgress(JSON.parse(event.data as string) as Progress));
    events.addEventListener('result', (event) => {
      setResult(JSON.parse(event.data as string) as ChainCheck);
      end();
    });
    events.addEventListener('error', () => {
      setProblem('The check was cut off. Nothing was changed by it; check again.');
      end();
    });
  }, []);
  return { check, progress, result, problem };
}
