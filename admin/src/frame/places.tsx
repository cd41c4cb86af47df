import ContactsIcon from '@mui/icons-material/PeopleAltOutlined';
import HomeIcon from '@mui/icons-material/HomeOutlined';
import ImportsIcon from '@mui/icons-material/UploadFileOutlined';
import SettingsIcon from '@mui/icons-material/SettingsOutlined';
import SomeoneIcon from '@mui/icons-material/LightbulbOutlined';
import AccountsIcon from '@mui/icons-material/BusinessOutlined';
import HubsIcon from '@mui/icons-material/HolidayVillageOutlined';
import SystemIcon from '@mui/icons-material/MonitorHeartOutlined';
import PersonIcon from '@mui/icons-material/PersonSearchOutlined';
import CrmIcon from '@mui/icons-material/CloudSyncOutlined';
import BlockIcon from '@mui/icons-material/DoNotDisturbOnOutlined';
import InboundIcon from '@mui/icons-material/ReplyOutlined';
import SendingIcon from '@mui/icons-material/NetworkCheckOutlined';
import AuditIcon from '@mui/icons-material/FactCheckOutlined';
import UsersIcon from '@mui/icons-material/ManageAccountsOutlined';
import CampaignsIcon from '@mui/icons-material/ForwardToInboxOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import type { Role } from '../answers.js';

export interface Place {
  label: string;
  path: string;
  icon: SvgIconComponent;
  roles: readonly Role[];
  /** Resource that react-admin asks about; places without one are plain pages. */
  resource?: string;
  /** Counts what waits for a person, beside the label. */
  badge?: 'needsYou' | 'needsSomeone' | 'crmNeedsYou' | 'toApprove';
}

/** The menu, and with it who may open what. The API holds the real lock; this keeps dead doors off the screen. */
export const places: readonly Place[] = [
  { label: 'Home', path: '/', icon: HomeIcon, roles: ['agent'] },
  { label: 'Contacts', path: '/contacts', icon: ContactsIcon, roles: ['agent'], resource: 'contacts' },
  {
    label: 'Needs someone',
    path: '/needs-someone',
    icon: SomeoneIcon,
    roles: ['support', 'admin'],
    badge: 'needsSomeone',
  },
  {
    label: 'Imports',
    path: '/imports',
    icon: ImportsIcon,
    roles: ['agent', 'support', 'admin'],
    resource: 'imports',
    badge: 'needsYou',
  },
  {
    label: 'CRM',
    path: '/connections',
    icon: CrmIcon,
    roles: ['agent'],
    resource: 'connections',
    badge: 'crmNeedsYou',
  },
  { label: 'Syncs', path: '/connections', icon: CrmIcon, roles: ['support', 'admin'], resource: 'connections' },
  { label: 'Hubs', path: '/hubs', icon: HubsIcon, roles: ['agent'], resource: 'hubs' },
  {
    label: 'Campaigns',
    path: '/campaigns',
    icon: CampaignsIcon,
    roles: ['agent', 'support', 'ops', 'admin'],
    resource: 'campaigns',
    badge: 'toApprove',
  },
  { label: 'People', path: '/people', icon: PersonIcon, roles: ['support', 'ops', 'admin'] },
  { label: 'Suppressions', path: '/suppressions', icon: BlockIcon, roles: ['ops', 'admin'] },
  {
    label: 'What came back',
    path: '/inbound-events',
    icon: InboundIcon,
    roles: ['support', 'ops', 'admin'],
    resource: 'inbound-events',
  },
  { label: 'Sending health', path: '/sending', icon: SendingIcon, roles: ['support', 'ops', 'admin'] },
  {
    label: 'Accounts',
    path: '/accounts',
    icon: AccountsIcon,
    roles: ['support', 'ops', 'admin'],
    resource: 'accounts',
  },
  { label: 'Users', path: '/users', icon: UsersIcon, roles: ['admin'], resource: 'users' },
  { label: 'Audit', path: '/audit', icon: AuditIcon, roles: ['ops', 'admin'], resource: 'audit' },
  { label: 'System', path: '/system', icon: SystemIcon, roles: ['support', 'ops', 'admin'] },
  { label: 'Settings', path: '/settings', icon: SettingsIcon, roles: ['agent'] },
];

export const placesOf = (role: Role): Place[] => places.filter((place) => place.roles.includes(role));

/** The badge a role sees: what waits for the people of accounts is no number for those of the platform. */
export const badgeOf = ({ badge }: Place, role: Role): Place['badge'] =>
  badge !== 'needsSomeone' && role !== 'agent' ? undefined : badge;

/** Resources that are no place of their own (rows of an import, say) are left to the API. */
export function mayOpen(role: Role, resource: string): boolean {
  const those = places.filter((candidate) => candidate.resource === resource);
  return those.length === 0 || those.some(({ roles }) => roles.includes(role));
}

/** Where a person begins: the first line of their menu. */
export const homeOf = (role: Role): string => placesOf(role)[0]?.path ?? '/settings/password';
