const steps = [
  { unit: 'second', seconds: 1, below: 60 },
  { unit: 'minute', seconds: 60, below: 3600 },
  { unit: 'hour', seconds: 3600, below: 86_400 },
  { unit: 'day', seconds: 86_400, below: 30 * 86_400 },
] as const;

const relative = new Intl.RelativeTimeFormat('en-US', { numeric: 'auto', style: 'long' });
const sameYear = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric' });
const otherYear = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric' });

/** "just now", "3 minutes ago", "in 5 days"; older than a month the date, in the viewer's zone. */
export function relativeTime(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 5) return 'just now';
  const step = steps.find(({ below }) => distance < below);
  // What lies behind is told in whole units, what is to come to the nearest: three days less a second are "in 3 days".
  const round = seconds > 0 ? Math.round : Math.trunc;
  if (step) return relative.format(round(seconds / step.seconds), step.unit);
  return (at.getFullYear() === now.getFullYear() ? sameYear : otherYear).format(at);
}
