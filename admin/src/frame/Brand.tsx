import { Box, Typography } from '@mui/material';

/** The porch lamp and the name. */
export function Brand({ size = 26 }: { size?: number }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25 }}>
      <Box component="img" src="/porchlight.svg" alt="" width={size} height={size} />
      <Typography
        component="span"
        sx={{ fontWeight: 680, fontSize: size * 0.68, letterSpacing: '-0.02em', color: 'text.primary' }}
      >
        Porchlight
      </Typography>
    </Box>
  );
}
