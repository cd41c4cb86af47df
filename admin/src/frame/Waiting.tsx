import { Box, CircularProgress, Typography } from '@mui/material';
import { useEffect, useState } from 'react';

/** Says what is being waited for; nothing for the first second, so that quick answers do not flicker. */
export function Waiting({ children }: { children: string }) {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), 1000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Box data-waiting role="status" sx={{ display: 'flex', alignItems: 'center', gap: 1.5, minHeight: 72, padding: 3 }}>
      {isLong && (
        <>
          <CircularProgress size={18} thickness={5} aria-hidden />
          <Typography color="text.secondary">{children}</Typography>
        </>
      )}
    </Box>
  );
}
