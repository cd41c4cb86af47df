import { Typography } from '@mui/material';
import { inSeconds } from '../fields/numbers.js';
import { useNow } from '../fields/When.js';

/** "updated 3 s ago", said only while the line to the server is down. */
export function Freshness({ isLive, updatedAt }: { isLive: boolean; updatedAt: number }) {
  const now = useNow(1000);
  const age = Math.round((now.getTime() - updatedAt) / 1000);
  if (isLive || age < 2 || updatedAt === 0) return null;
  return (
    <Typography component="span" variant="body2" color="text.secondary">
      updated {inSeconds(age)} ago
    </Typography>
  );
}
