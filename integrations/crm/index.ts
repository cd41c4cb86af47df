import { activeCampaign } from './connectors/active-campaign.js';
import { boldTrail } from './connectors/boldtrail.js';
import { constantContact } from './connectors/constant-contact.js';
import { followUpBoss } from './connectors/follow-up-boss.js';
import { googleContacts } from './connectors/google-contacts.js';
import { hubspot } from './connectors/hubspot.js';
import { lofty } from './connectors/lofty.js';
import { mailchimp } from './connectors/mailchimp.js';
import { salesforce } from './connectors/salesforce.js';
import type { Connector } from './define.js';

const sandboxKey = [{ name: 'key', label: 'API key', hint: 'sandbox_…', pattern: /^[\w-]{8,200}$/, isSecret: true }];
const sandboxHelp = {
  steps: [
    'Open the page of the Sandbox CRM: it runs on this machine, with invented people.',
    'Copy the API key that stands at the top and paste it here.',
    'Later, press "Revoke the key" there to see what a lost key does, and mend it with a new one.',
  ],
  url: '/',
};

/** The local platform's own CRM: spoken to like Follow Up Boss, on an origin from configuration. Offered nowhere else. */
const sandbox: Connector = {
  ...followUpBoss,
  id: 'sandbox',
  label: 'Sandbox CRM',
  auth: followUpBoss.auth.flatMap((way) =>
    way.kind === 'key' ? [{ ...way, fields: sandboxKey, help: sandboxHelp }] : [],
  ),
  recordPage: (recordId) => `/?id=${encodeURIComponent(recordId)}`,
};

/** Every CRM that can be connected, in the order of the gallery. A new one is a file and a line here. */
export const connectors: readonly Connector[] = [
  sandbox,
  followUpBoss,
  boldTrail,
  lofty,
  hubspot,
  mailchimp,
  constantContact,
  googleContacts,
  salesforce,
  activeCampaign,
];

/** A CRM as people call it, also one that is not offered any more. */
export const labelOf = (id: string): string => connectors.find((connector) => connector.id === id)?.label ?? id;
