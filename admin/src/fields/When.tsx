import { Tooltip } from '@mui/material';
import { useEffect, useState } from 'react';
import { relativeTime } from './relative-time.js';

const exact = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeStyle: 'medium' });

/** A moment that stays right while the page stands open. */
export function useNow(everyMs = 20_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** A time as people say it, the exact one on hover and for screen readers. */
export function When({ at }: { at: string | null | undefined }) {
  const now = useNow();
  if (!at) return null;
  const moment = new Date(at);
  return (
    <Tooltip title={exact.format(moment)}>
      <time dateTime={at}>{relativeTime(moment, now)}</time>
    </Tooltip>
  );
}
