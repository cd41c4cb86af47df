import { Box, Typography } from '@mui/material';
import { useLocation } from 'react-router';
import { InviteMenu } from '../campaigns/InviteMenu.js';
import { inFigures } from '../fields/numbers.js';
import { useOverview } from './useOverview.js';

/** "318 of your contacts have no Hub yet.": first on Home and above the contacts; nothing once everybody has one. */
export function InviteBanner() {
  const { data } = useOverview();
  const { pathname, search } = useLocation();
  if (!data || data.contactsWithoutHub.count === 0) return null;
  const areListed = pathname === '/contacts' && new URLSearchParams(search).get('filter')?.includes('"hub":"none"');
  const { count, isCapped } = data.contactsWithoutHub;
  const many = `${inFigures(count)}${isCapped ? '+' : ''}`;
  return (
    <Box
      component="section"
      aria-label="Invite"
      sx={({ palette }) => ({
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        justifyContent: 'space-between',
        gap: 2,
        paddingInline: { xs: 2, sm: 3 },
        paddingBlock: 2,
        borderRadius: '12px',
        color: palette.mode === 'light' ? '#fff' : palette.text.primary,
        backgroundColor: palette.mode === 'light' ? palette.primary.main : '#1c3a6b',
      })}
    >
      <Typography sx={{ fontWeight: 620, fontSize: '1.0625rem', flex: '1 1 240px' }}>
        {count === 1 ? '1 of your contacts has no Hub yet.' : `${many} of your contacts have no Hub yet.`}
      </Typography>
      {areListed && <Typography>Tick those to invite below, or take all.</Typography>}
      <InviteMenu />
    </Box>
  );
}
