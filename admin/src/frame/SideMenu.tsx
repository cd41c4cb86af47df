import { Box, ButtonBase, Drawer, List, ListItem, useMediaQuery } from '@mui/material';
import { alpha, type Theme } from '@mui/material/styles';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSidebarState } from 'react-admin';
import { Link, useLocation } from 'react-router';
import type { ListAnswer, Me } from '../answers.js';
import { request } from '../api.js';
import { cappedCount } from '../fields/numbers.js';
import { Brand } from './Brand.js';
import { badgeOf, type Place, placesOf } from './places.js';

const needsPerson = `page=1&perPage=1&filter=${encodeURIComponent('{"needs":"person"}')}`;

/** Asked anew when something of that resource has moved. */
const badges = {
  needsYou: { resource: 'imports', path: `/imports?${needsPerson}` },
  crmNeedsYou: { resource: 'connections', path: `/connections?${needsPerson}` },
  needsSomeone: { resource: 'imports', path: '/imports/needs-someone?page=1&perPage=1' },
  toApprove: {
    resource: 'campaigns',
    path: `/campaigns?${needsPerson}`,
  },
} as const;

/** Counts what waits for a person; 0 shows nothing. */
function useBadge(kind: Place['badge']): string | null {
  const { resource, path } = badges[kind ?? 'needsYou'];
  const { data } = useQuery({
    queryKey: [resource, 'badge', kind],
    queryFn: () => request<ListAnswer<unknown> | unknown[]>(path),
    enabled: kind !== undefined,
    retry: false,
  });
  if (!data) return null;
  const count = Array.isArray(data) ? { total: data.length } : data;
  return count.total ? cappedCount(count) : null;
}

const itemLook = (isHere: boolean) => (theme: Theme) =>
  ({
    justifyContent: 'flex-start',
    gap: 1.5,
    width: '100%',
    height: 40,
    paddingInline: 1.5,
    borderRadius: '12px',
    fontFamily: 'inherit',
    fontSize: '0.9375rem',
    fontWeight: isHere ? 620 : 480,
    color: isHere ? theme.palette.primary.main : theme.palette.text.primary,
    backgroundColor: isHere ? alpha(theme.palette.primary.main, 0.1) : 'transparent',
    '&:hover': { backgroundColor: alpha(theme.palette.primary.main, isHere ? 0.14 : 0.06) },
  }) as const;

function MenuItem({ place, badgeKind, onGo }: { place: Place; badgeKind: Place['badge']; onGo: () => void }) {
  const { pathname } = useLocation();
  const badge = useBadge(badgeKind);
  const isHere = place.path === '/' ? pathname === '/' : pathname.startsWith(place.path);
  const Icon = place.icon;
  return (
    <ListItem disablePadding>
      <ButtonBase
        component={Link}
        to={place.path}
        onClick={onGo}
        aria-current={isHere ? 'page' : undefined}
        sx={itemLook(isHere)}
      >
        <Icon aria-hidden sx={{ fontSize: 20 }} />
        <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
          {place.label}
        </Box>
        {badge && (
          <Box
            component="span"
            sx={{
              marginLeft: 'auto',
              paddingInline: 1,
              borderRadius: '12px',
              fontSize: '0.8125rem',
              fontWeight: 620,
              color: 'warning.contrastText',
              backgroundColor: 'warning.main',
            }}
          >
            {badge}
            <Box
              component="span"
              sx={{ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }}
            >
              {' '}
              waiting for a person
            </Box>
          </Box>
        )}
      </ButtonBase>
    </ListItem>
  );
}

/** The menu of a role: beside the page, or drawn in from the left on a phone. */
export function SideMenu({ me }: { me: Me }) {
  const [isOpen, setIsOpen] = useSidebarState();
  const isPhone = useMediaQuery<Theme>((theme) => theme.breakpoints.down('md'));
  // A window drawn narrow shows its page first, not the menu that stood beside it.
  useEffect(() => {
    if (isPhone) setIsOpen(false);
  }, [isPhone, setIsOpen]);
  const close = () => isPhone && setIsOpen(false);
  const menu = (
    <Box component="nav" aria-label="Main" sx={{ width: 232, padding: 1.5 }}>
      <Box sx={{ height: 44, paddingInline: 1, marginBottom: 1, display: 'flex', alignItems: 'center' }}>
        <Brand />
      </Box>
      <List disablePadding sx={{ display: 'grid', gap: 0.25 }}>
        {placesOf(me.user.role).map((place) => (
          <MenuItem key={place.path} place={place} badgeKind={badgeOf(place, me.user.role)} onGo={close} />
        ))}
      </List>
    </Box>
  );
  if (isPhone) {
    return (
      <Drawer open={isOpen} onClose={() => setIsOpen(false)}>
        {menu}
      </Drawer>
    );
  }
  return (
    <Box sx={{ flex: 'none', borderRight: 1, borderColor: 'divider', backgroundColor: 'background.paper' }}>
      <Box sx={{ position: 'sticky', top: 0 }}>{menu}</Box>
    </Box>
  );
}
