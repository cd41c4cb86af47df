import { Avatar, Box, Typography } from '@mui/material';

interface CardPreviewProps {
  name: string;
  title: string;
  phone: string;
  license: string;
  about: string;
  photoUrl: string | null;
  brokerage: string;
}

const initialsOf = (name: string) =>
  name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join('');

/** The card as homeowners see it, while it is typed. */
export function CardPreview({ name, title, phone, license, about, photoUrl, brokerage }: CardPreviewProps) {
  return (
    <Box
      component="section"
      aria-label="Your card as homeowners see it"
      sx={{ display: 'flex', gap: 2, padding: 2, border: 1, borderColor: 'divider', borderRadius: '12px' }}
    >
      <Avatar
        src={photoUrl ?? undefined}
        alt={photoUrl ? `Photo of ${name}` : undefined}
        sx={{ width: 72, height: 72, fontSize: 26, bgcolor: 'primary.main', color: 'primary.contrastText' }}
      >
        {initialsOf(name)}
      </Avatar>
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Typography sx={{ fontWeight: 620 }}>{title ? `${name}, ${title}` : name}</Typography>
        <Typography>{brokerage}</Typography>
        {license && <Typography color="text.secondary">License {license}</Typography>}
        {phone && <Typography>{phone}</Typography>}
        {about && (
          <Typography color="text.secondary" sx={{ marginTop: 0.5, whiteSpace: 'pre-line' }}>
            {about}
          </Typography>
        )}
      </Box>
    </Box>
  );
}
