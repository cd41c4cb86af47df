import { Box } from '@mui/material';
import { Link } from 'react-router';

interface TabLinksProps {
  label: string;
  tabs: readonly { name: string; to: string; isShown: boolean }[];
}

/** Parts of a page that have addresses of their own: links that look like tabs, because that is what they are. */
export const TabLinks = ({ label, tabs }: TabLinksProps) => (
  <Box
    component="nav"
    aria-label={label}
    sx={{ display: 'flex', overflowX: 'auto', borderBottom: 1, borderColor: 'divider', minWidth: 0 }}
  >
    {tabs.map(({ name, to, isShown }) => (
      <Box
        key={to}
        component={Link}
        to={to}
        aria-current={isShown ? 'page' : undefined}
        sx={{
          flex: 'none',
          paddingInline: 2,
          paddingBlock: 1.5,
          fontSize: '0.875rem',
          fontWeight: 560,
          textDecoration: 'none',
          color: isShown ? 'primary.main' : 'text.secondary',
          borderBottom: 2,
          borderColor: isShown ? 'primary.main' : 'transparent',
          '&:hover': { color: 'text.primary' },
          '&:focus-visible': { outlineOffset: -2 },
        }}
      >
        {name}
      </Box>
    ))}
  </Box>
);
