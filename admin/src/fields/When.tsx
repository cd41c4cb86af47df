import { Tooltip } from '@mui/material';
import { useEffect, useState } from 'react';

const steps = [
  { unit: 'second', seconds: 1, below: 60 },
  { unit: 'minute', seconds: 60, below: 3600 },
  { unit: 'hour', seconds: 3600, below: 86_400 },
  { unit: 'day', seconds: 86_400, below: 30 * 86_400 },
] as const;

const relative = new Intl.RelativeTimeFormat('en-US', { numeric: 'auto', style: 'long' });
const sameYear = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric' });
const otherYear = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric' });
const exact = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeStyle: 'medium' });

/** "just now", "3 minutes ago", "in 5 days"; older than a month the date, in the viewer's zone. */
export function relativeTime(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 5) return 'just now';
  const step = steps.find(({ below }) => distance < below);
  if (step) return relative.format(Math.trunc(seconds / step.seconds), step.unit);
  return (at.getFullYear() === now.getFullYear() ? sameYear : otherYear).format(at);
}

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
