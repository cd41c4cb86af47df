import type { Role } from '../../domain/accounts/roles.js';
import type { Person } from '../platform/platform.js';

export interface ConsolePage {
  /** Names the screenshot. */
  name: string;
  path: string;
  /** Who looks at it; null for pages before sign-in. */
  role: Role | null;
  /** Who of that role; the demo's first when not said. */
  person?: Person;
  /** Agents' pages are also used on a phone. */
  onPhone?: true;
}

/** The pages that need nothing but the demo data. */
export const consolePages: readonly ConsolePage[] = [
  { name: 'sign-in', path: '/login', role: null, onPhone: true },
  { name: 'join-over', path: '/join?token=none', role: null, onPhone: true },
  { name: 'home', path: '/', role: 'agent', onPhone: true },
  { name: 'contacts', path: '/contacts', role: 'agent', onPhone: true },
  {
    name: 'contacts-none-match',
    path: `/contacts?filter=${encodeURIComponent('{"q":"zzzz-nobody"}')}`,
    role: 'agent',
    onPhone: true,
  },
  { name: 'contact-add', path: '/contacts/create', role: 'agent', onPhone: true },
  { name: 'imports', path: '/imports', role: 'agent', onPhone: true },
  { name: 'crm-none', path: '/connections', role: 'agent', person: 'agent2', onPhone: true },
  { name: 'crm-gallery', path: '/connections/create', role: 'agent', onPhone: true },
  { name: 'crm-connect', path: '/connections/create/sandbox', role: 'agent', onPhone: true },
  { name: 'crm-not-set-up', path: '/connections/create/google-contacts', role: 'agent', onPhone: true },
  { name: 'settings-colleagues', path: '/settings/colleagues', role: 'agent', onPhone: true },
  { name: 'settings-sender', path: '/settings/sender', role: 'agent', onPhone: true },
  { name: 'settings-card', path: '/settings/card', role: 'agent', onPhone: true },
  { name: 'settings-mails', path: '/settings/mails', role: 'agent', onPhone: true },
  { name: 'settings-mail', path: '/settings/mails/invitation', role: 'agent', onPhone: true },
  { name: 'settings-fields', path: '/settings/fields', role: 'agent', onPhone: true },
  { name: 'settings-api-keys', path: '/settings/api-keys', role: 'agent', onPhone: true },
  { name: 'settings-password', path: '/settings/password', role: 'agent', onPhone: true },
  { name: 'no-such-page', path: '/nowhere', role: 'agent', onPhone: true },
  { name: 'support-needs-someone', path: '/needs-someone', role: 'support' },
  { name: 'support-syncs-all', path: '/connections', role: 'support' },
  { name: 'support-imports', path: '/imports', role: 'support' },
  { name: 'support-accounts', path: '/accounts', role: 'support' },
  { name: 'support-system', path: '/system', role: 'support' },
  { name: 'suppressions', path: '/suppressions', role: 'agent', onPhone: true },
  { name: 'ops-suppressions', path: '/suppressions', role: 'ops' },
  { name: 'ops-campaigns-all', path: '/campaigns', role: 'ops' },
  { name: 'ops-came-back-all', path: '/inbound-events', role: 'ops' },
  { name: 'ops-sending-all', path: '/sending', role: 'ops' },
  { name: 'ops-people', path: '/people', role: 'ops' },
  { name: 'ops-audit', path: '/audit', role: 'ops' },
  { name: 'ops-not-allowed', path: '/users', role: 'ops' },
  { name: 'admin-users', path: '/users', role: 'admin' },
  { name: 'admin-accounts', path: '/accounts', role: 'admin' },
  { name: 'admin-account', path: '/accounts/1', role: 'admin' },
];
